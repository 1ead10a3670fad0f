"""What one change of a run would mean for all who look for a place, before anything is decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from miteinander.courses import availability, placing, times
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
    Intervals,
    MatchingError,
    NewSupply,
    Outcome,
    Places,
    Problem,
    candidates,
)
from miteinander.matching.columns import Column

PLACE, CARE, TIMES, AGAIN = "platz", "kinder", "zeiten", "noch"
OUTDATED = (
    "Seit der letzten Berechnung hat sich etwas geändert. Bitte lassen Sie zuerst neue Vorschläge "
    "berechnen."
)
NOT_COUNTED = (
    "Mit diesem Kurs wurde nicht gerechnet: Zu ihm sind keine Plätze gemeldet, oder niemand kann "
    "sich mehr anmelden."
)


@dataclass(frozen=True)
class Asked:
    """One change of a run: `places` more, or those of a second group; `meetings` if others."""

    run: CourseRun
    what: str
    meetings: list[Meeting]
    places: int


@dataclass(frozen=True)
class Effect:
    """Names of who would get a place, lose theirs, or change to another run."""

    gained: list[str]
    lost: list[str]
    moved: list[str]


def what_if(newest: PlacementRound, asked: Asked, today: date) -> Effect:
    """The effect of more places, of child care, of other times or of a second group; exact.

    It stores nothing. Raises `NotPossible` where the proposals are no longer up to date.
    """
    read = given(today)
    stored = _stored(newest, read)
    problem = placing.problem(read.seekers, read.places, read.vetoes, today.toordinal())
    change = _change(problem, asked)
    try:
        arcs = candidates(problem)
        explanation = Explanation(problem, arcs, stored)
        outcome = explanation.what_if(change)
    except MatchingError as refusal:
        raise NotPossible(OUTDATED) from refusal
    return _effect(outcome)


def _change(problem: Problem, asked: Asked) -> Places | Changed | NewSupply:
    key = key_of(asked.run.pk)
    if key not in problem.supplies.keys:
        raise NotPossible(NOT_COUNTED)
    if asked.what == PLACE:
        return Places(key, asked.places)
    if asked.what == CARE:
        return Changed(key, {"child_care": True})
    if asked.what == TIMES:
        return Changed(key, _when(asked))
    row = problem.supplies.keys.index(key)
    same = {name: _value(column, row) for name, column in problem.supplies.columns.items()}
    other = f"{key}+"  # nobody wishes for it
    return NewSupply(other, asked.places, {**same, "key": other, **_when(asked)})


def _when(asked: Asked) -> dict[str, Any]:
    """The columns that follow from other times."""
    run, met = asked.run, asked.meetings
    if not met:
        return {}
    return {
        "times": times.intervals(met, run.starts_on, run.ends_on),
        "part": availability.part_of(min(one.starts for one in met)),
    }


def _value(column: Column, row: int) -> Any:
    """What `NewSupply` takes of a column at this position."""
    return column.patterns[column.codes[row]] if isinstance(column, Intervals) else column[row]


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
