"""What the pages of courses share."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from miteinander.courses import rules
from miteinander.courses.models import Course, CourseRun
from miteinander.courses.queries import courses as found
from miteinander.kernel.http import TownRequest


def to(
    request: TownRequest, name: str, sentence: str, *, good: bool = True, **parts: Any
) -> HttpResponse:
    """Lead to a page of the workspace and say there what happened."""
    (messages.success if good else messages.error)(request, sentence)
    return redirect(f"workspace:{name}", town=request.municipality.slug, **parts)


def course_of(request: TownRequest, pk: int) -> Course:
    """A course that the person sees, or a 404."""
    course: Course = get_object_or_404(found.courses(request.actor), pk=pk)
    return course


def run_of(request: TownRequest, pk: int) -> CourseRun:
    """A run that the person sees, or a 404."""
    run: CourseRun = get_object_or_404(found.runs(request.actor), pk=pk)
    return run


def rights(request: TownRequest, course: Course | None = None) -> dict[str, bool]:
    """What templates ask before they show a button."""
    actor = request.actor
    return {
        "may_offer": rules.can_offer(actor),
        "may_manage": rules.can_manage(actor),
        "may_edit": course is not None and rules.can_edit(actor, course.organisation_id),
        "has_list": course is not None and rules.has_list(course.kind),
    }
