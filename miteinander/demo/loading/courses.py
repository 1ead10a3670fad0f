"""Courses with their runs, who may come, and who wants to."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from miteinander.courses.conditions import USUAL
from miteinander.courses.meetings import set_meetings
from miteinander.courses.models import (
    AccessCondition,
    Attendance,
    Course,
    CourseRequest,
    CourseRun,
    Participant,
)
from miteinander.courses.queries import participants as queries
from miteinander.courses.times import Meeting, parse
from miteinander.demo.content import Table
from miteinander.kernel.models import Municipality
from miteinander.network.models import Organisation

_DAYS = {
    "starts": "starts_on",
    "ends": "ends_on",
    "reported": "reported_on",
    "register": "register_by",
}
_TIMES = ("times", "dates", "from", "to")


def load(town: Municipality, table: Table, organisations: dict[str, Organisation]) -> None:
    """Create what is offered; days count from today, so that courses are always to come."""
    rules = AccessCondition.objects.bulk_create(
        AccessCondition(
            municipality=town,
            code=one.code,
            title=one.title,
            explanation=one.explanation,
            source=one.source,
            url=one.url,
            source_on=one.on,
        )
        for one in USUAL
    )
    codes = {rule.code: rule for rule in rules}
    for row in table["courses"]:
        course = _course(town, row, organisations)
        course.conditions.set(codes[code] for code in row.get("conditions", []))
        for one in row["runs"]:
            _run(course, one)
    runs = {run.number: run for run in CourseRun.objects.all()}
    CourseRequest.objects.bulk_create(
        CourseRequest(municipality=town, **{**row, "run": runs[row["run"]]})
        for row in table["requests"]
    )
    for row in table["participants"]:
        _participant(runs[row["run"]], row)


def _participant(run: CourseRun, row: Table) -> None:
    town, plan = run.municipality_id, queries.plan(run)
    made = Participant.objects.create(
        municipality_id=town, run=run, name=row["name"], workplace=row["workplace"]
    )
    Attendance.objects.bulk_create(
        Attendance(municipality_id=town, participant=made, on=plan[number].on)
        for number in row["there"]
    )


def _course(town: Municipality, row: Table, organisations: dict[str, Organisation]) -> Course:
    left_out = ("organisation", "runs", "conditions", "languages", "internal")
    spoken = " ".join(row.get("languages", []))
    return Course.objects.create(
        municipality=town,
        organisation=organisations[row["organisation"]],
        languages=f" {spoken} " if spoken else "",
        is_public=not row.get("internal", False),
        **{name: value for name, value in row.items() if name not in left_out},
    )


def _run(course: Course, row: Table) -> None:
    today = timezone.localdate()
    days = {
        field: today + timedelta(days=row[name]) for name, field in _DAYS.items() if name in row
    }
    plain = {name: value for name, value in row.items() if name not in {*_DAYS, *_TIMES}}
    run = CourseRun.objects.create(
        municipality_id=course.municipality_id, course=course, **plain, **days
    )
    set_meetings(run, _meetings(row, today))


def _meetings(row: Table, today: date) -> list[Meeting]:
    if "dates" not in row:
        return parse(row["times"])
    whole: Any = [today + timedelta(days=number) for number in row["dates"]]
    return parse("\n".join(f"{day.isoformat()} {row['from']}-{row['to']}" for day in whole))
