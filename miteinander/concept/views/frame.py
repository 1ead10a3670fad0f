"""The frame of the plan: starting, titles, an edition's texts, its publication."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from miteinander.concept import rules
from miteinander.concept.actions import editions
from miteinander.concept.forms.frame import LEVELS, LISTS, ConceptForm, EditionForm, StartForm
from miteinander.concept.models import Concept, Edition
from miteinander.concept.queries.history import edition_rivals
from miteinander.concept.queries.plan import drafts_in
from miteinander.concept.values import edition_values
from miteinander.concept.versions import EditConflict
from miteinander.concept.views._shared import address, back
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def concept_start(request: TownRequest) -> HttpResponse:
    """Begin with an empty concept."""
    require(rules.can_publish(request.actor))
    initial = {"title": f"Integrationskonzept {request.municipality.name}"}
    form = StartForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            editions.start(**form.cleaned_data, by=request.actor)
        except NotPossible as refusal:
            return back(request, address(request, "plan"), str(refusal), good=False)
        return back(request, address(request, "plan"), "Das Konzept ist angelegt.")
    return render(request, "concept/frame/start.html", {"form": form})


@get_or_post
def concept_settings(request: TownRequest) -> HttpResponse:
    """The concept's title, and what its levels are called."""
    require(rules.can_publish(request.actor))
    concept = get_object_or_404(Concept, municipality=request.municipality)
    form = ConceptForm(request.POST if request.method == "POST" else None, instance=concept)
    if form.is_valid():
        editions.rename(concept, form.cleaned_data, by=request.actor)
        return back(request, address(request, "plan"), "Titel und Bezeichnungen sind gespeichert.")
    pairs = [(form[f"{level}_name"], form[f"{level}_plural"]) for level in LEVELS]
    return render(request, "concept/frame/settings.html", {"form": form, "pairs": pairs})


def _load(pk: int) -> Edition:
    return get_object_or_404(Edition.objects.select_related("concept"), pk=pk)


@get_or_post
def edition(request: TownRequest, pk: int) -> HttpResponse:
    """An edition's texts and days, its lists, its files, and whether it is public."""
    require(rules.can_publish(request.actor))
    found = _load(pk)
    if request.method != "POST":
        initial = {**edition_values(found), "based_on": found.version}
        return _edition_page(request, found, EditionForm(initial=initial))
    form = EditionForm(request.POST)
    if not form.is_valid():
        return _edition_page(request, found, form)
    values = dict(form.cleaned_data)
    based_on = values.pop("based_on")
    try:
        editions.change(found, values, based_on=based_on, by=request.actor)
    except EditConflict as conflict:
        rivals = edition_rivals(conflict.theirs, conflict.yours)
        form.data = {**request.POST.dict(), "based_on": str(found.version)}
        return _edition_page(request, found, form, rivals=rivals)
    return back(request, address(request, "edition", pk=pk), "Die Texte sind gespeichert.")


def _edition_page(
    request: TownRequest, found: Edition, form: EditionForm, **more: Any
) -> HttpResponse:
    context = {
        "edition": found,
        "concept": found.concept,
        "form": form,
        "lists": [(slug, model._meta.verbose_name_plural) for slug, model in LISTS.items()],
        "attachments": found.attachments.filter(measure=None),
        "drafts": drafts_in(found),
        **more,
    }
    return render(request, "concept/frame/edition.html", context)


@require_POST
def edition_publish(request: TownRequest, pk: int) -> HttpResponse:
    """Show the edition to everyone."""
    editions.publish(_load(pk), by=request.actor)
    return back(request, address(request, "edition", pk=pk), "Diese Fassung ist veröffentlicht.")


@require_POST
def edition_share(request: TownRequest, pk: int) -> HttpResponse:
    """Let committees, partners and the Kreis read along, or end it."""
    if "beenden" in request.POST:
        editions.unshare(_load(pk), by=request.actor)
        said = "Diese Fassung ist nicht mehr geteilt."
    else:
        editions.share(_load(pk), by=request.actor)
        said = "Gremien, Partner und der Kreis können diese Fassung jetzt lesen."
    return back(request, address(request, "edition", pk=pk), said)


@require_POST
def edition_withdraw(request: TownRequest, pk: int) -> HttpResponse:
    """Take the edition out of the public pages."""
    editions.withdraw(_load(pk), by=request.actor)
    said = "Diese Fassung ist nicht mehr öffentlich."
    return back(request, address(request, "edition", pk=pk), said)
