"""Pages of the districts from where people travel to courses."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from miteinander.courses.actions import districts as actions
from miteinander.courses.forms.learners import DistrictForm
from miteinander.courses.models import District
from miteinander.courses.queries import learners as found
from miteinander.courses.views._shared import to
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest


@require_safe
def districts(request: TownRequest) -> HttpResponse:
    """All districts."""
    return render(request, "courses/districts/list.html", {"districts": found.districts()})


def district_add(request: TownRequest) -> HttpResponse:
    """Add a district."""
    return _form(request, None)


def district_change(request: TownRequest, pk: int) -> HttpResponse:
    """Change a district."""
    return _form(request, get_object_or_404(District, pk=pk))


@require_POST
def district_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Delete a district in which nobody lives who looks for a course."""
    try:
        actions.delete(district=get_object_or_404(District, pk=pk), by=request.actor)
    except NotPossible as refusal:
        return to(request, "districts", str(refusal), good=False)
    return to(request, "districts", "Der Ortsteil ist gelöscht.")


def _form(request: TownRequest, one: District | None) -> HttpResponse:
    form = DistrictForm(request.POST or None, instance=one)
    if form.is_valid():
        try:
            actions.save(district=one, values=form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            form.add_error("name", str(refusal))
        else:
            return to(request, "districts", "Gespeichert.")
    return render(request, "courses/districts/form.html", {"form": form, "district": one})
