"""Trainings: who takes part, and who was there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from miteinander.courses.attendance import Day, Presence, days, presence
from miteinander.courses.models import CourseRun, Participant
from miteinander.courses.presentation import meetings
from miteinander.kernel.sorting import german


@dataclass(frozen=True)
class Row:
    """Somebody with the days on which the person was there."""

    person: Participant
    there: frozenset[date]
    presence: Presence


def participants(run: CourseRun) -> QuerySet[Participant]:
    """Who takes part, by name."""
    found = run.participants.prefetch_related("attendances")
    return found.annotate(sorted_by=german("name")).order_by("sorted_by", "pk")


def plan(run: CourseRun) -> list[Day]:
    """The days of the training; wants its sessions fetched."""
    return days(meetings(run), run.starts_on, run.ends_on)


def rows(run: CourseRun, today: date) -> list[Row]:
    """Who takes part with the days of presence: two queries."""
    planned = plan(run)
    found = []
    for one in participants(run):
        there = frozenset(been.on for been in one.attendances.all())
        found.append(Row(one, there, presence(planned, there, today)))
    return found
