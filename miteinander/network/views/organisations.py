"""Pages of institutions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.network import queries, rules
from miteinander.network.actions import organisations as actions
from miteinander.network.forms.entries import OrganisationForm
from miteinander.network.forms.filters import OrganisationFilter, cleaned
from miteinander.network.models import Organisation
from miteinander.ui.paging import page


@require_safe
def organisations(request: TownRequest) -> HttpResponse:
    """All institutions, or those that the address asks for."""
    form = OrganisationFilter(request.GET)
    wanted = cleaned(form)
    rows = queries.organisations(wanted["suche"], wanted["art"])
    context = {
        "form": form,
        "page": page(rows, request, by=("sorted_by", "pk"), count=True),
        "is_filtered": any(wanted.values()),
        "may_edit": rules.can_edit_network(request.actor),
        "may_reorganise": rules.can_reorganise(request.actor),
    }
    return render(request, "network/organisations.html", context)


@require_safe
def organisation(request: TownRequest, pk: int) -> HttpResponse:
    """An institution with its contact persons."""
    found = get_object_or_404(queries.organisations(), pk=pk)
    context = {
        "organisation": found,
        "people": queries.people(organisation_id=pk),
        "representatives": queries.representatives(found),
        "may_edit": rules.can_edit_network(request.actor),
        "may_reorganise": rules.can_reorganise(request.actor),
    }
    return render(request, "network/organisation.html", context)


def add_organisation(request: TownRequest) -> HttpResponse:
    """Add an institution; one of nearly the same name is shown first."""
    require(rules.can_edit_network(request.actor))
    form = OrganisationForm(request.POST or None)
    similar: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        is_certain = "trotzdem" in request.POST
        similar = [] if is_certain else queries.similar_organisations(form.cleaned_data["name"])
        if not similar:
            try:
                made = actions.add(values=form.cleaned_data, by=request.actor)
                return _to(request, made, f"„{made}“ ist angelegt.")
            except NotPossible as refusal:
                form.add_error("name", str(refusal))
    context = {"form": form, "similar": similar}
    return render(request, "network/organisation_form.html", context)


def change_organisation(request: TownRequest, pk: int) -> HttpResponse:
    """Change an institution."""
    require(rules.can_edit_network(request.actor))
    found = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(organisation=found, values=form.cleaned_data, by=request.actor)
            return _to(request, found, "Gespeichert.")
        except NotPossible as refusal:
            form.add_error("name", str(refusal))
    context = {"form": form, "organisation": found}
    return render(request, "network/organisation_form.html", context)


def delete_organisation(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete; refused while the plan names it."""
    require(rules.can_reorganise(request.actor))
    found = get_object_or_404(queries.organisations(), pk=pk)
    if request.method == "POST":
        name = found.name
        try:
            actions.delete(organisation=found, by=request.actor)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return redirect("workspace:organisation", town=request.municipality.slug, pk=pk)
        messages.success(request, f"„{name}“ ist gelöscht.")
        return redirect("workspace:organisations", town=request.municipality.slug)
    return render(request, "network/organisation_delete.html", {"organisation": found})


def _to(request: TownRequest, organisation: Organisation, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("workspace:organisation", town=request.municipality.slug, pk=organisation.pk)
