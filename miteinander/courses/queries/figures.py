"""Waiting times and outcomes as figures, without anybody to be told apart in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.utils import timezone

from miteinander.courses.choices import CourseKind, Level
from miteinander.courses.models import Learner, PlacementRound, PlaceOffer
from miteinander.courses.placement_choices import LearnerState, OfferState
from miteinander.matching.audit import rounded
from miteinander.ui.sheets import Cell

FEWEST = 5  # fewer people are not shown as a number
PERIOD = timedelta(days=365)
HEADER = (
    *("Was", "Gruppe", "Menschen (auf 5 gerundet)", "Wartezeit in Tagen (Median)", "Zugesagt"),
    *("Abgesagt oder abgelaufen", "Nicht erschienen", "Abgebrochen", "Abgeschlossen"),
)
_KINDS, _LEVELS = dict(CourseKind.choices), dict(Level.choices)
_NO = (OfferState.REFUSED, OfferState.EXPIRED)
_YES = (
    *(OfferState.ACCEPTED, OfferState.STARTED, OfferState.NO_SHOW),
    *(OfferState.DROPPED_OUT, OfferState.COMPLETED),
)
DIMENSIONS = {
    "sex": "Geschlecht",
    "age": "Alter",
    "language": "Sprache der Briefe",
    "care": "Kinderbetreuung",
    "district": "Ortsteil",
}


@dataclass(frozen=True)
class Line:
    """A group: counts in words ("unter 5", "etwa 15"), the median of days or None for too few."""

    group: str
    people: str
    days: int | None
    outcomes: tuple[str, ...] = ()


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
    return [_line(group, days) for group, days in found.items()]


def offered() -> list[Line]:
    """What became of the places offered within a year, by kind of course."""
    found: dict[str, list[tuple[str, int]]] = {}
    offers = PlaceOffer.objects.filter(offered_on__gte=timezone.localdate() - PERIOD)
    rows = offers.order_by("run__course__kind").values_list(
        "run__course__kind", "state", "waited_days"
    )
    for kind, state, days in rows:
        found.setdefault(str(_KINDS.get(kind, "Kurs gelöscht")), []).append((state, days))
    groups = (_YES, _NO, (OfferState.NO_SHOW,), (OfferState.DROPPED_OUT,), (OfferState.COMPLETED,))
    return [
        _line(
            group,
            [days for _, days in rows],
            tuple(count(sum(state in states for state, _ in rows)) for states in groups),
        )
        for group, rows in found.items()
    ]


def rows() -> Iterator[list[Cell]]:
    """Both as rows of a table, in the order of HEADER."""
    for title, lines in (("Suchende heute", searching()), ("Angebote in einem Jahr", offered())):
        for one in lines:
            yield [title, one.group, one.people, one.days, *one.outcomes]


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


def _line(group: str, days: Iterable[int], outcomes: tuple[str, ...] = ()) -> Line:
    known = list(days)
    middle = round(median(known)) if len(known) >= FEWEST else None
    return Line(group, count(len(known)), middle, outcomes)
