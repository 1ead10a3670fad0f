"""Courses, their runs and who may come."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from miteinander.courses.choices import CourseKind, RunState
from miteinander.courses.meetings import set_meetings
from miteinander.courses.models import (
    AccessCondition,
    Attendance,
    Course,
    CourseRequest,
    CourseRun,
    Participant,
)
from miteinander.courses.times import parse
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Organisation

_numbers = count(1)


def condition(municipality: Municipality, title: str = "", **values) -> AccessCondition:
    """A rule of who may come."""
    number = next(_numbers)
    values.setdefault("explanation", "Alle können kommen.")
    with all_towns():
        return AccessCondition.objects.create(
            municipality=municipality,
            code=f"regel-{number}",
            title=title or f"Regel {number}",
            **values,
        )


def course(of: Organisation, *conditions: AccessCondition, **values) -> Course:
    """A course that the institution offers."""
    values.setdefault("title", f"Kurs {next(_numbers)}")
    values.setdefault("kind", CourseKind.INTEGRATION)
    with all_towns():
        made = Course.objects.create(municipality=of.municipality, organisation=of, **values)
        made.conditions.set(conditions)
        return made


def course_run(of: Course, times: str = "Mo, Mi 08:30-12:45", **values) -> CourseRun:
    """A run of the course that meets at these times."""
    values.setdefault("starts_on", date(2026, 9, 2))
    # Never over, whenever the tests run.
    values.setdefault("ends_on", max(date(2026, 12, 9), timezone.localdate() + timedelta(days=60)))
    values.setdefault("state", RunState.OPEN)
    with all_towns():
        made = CourseRun.objects.create(municipality=of.municipality, course=of, **values)
        set_meetings(made, parse(times))
        return made


def course_request(of: CourseRun, name: str = "Olena Beispiel", **values) -> CourseRequest:
    """Somebody's wish for a place."""
    values.setdefault("email", "olena@gast.example")
    with all_towns():
        return CourseRequest.objects.create(
            municipality=of.municipality, run=of, name=name, **values
        )


def participant(of: CourseRun, name: str = "Paula Probe", *there: date, **values) -> Participant:
    """Somebody on the list of a training who was there on these days."""
    with all_towns():
        made = Participant.objects.create(municipality=of.municipality, run=of, name=name, **values)
        for day in there:
            Attendance.objects.create(municipality=of.municipality, participant=made, on=day)
        return made
