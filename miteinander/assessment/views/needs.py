"""Pages of needs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from miteinander.assessment import rules, versions
from miteinander.assessment.actions import needs as actions
from miteinander.assessment.forms.filters import NeedFilter
from miteinander.assessment.forms.needs import NeedForm
from miteinander.assessment.models import Need
from miteinander.assessment.queries import needs as found_needs
from miteinander.assessment.queries.options import options
from miteinander.assessment.values import LINKS, NEED
from miteinander.assessment.views._shared import (
    address,
    edition_of,
    get_or_post,
    page_of,
    rights,
    say_overtaken,
    to,
)
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page


@require_safe
def needs(request: TownRequest) -> HttpResponse:
    """The needs that the address asks for, the most urgent first."""
    edition = edition_of(request)
    form = NeedFilter(request.GET, edition=edition)
    found = found_needs.narrowed(found_needs.needs(), form.chosen, edition)
    shown = found_needs.for_list(found, edition)
    context = {
        "form": form,
        "tied_to": form.tied_to,
        "page": page(shown, request, by=found_needs.ORDER, count=True),
        **rights(request),
    }
    return render(request, "assessment/needs/list.html", context)


@require_safe
def need(request: TownRequest, pk: int) -> HttpResponse:
    """A need with what shows it and what answers it."""
    edition = edition_of(request)
    shown = found_needs.for_list(found_needs.needs(), edition)
    found = get_object_or_404(shown, pk=pk)
    context = {"need": found, "last": versions.of(found).first(), **rights(request)}
    return render(request, "assessment/needs/need.html", context)


@get_or_post
def need_add(request: TownRequest) -> HttpResponse:
    """Write a need down; the address may tie it to a field, a goal or a measure already."""
    require(rules.can_edit(request.actor))
    edition = edition_of(request)
    wanted = {"fields": "feld", "goals": "ziel", "measures": "massnahme"}
    initial = {key: _keys(request.GET.getlist(name)) for key, name in wanted.items()}
    data = request.POST if request.method == "POST" else None
    form = NeedForm(data, options=options(edition), initial=initial)
    if form.is_valid():
        try:
            made = actions.add(cleaned=form.cleaned_data, edition=edition, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            said = "Der Bedarf ist angelegt. Fügen Sie jetzt hinzu, woran er zu erkennen ist."
            return to(request, page_of(request, made), said)
    return render(request, "assessment/needs/form.html", {"form": form})


@get_or_post
def need_change(request: TownRequest, pk: int) -> HttpResponse:
    """Change a need."""
    require(rules.can_edit(request.actor))
    edition = edition_of(request)
    found: Need = get_object_or_404(Need, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = NeedForm(data, options=options(edition), initial=_initial(found))
    if form.is_valid():
        based_on = form.cleaned_data["based_on"] or found.version
        cleaned, by = form.cleaned_data, request.actor
        try:
            actions.change(need=found, cleaned=cleaned, edition=edition, based_on=based_on, by=by)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        except versions.Overtaken as refusal:
            say_overtaken(form, refusal)
        else:
            return to(request, page_of(request, found), "Gespeichert.")
    return render(request, "assessment/needs/form.html", {"form": form, "need": found})


@get_or_post
def need_delete(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then delete; a public one is taken back first."""
    require(rules.can_publish(request.actor))
    found: Need = get_object_or_404(Need, pk=pk)
    if request.method == "POST":
        try:
            actions.delete(need=found, by=request.actor)
        except NotPossible as refusal:
            return to(request, page_of(request, found), str(refusal), good=False)
        return to(request, address(request, "needs"), f"„{found}“ ist gelöscht.")
    return render(request, "assessment/needs/delete.html", {"need": found})


def _initial(need: Need) -> dict[str, Any]:
    initial = {key: getattr(need, key) for key in NEED}
    initial |= {key: list(getattr(need, key).values_list("pk", flat=True)) for key in LINKS}
    return {**initial, "based_on": need.version}


def _keys(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
