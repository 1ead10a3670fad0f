"""Pages of a run."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from miteinander.courses import rules
from miteinander.courses.actions import runs as actions
from miteinander.courses.forms.runs import PlacesForm, RunForm
from miteinander.courses.models import CourseRun
from miteinander.courses.views._shared import course_of, rights, run_of, to
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest


@require_safe
def run(request: TownRequest, pk: int) -> HttpResponse:
    """A run with its times, and how many places are left."""
    return _page(request, run_of(request, pk))


@require_POST
def run_places(request: TownRequest, pk: int) -> HttpResponse:
    """Report how the run stands and how many places are left."""
    shown = run_of(request, pk)
    require(rules.can_edit(request.actor, shown.course.organisation_id))
    form = PlacesForm(request.POST, run=shown)
    if form.is_valid():
        try:
            actions.report(run=shown, **form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return to(request, "course_run", "Gemeldet. Danke.", pk=pk)
    return _page(request, shown, form)


def run_add(request: TownRequest, pk: int) -> HttpResponse:
    """Plan a run of a course."""
    course = course_of(request, pk)
    require(rules.can_edit(request.actor, course.organisation_id))
    form = RunForm(request.POST or None)
    if form.is_valid():
        values, meetings, by = form.cleaned_data, form.meetings, request.actor
        try:
            made = actions.add(course=course, values=values, meetings=meetings, by=by)
        except NotPossible as refusal:
            form.add_error("number", str(refusal))
        else:
            said = "Der Durchgang ist angelegt. Melden Sie jetzt Stand und freie Plätze."
            return to(request, "course_run", said, pk=made.pk)
    return render(request, "courses/runs/form.html", {"form": form, "course": course})


def run_change(request: TownRequest, pk: int) -> HttpResponse:
    """Change a run."""
    shown = run_of(request, pk)
    require(rules.can_edit(request.actor, shown.course.organisation_id))
    form = RunForm(request.POST or None, instance=shown)
    if form.is_valid():
        values, meetings, by = form.cleaned_data, form.meetings, request.actor
        try:
            actions.change(run=shown, values=values, meetings=meetings, by=by)
        except NotPossible as refusal:
            form.add_error("number", str(refusal))
        else:
            return to(request, "course_run", "Gespeichert.", pk=pk)
    context = {"form": form, "course": shown.course, "run": shown}
    return render(request, "courses/runs/form.html", context)


def run_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    shown = run_of(request, pk)
    require(rules.can_edit(request.actor, shown.course.organisation_id))
    if request.method == "POST":
        actions.delete(run=shown, by=request.actor)
        return to(request, "course", "Der Durchgang ist gelöscht.", pk=shown.course_id)
    return render(request, "courses/runs/delete.html", {"run": shown})


def _page(request: TownRequest, shown: CourseRun, form: PlacesForm | None = None) -> HttpResponse:
    form = form or PlacesForm(run=shown, initial={"on": timezone.localdate()})
    context = {"run": shown, "course": shown.course, "form": form, **rights(request, shown.course)}
    return render(request, "courses/runs/run.html", context)
