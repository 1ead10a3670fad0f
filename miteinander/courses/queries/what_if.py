"""What one change of a run would mean for all who look for a place, before anything is decided."""

from dataclasses import dataclass
from datetime import date

from miteinander.courses import placing, times
from miteinander.courses.models import CourseRun, Learner, PlacementProposal, PlacementRound
from miteinander.courses.placement_choices import Decision
from miteinander.courses.placing import key_of
from miteinander.courses.queries.placement import Given, given
from miteinander.courses.sealing import names
from miteinander.courses.times import Meeting
from miteinander.kernel.errors import NotPossible
from miteinander.matching import (
    Changed,
    Explanation,
    MatchingError,
    Outcome,
    Places,
    candidates,
)

PLACE, CARE, TIMES = "platz", "kinder", "zeiten"
OUTDATED = (
    "Seit der letzten Berechnung hat sich etwas geändert. Bitte lassen Sie zuerst neue Vorschläge "
    "berechnen."
)


@dataclass(frozen=True)
class Effect:
    """Names of who would get a place, lose theirs, or change to another run."""

    gained: list[str]
    lost: list[str]
    moved: list[str]


def what_if(
    newest: PlacementRound, run: CourseRun, what: str, meetings: list[Meeting], today: date
) -> Effect:
    """The effect of one more place, of child care or of other times in this run; exact.

    It stores nothing. Raises `NotPossible` where the proposals are no longer up to date.
    """
    read = given(today)
    stored = _stored(newest, read)
    problem = placing.problem(read.seekers, read.places, read.vetoes, today.toordinal())
    change = _change(run, what, meetings)
    try:
        arcs = candidates(problem)
        explanation = Explanation(problem, arcs, stored)
        outcome = explanation.what_if(change)
    except MatchingError as refusal:
        raise NotPossible(OUTDATED) from refusal
    return _effect(outcome)


def _change(run: CourseRun, what: str, meetings: list[Meeting]) -> Places | Changed:
    key = key_of(run.pk)
    if what == PLACE:
        return Places(key, 1)
    if what == CARE:
        return Changed(key, {"child_care": True})
    return Changed(key, {"times": times.intervals(meetings, run.starts_on, run.ends_on)})


def _stored(newest: PlacementRound, read: Given) -> dict[str, str]:
    """Person -> proposed run, where the proposals are still those of the present data."""
    found = PlacementProposal.objects.filter(round=newest, decision=Decision.OPEN)
    pairs = dict(found.values_list("learner_id", "run_id"))
    are_same = {key_of(pk) for pk in pairs} == {one.key for one in read.seekers}
    changed = CourseRun.objects.filter(changed_at__gt=newest.created_at).exists()
    changed |= Learner.objects.filter(
        pk__in=[int(one.key) for one in read.seekers], changed_at__gt=newest.created_at
    ).exists()
    keys = {place.key for place in read.places}
    proposed = {key_of(pk): key_of(run) for pk, run in pairs.items() if run}
    if not are_same or changed or not set(proposed.values()) <= keys:
        raise NotPossible(OUTDATED)
    return proposed


def _effect(outcome: Outcome) -> Effect:
    keys = [int(move.demand) for move in outcome.moves]
    people = names(Learner.objects.filter(pk__in=keys).select_related("key"))
    gained, lost = set(outcome.gained), set(outcome.lost)
    moved = {one.demand for one in outcome.moves} - gained - lost
    return Effect(*(sorted(people[int(key)] for key in found) for found in (gained, lost, moved)))
