"""All that a round of placement reads: who looks for a place, and where places are free."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import F, Q, QuerySet

from miteinander.courses import availability, times
from miteinander.courses.choices import WITH_CARE, CourseKind, RunState
from miteinander.courses.models import (
    Course,
    CourseRun,
    Learner,
    PlacementProposal,
    PlacementRound,
    PlaceOffer,
)
from miteinander.courses.placement_choices import (
    CLOSED,
    HOLDING,
    Decision,
    LearnerState,
    OfferState,
    RoundState,
    SupportNeed,
)
from miteinander.courses.placing import NO_DAY, Place, Seeker, key_of
from miteinander.courses.presentation import meetings

UNDER_WAY = (RoundState.WAITING, RoundState.RUNNING)
EVERYBODY = "everybody"  # the access condition that is none
_LOST = (OfferState.REFUSED, OfferState.EXPIRED, OfferState.NO_SHOW, OfferState.DROPPED_OUT)


@dataclass(frozen=True)
class Given:
    """What a round calculates with; keys are those of the rows, filled up with zeros."""

    seekers: list[Seeker]
    places: list[Place]
    vetoes: list[tuple[str, str]]
    unknown: list[int]  # keys of runs of which nobody said how many places there are
    groups: dict[str, dict[str, str]]  # what fairness looks at: dimension -> person -> group


def wishable() -> QuerySet[CourseRun]:
    """Runs into which somebody can still come, the next first."""
    found = CourseRun.objects.filter(state__in=(RunState.PLANNED, RunState.OPEN, RunState.FULL))
    found = found.exclude(course__kind=CourseKind.STAFF).select_related("course")
    return found.order_by(F("starts_on").asc(nulls_last=True), "pk")


def placeable(today: date) -> QuerySet[CourseRun]:
    """Runs that are planned or open, have not begun and can still be registered for."""
    found = CourseRun.objects.filter(state__in=(RunState.PLANNED, RunState.OPEN))
    found = found.exclude(course__kind=CourseKind.STAFF)
    found = found.filter(Q(register_by=None) | Q(register_by__gte=today))
    begins = Q(starts_on=None) | Q(starts_on__gte=today)
    return found.filter(begins | Q(is_open_entry=True, ends_on__gt=today))


def offered(today: date) -> tuple[list[Place], list[int]]:
    """All free places, and the keys of runs of which nobody said how many there are."""
    runs = list(placeable(today).select_related("course").prefetch_related("sessions"))
    free = free_places(runs)
    conditions = _conditions()
    known = [run for run in runs if free[run.pk] is not None]
    places = [_place(run, free[run.pk] or 0, conditions, today) for run in known]
    return places, [run.pk for run in runs if free[run.pk] is None]


def given(today: date) -> Given:
    """All open wishes and all free places, in a constant number of queries."""
    places, unknown = offered(today)
    before = _proposed_before()
    people = list(_read().filter(state=LearnerState.OPEN))
    seekers = [_seeker(one, before.get(one.pk), today) for one in people]
    found = vetoes_among(vetoes(), seekers, places)
    return Given(seekers, places, found, unknown, _groups(people))


def holders(today: date) -> list[Seeker]:
    """Who has a place that can still be refused."""
    held = PlaceOffer.objects.filter(state__in=(OfferState.OFFERED, OfferState.ACCEPTED))
    return [_seeker(one, None, today) for one in _read().filter(pk__in=held.values("learner"))]


def seekers(keys: Iterable[int], today: date) -> list[Seeker]:
    """Only these people who look for a place."""
    found = _read().filter(pk__in=keys, state=LearnerState.OPEN)
    return [_seeker(one, None, today) for one in found]


def vetoes_among(
    known: Iterable[tuple[int, int]], people: Iterable[Seeker], places: Iterable[Place]
) -> list[tuple[str, str]]:
    """The pairs of these that must not be; `known` as `vetoes` gives them."""
    keys = {one.key for one in people}, {place.key for place in places}
    pairs = [(key_of(learner), key_of(run)) for learner, run in known]
    return [pair for pair in pairs if pair[0] in keys[0] and pair[1] in keys[1]]


def _groups(people: list[Learner]) -> dict[str, dict[str, str]]:
    """What people said of themselves, by dimension; who said nothing is in no group."""
    care = {True: "wird gebraucht", False: "wird nicht gebraucht"}
    groups = {
        "sex": {key_of(one.pk): str(one.get_sex_display()) for one in people if one.sex},
        "age": {key_of(one.pk): str(one.get_age_group_display()) for one in people},
        "language": {key_of(one.pk): str(one.get_language_display()) for one in people},
        "care": {key_of(one.pk): care[one.child_care] for one in people},
        "district": {key_of(one.pk): str(one.district or "") for one in people},
    }
    return {name: {k: g for k, g in found.items() if g} for name, found in groups.items()}


def newest_round() -> PlacementRound | None:
    """The newest round that is done: its proposals are on the board."""
    done = PlacementRound.objects.filter(state=RoundState.DONE, follows=None)
    return done.defer("basis", "helps").order_by("-pk").first()


class Reported(Protocol):
    """What was reported of a run: it itself, or a row with these columns."""

    pk: Any
    capacity: Any
    free_places: Any
    reported_on: Any


def free_places(runs: Sequence[Reported]) -> dict[int, int | None]:
    """Key of a run -> places that are neither taken nor offered to somebody; None is unknown.

    What the provider reported counts; offers are taken off that the report cannot know of yet:
    those still open and those answered since that day.
    """
    held: Counter[int] = Counter()
    offers = PlaceOffer.objects.filter(run__in=[run.pk for run in runs], state__in=HOLDING)
    reported = {run.pk: run.reported_on for run in runs if run.free_places is not None}
    for key, state, on in offers.values_list("run", "state", "answered_at__date"):
        since = reported.get(key)
        if since is None or state == OfferState.OFFERED or (on and on >= since):
            held[key] += 1
    found = {}
    for run in runs:
        places = run.capacity if run.free_places is None else run.free_places
        found[run.pk] = None if places is None else max(0, places - held[run.pk])
    return found


def _proposed_before() -> dict[int, int]:
    """Key of a person -> the run that the newest round proposes, or proposed last."""
    newest = newest_round()
    found = PlacementProposal.objects.filter(round=newest).exclude(run=None).order_by("pk")
    return {pk: run for pk, run in found.values_list("learner_id", "run_id") if run}


def vetoes() -> set[tuple[int, int]]:
    """(person, run) that somebody refused or lost, and those that staff refused for somebody."""
    still = ~Q(learner__state__in=CLOSED)
    lost = PlaceOffer.objects.filter(still, state__in=_LOST)
    refused = PlacementProposal.objects.filter(
        still, decision=Decision.REFUSED, decided_at__isnull=False
    )
    pairs = [*lost.values_list("learner", "run"), *refused.values_list("learner", "run")]
    return {(learner, run) for learner, run in pairs if learner and run}


def _conditions() -> dict[int, frozenset[str]]:
    """Key of a course -> the codes of its access conditions; empty where it is open for all."""
    found: dict[int, set[str]] = {}
    pairs = Course.objects.exclude(conditions=None).values_list("pk", "conditions__code")
    for course, code in pairs:
        found.setdefault(course, set()).add(code)
    return {
        course: frozenset() if EVERYBODY in codes else frozenset(codes)
        for course, codes in found.items()
    }


def _place(run: CourseRun, free: int, conditions: dict[int, frozenset[str]], today: date) -> Place:
    course, met = run.course, meetings(run)
    weekly = times.intervals(met, run.starts_on, run.ends_on)
    now = today.toordinal()
    first = run.starts_on.toordinal() if run.starts_on else now
    last = first if run.starts_on else NO_DAY
    if run.is_open_entry:
        first, last = max(first, now), run.ends_on.toordinal() if run.ends_on else NO_DAY
    return Place(
        key=key_of(run.pk),
        free=free,
        kind=course.kind,
        level_from=course.level_from,
        level_to=course.level_to,
        times=tuple(weekly),
        part=availability.part_of(min(one.starts for one in met)) if met else "",
        at=_at(run.latitude, run.longitude),
        conditions=conditions.get(course.pk, frozenset()),
        languages=course.languages,
        first=first,
        last=last,
        child_care=course.child_care in WITH_CARE,
        step_free=bool(run.is_accessible),
    )


def _read() -> QuerySet[Learner]:
    unread = ("sealed", "name_index", "last_name_index", "contact_index")
    return Learner.objects.select_related("district").defer(*unread)


def _seeker(one: Learner, before: int | None, today: date) -> Seeker:
    now = today.toordinal()
    district = one.district
    return Seeker(
        key=key_of(one.pk),
        urgency=one.urgency,
        level=one.level,
        times=one.times,
        preferred=one.preferred_time,
        at=_at(district.latitude, district.longitude) if district else None,
        minutes=one.travel_minutes,
        kinds=frozenset(one.kinds.split()),
        permits=frozenset(one.permits.split()),
        first=max(now, one.available_from.toordinal()),
        last=one.available_until.toordinal() if one.available_until else NO_DAY,
        weeks=max(0, (now - one.waiting_since.toordinal()) // 7),
        wish=key_of(one.wished_run_id) if one.wished_run_id else "",
        language=one.language,
        literacy=one.needs_literacy,
        child_care=one.child_care,
        previous=key_of(before) if before else None,
        step_free=f" {SupportNeed.STEP_FREE} " in one.needs,
    )


def _at(latitude: object, longitude: object) -> tuple[float, float] | None:
    if latitude is None or longitude is None:
        return None
    return float(latitude), float(longitude)  # type: ignore[arg-type]
