"""Waiting times and outcomes as figures, without anybody to be told apart in them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import TypeVar

from django.utils import timezone

from miteinander.courses.choices import CourseKind, Level, RunState
from miteinander.courses.models import Learner, PlacementRound, PlaceOffer
from miteinander.courses.placement_choices import LearnerState, OfferState
from miteinander.courses.queries.courses import public_runs
from miteinander.matching.audit import rounded
from miteinander.ui.sheets import Cell

FEWEST = 5  # fewer people are not shown as a number
PERIOD = timedelta(days=365)
HEADER = (
    *("Was", "Gruppe", "Menschen (auf 5 gerundet)", "Wartezeit in Tagen (Median)"),
    *("Längste Wartezeit (volle Monate)", "Tage vom Wunsch bis zum Beginn (Median)", "Zugesagt"),
    *("Abgesagt oder abgelaufen", "Nicht erschienen", "Abgebrochen", "Abgeschlossen"),
)
_KINDS, _LEVELS = dict(CourseKind.choices), dict(Level.choices)
_NO = (OfferState.REFUSED, OfferState.EXPIRED)
_BEGAN = (OfferState.STARTED, OfferState.DROPPED_OUT, OfferState.COMPLETED)
_YES = (OfferState.ACCEPTED, OfferState.NO_SHOW, *_BEGAN)
_OUTCOMES = (_YES, _NO, (OfferState.NO_SHOW,), (OfferState.DROPPED_OUT,), (OfferState.COMPLETED,))
_JOINABLE = (RunState.PLANNED, RunState.OPEN, RunState.FULL)
_MONTH = 30  # days: the longest time is of one person, so it is told only in months begun
ALL = "zusammen"
_T = TypeVar("_T")
DIMENSIONS = {
    "sex": "Geschlecht",
    "age": "Alter",
    "language": "Sprache der Briefe",
    "care": "Kinderbetreuung",
    "district": "Ortsteil",
}


@dataclass(frozen=True)
class Line:
    """A group: counts in words ("unter 5", "etwa 15"); times are None for too few people.

    `days` is the median of those waited until today or the offer, `longest` is in months begun,
    `to_start` the median of days from the wish to the first day of the course.
    """

    group: str
    people: str
    days: int | None
    longest: int | None = None
    to_start: int | None = None
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Free:
    """Public runs of a kind that can be joined, free places as reported; `silent` said none."""

    kind: str
    runs: int
    places: int
    silent: int


@dataclass(frozen=True)
class _Offer:
    state: str
    waited: int
    to_start: int | None


def count(number: int) -> str:
    """A number of people that tells of nobody."""
    if number == 0:
        return "0"
    return "unter 5" if number < FEWEST else f"etwa {max(FEWEST, rounded(number))}"


def searching() -> list[Line]:
    """Who looks for a place today and how long already, by level."""
    today = timezone.localdate()
    found: dict[str, list[int]] = {}
    people = Learner.objects.filter(state=LearnerState.OPEN).order_by("level")
    for level, since in people.values_list("level", "waiting_since"):
        found.setdefault(str(_LEVELS[level]), []).append((today - since).days)
    return [_line(group, days) for group, days in _with_all(found).items()]


def offered(since: date | None = None, until: date | None = None) -> list[Line]:
    """What became of the places offered after `since` until `until`, by kind of course.

    Without days it is the last year.
    """
    until = until or timezone.localdate()
    offers = PlaceOffer.objects.filter(
        offered_on__gt=since or until - PERIOD, offered_on__lte=until
    )
    names = ("run__course__kind", "state", "waited_days", "offered_on", "run__starts_on")
    found: dict[str, list[_Offer]] = {}
    for kind, state, waited, on, start in offers.order_by(names[0]).values_list(*names):
        began = state in _BEGAN and start is not None
        total = max(waited, waited + (start - on).days) if began else None
        one = _Offer(state, waited, total)
        found.setdefault(str(_KINDS.get(kind, "Kurs gelöscht")), []).append(one)
    return [_outcomes(group, rows) for group, rows in _with_all(found).items()]


def free() -> list[Free]:
    """Where somebody can still come, as everyone sees it in the course finder, by kind."""
    found: dict[str, list[int | None]] = {}
    runs = public_runs().filter(state__in=_JOINABLE).exclude(course__kind=CourseKind.STAFF)
    for kind, places in runs.prefetch_related(None).values_list("course__kind", "free_places"):
        found.setdefault(str(_KINDS[kind]), []).append(places)
    return [
        Free(kind, len(said), sum(n or 0 for n in said), said.count(None))
        for kind, said in sorted(found.items())
    ]


def rows() -> Iterator[list[Cell]]:
    """Both as rows of a table, in the order of HEADER."""
    for title, lines in (("Suchende heute", searching()), ("Angebote in einem Jahr", offered())):
        for one in lines:
            times = (one.days, one.longest, one.to_start)
            yield [title, one.group, one.people, *times, *one.outcomes]


def fairness(newest: PlacementRound | None) -> list[tuple[str, list[tuple[str, ...]]]]:
    """(dimension, its groups: name, people, without any fitting course, passed over)."""
    stored = newest.figures.get("groups", {}) if newest else {}
    return [
        (title, [(group, *(_shown(n) for n in numbers)) for group, *numbers in stored[name]])
        for name, title in DIMENSIONS.items()
        if stored.get(name)
    ]


def _shown(number: int | None) -> str:
    return "zu wenige" if number is None else f"etwa {number}" if number else "0"


def _with_all(found: dict[str, list[_T]]) -> dict[str, list[_T]]:
    """All groups as one more, where there are several."""
    together = [one for group in found.values() for one in group]
    return found if len(found) < 2 else {**found, ALL: together}


def _outcomes(group: str, offers: list[_Offer]) -> Line:
    counts = tuple(count(sum(one.state in states for one in offers)) for states in _OUTCOMES)
    to_start = [one.to_start for one in offers if one.to_start is not None]
    line = _line(group, [one.waited for one in offers])
    return replace(line, to_start=_middle(to_start), outcomes=counts)


def _line(group: str, days: list[int]) -> Line:
    longest = max(1, ceil(max(days) / _MONTH)) if len(days) >= FEWEST else None
    return Line(group, count(len(days)), _middle(days), longest)


def _middle(days: list[int]) -> int | None:
    return round(median(days)) if len(days) >= FEWEST else None
