"""Take the rows of a table of runs over, all or none."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from miteinander.courses import rules
from miteinander.courses.actions import courses, runs
from miteinander.courses.choices import CourseKind
from miteinander.courses.models import AccessCondition, Course, CourseRun
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.network.models import Organisation

GONE = "Der Bestand hat sich inzwischen geändert. Bitte laden Sie die Tabelle neu hoch."
Rows = Sequence[tuple[int | None, Any]]


@transaction.atomic
def take_over(*, rows: Rows, by: Actor) -> None:
    """Store rows of (key of the run or None, what it says: `forms.tables.Wanted`).

    A new run joins the institution's course of that title, or begins a new one; rows of one course
    change it one after the other, so the last one counts. Nothing is stored where one row means an
    institution for which the actor may not enter courses.
    """
    require(rules.can_enter_all(by, {wanted.organisation for _, wanted in rows}))
    known = CourseRun.objects.select_related("course").in_bulk([pk for pk, _ in rows if pk])
    of_title = {
        (course.organisation_id, course.title.casefold()): course for course in Course.objects.all()
    }
    organisations = Organisation.objects.in_bulk()
    for pk, wanted in rows:
        if (pk and pk not in known) or wanted.organisation not in organisations:
            raise NotPossible(GONE)
        values = {**wanted.course, "organisation": organisations[wanted.organisation]}
        if wanted.conditions is not None:
            values["conditions"] = AccessCondition.objects.filter(pk__in=wanted.conditions)
        title = (wanted.organisation, values["title"].casefold())
        course = known[pk].course if pk else of_title.get(title)
        of_title[title] = course = _course(course, values, by)
        _run(known.get(pk or 0), course, wanted, by)
    audit.record(by, "runs.imported", kind=CourseRun._meta.label_lower)


def _course(course: Course | None, values: dict[str, Any], by: Actor) -> Course:
    if course is None:
        return courses.add(values={"kind": CourseKind.GENERAL, **values}, by=by)
    courses.change(course=course, values=values, by=by)
    return course


def _run(run: CourseRun | None, course: Course, wanted: Any, by: Actor) -> None:
    if run is None:
        values = {**wanted.run, **wanted.report}
        runs.add(course=course, values=values, meetings=wanted.meetings or [], by=by)
        return
    runs.change(run=run, values=wanted.run, meetings=wanted.meetings, by=by)
    if wanted.report:
        told = {name: getattr(run, name) for name in runs.REPORT} | wanted.report
        runs.report(run=run, on=told.pop("reported_on"), **told, by=by)
