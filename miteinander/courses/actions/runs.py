"""Runs of courses: when, where, how many places are left."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from miteinander.courses import rules
from miteinander.courses.choices import RunState, may_follow
from miteinander.courses.meetings import set_meetings
from miteinander.courses.models import Course, CourseRun
from miteinander.courses.times import Meeting
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

FIELDS = (
    *("number", "starts_on", "ends_on", "register_by", "is_open_entry", "capacity"),
    *("has_waiting_list", "sessions_announced", "times_note", "place", "address"),
    *("is_accessible", "latitude", "longitude", "url"),
)
# What changes only by `report`, once the run is there.
REPORT = ("state", "reason", "free_places", "waiting", "reported_on")


@transaction.atomic
def add(
    *, course: Course, values: dict[str, Any], meetings: Iterable[Meeting], by: Actor
) -> CourseRun:
    """Plan a run of the course, from the values of its form and its times.

    A table may say already how it stands (`REPORT`); what fits together was checked then.
    """
    require(rules.can_enter(by, course.organisation_id))
    run = CourseRun(municipality_id=by.municipality_id, course=course)
    _write(run, values, (*FIELDS, *REPORT))
    set_meetings(run, meetings)
    audit.record(by, "run.added", run)
    return run


@transaction.atomic
def change(
    *, run: CourseRun, values: dict[str, Any], meetings: Iterable[Meeting] | None, by: Actor
) -> None:
    """Store the values of its form and its times; without times they stay what they are."""
    require(rules.can_enter(by, run.course.organisation_id))
    _write(run, values, FIELDS)
    if meetings is not None:
        set_meetings(run, meetings)
    audit.record(by, "run.changed", run)


@transaction.atomic
def report(
    *,
    run: CourseRun,
    state: str,
    reason: str = "",
    free_places: int | None,
    waiting: int | None,
    on: date | None = None,
    by: Actor,
) -> None:
    """Say how the run stands and how many places are left; empty numbers are unknown.

    `on` is the day of which that is true, today unless given.
    """
    require(rules.can_enter(by, run.course.organisation_id))
    current = CourseRun.objects.select_for_update().get(pk=run.pk)
    _check(current, state, reason, free_places)
    current.state, current.reason = state, reason
    current.free_places, current.waiting = free_places, waiting
    current.reported_on = on or timezone.localdate()
    current.save()
    audit.record(by, "run.reported", current)


@transaction.atomic
def delete(*, run: CourseRun, by: Actor) -> None:
    """Delete a run with its times."""
    require(rules.can_edit(by, run.course.organisation_id))
    audit.record(by, "run.deleted", run)
    run.delete()


def _check(run: CourseRun, state: str, reason: str, free_places: int | None) -> None:
    if not may_follow(run.state, state):
        now, then = RunState(run.state).label, RunState(state).label
        raise NotPossible(f"Ein Durchgang, der „{now}“ ist, kann nicht „{then}“ werden.")
    if state == RunState.CANCELLED and not reason:
        raise NotPossible("Bitte schreiben Sie, warum der Durchgang ausfällt.")
    if free_places is not None and run.capacity is not None and free_places > run.capacity:
        raise NotPossible(f"Der Durchgang hat nur {run.capacity} Plätze.")


def _write(run: CourseRun, values: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if name in values:
            setattr(run, name, values[name])
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise NotPossible(
            f"Ein Durchgang mit der Nummer „{run.number}“ steht schon bei diesem Kurs."
        ) from error
