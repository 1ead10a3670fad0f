"""Pages of a course."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from miteinander.courses import rules
from miteinander.courses.actions import courses as actions
from miteinander.courses.forms.courses import CourseForm
from miteinander.courses.queries import courses as found
from miteinander.courses.views._shared import course_of, rights, to
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest


@require_safe
def course(request: TownRequest, pk: int) -> HttpResponse:
    """A course with its runs."""
    shown = course_of(request, pk)
    context = {"course": shown, **rights(request, shown)}
    return render(request, "courses/courses/course.html", context)


def course_add(request: TownRequest) -> HttpResponse:
    """Offer a course."""
    require(rules.can_offer(request.actor))
    form = CourseForm(request.POST or None, organisations=found.providers(request.actor))
    if form.is_valid():
        made = actions.add(values=form.values, by=request.actor)
        said = "Der Kurs ist angelegt. Sagen Sie jetzt, wann und wo er stattfindet."
        return to(request, "course", said, pk=made.pk)
    return render(request, "courses/courses/form.html", {"form": form, **rights(request)})


def course_change(request: TownRequest, pk: int) -> HttpResponse:
    """Change a course."""
    shown = course_of(request, pk)
    require(rules.can_edit(request.actor, shown.organisation_id))
    providers = found.providers(request.actor)
    form = CourseForm(request.POST or None, instance=shown, organisations=providers)
    if form.is_valid():
        actions.change(course=shown, values=form.values, by=request.actor)
        return to(request, "course", "Gespeichert.", pk=pk)
    context = {"form": form, "course": shown, **rights(request, shown)}
    return render(request, "courses/courses/form.html", context)


def course_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete; a public one is taken back first."""
    shown = course_of(request, pk)
    require(rules.can_edit(request.actor, shown.organisation_id))
    if request.method == "POST":
        try:
            actions.delete(course=shown, by=request.actor)
        except NotPossible as refusal:
            return to(request, "course", str(refusal), good=False, pk=pk)
        return to(request, "courses", f"„{shown}“ ist gelöscht.")
    return render(request, "courses/courses/delete.html", {"course": shown})


@require_POST
def course_publish(request: TownRequest, pk: int) -> HttpResponse:
    """Show it to everybody."""
    actions.publish(course=course_of(request, pk), by=request.actor)
    return to(request, "course", "Der Kurs ist jetzt öffentlich.", pk=pk)


@require_POST
def course_withdraw(request: TownRequest, pk: int) -> HttpResponse:
    """Take it back from the public pages."""
    actions.withdraw(course=course_of(request, pk), by=request.actor)
    return to(request, "course", "Der Kurs ist nur noch intern zu sehen.", pk=pk)
