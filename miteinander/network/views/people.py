"""Pages of contact persons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.network import queries, rules
from miteinander.network.actions import people as actions
from miteinander.network.forms.entries import PersonForm
from miteinander.network.forms.filters import PersonFilter, cleaned
from miteinander.network.models import Person
from miteinander.ui.paging import page


@require_safe
def people(request: TownRequest) -> HttpResponse:
    """All contact persons, or those that the address asks for."""
    form = PersonFilter(request.GET)
    wanted = cleaned(form)
    rows = queries.people(wanted["suche"])
    context = {
        "form": form,
        "page": page(rows, request, by=("sorted_by", "then_by", "pk"), count=True),
        "is_filtered": any(wanted.values()),
        "may_edit": rules.can_edit_network(request.actor),
        "may_reorganise": rules.can_reorganise(request.actor),
    }
    return render(request, "network/people.html", context)


def add_person(request: TownRequest) -> HttpResponse:
    """Add a contact person; the institution may stand in the address."""
    require(rules.can_edit_network(request.actor))
    initial = {"organisation": request.GET.get("institution")}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.add(values=form.cleaned_data, by=request.actor)
        return _to_institution(request, made, f"{made} ist angelegt.")
    return render(request, "network/person_form.html", {"form": form})


def change_person(request: TownRequest, pk: int) -> HttpResponse:
    """Change a contact person."""
    require(rules.can_edit_network(request.actor))
    found = get_object_or_404(Person, pk=pk)
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.change(person=found, values=form.cleaned_data, by=request.actor)
        return _to_institution(request, found, "Gespeichert.")
    return render(request, "network/person_form.html", {"form": form, "person": found})


def delete_person(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    require(rules.can_edit_network(request.actor))
    found: Person = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    if request.method == "POST":
        actions.delete(person=found, by=request.actor)
        return _to_institution(request, found, f"{found} ist gelöscht.")
    return render(request, "network/person_delete.html", {"person": found})


def _to_institution(request: TownRequest, person: Person, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(
        "workspace:organisation", town=request.municipality.slug, pk=person.organisation_id
    )
