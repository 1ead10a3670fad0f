"""Pages of proposals: having them calculated, seeing why, deciding."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from miteinander.courses.actions import deciding, rounds
from miteinander.courses.forms.board import BoardFilter, DecisionForm, OtherRunForm, WhatIfForm
from miteinander.courses.models import Learner, PlacementProposal, PlacementRound
from miteinander.courses.placement_choices import Decision
from miteinander.courses.prices import MOST_MORE
from miteinander.courses.queries import board as found
from miteinander.courses.queries import prices as worth
from miteinander.courses.queries import what_if as effects
from miteinander.courses.queries.placement import newest_round
from miteinander.courses.sealing import opened
from miteinander.courses.views._shared import to
from miteinander.kernel import audit
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page

_BEST = 5  # courses of which the board says what one more place would bring


@require_safe
def placement(request: TownRequest) -> HttpResponse:
    """The newest proposals; that a page of names was opened stands in the trail."""
    newest = newest_round()
    context: dict[str, Any] = {"round": newest, "last": _last(), "may_place": True}
    if newest is not None:
        form = BoardFilter(request.GET, runs=found.runs_of(newest))
        shown = found.narrowed(found.proposals(newest), form.chosen)
        one_page = page(shown, request, by=found.ORDER, size=25, count=True)
        audit.record(
            request.actor, "learners.viewed", kind=Learner._meta.label_lower, is_change=False
        )
        rows = found.rows(one_page.items)
        context |= {
            "form": form,
            "page": one_page,
            "rows": rows,
            "are_to_decide": any(row.is_to_decide for row in rows),
            "helping": found.helping(newest),
            "prices": [one for one in worth.prices(newest, first=_BEST) if one.is_helpful],
            "most": MOST_MORE,
            "unknown": found.unknown_places(newest),
            "decisions": found.decisions(),
        }
    return render(request, "courses/placement/board.html", context)


@require_safe
def placement_progress(request: TownRequest) -> HttpResponse:
    """How far the calculation is; asks again by itself."""
    last = _last()
    answer = render(request, "courses/placement/_progress.html", {"last": last})
    if last is None or not last.is_under_way:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def placement_start(request: TownRequest) -> HttpResponse:
    """Have proposals calculated."""
    try:
        rounds.start(by=request.actor)
    except NotPossible as refusal:
        return to(request, "placement", str(refusal), good=False)
    return to(request, "placement", "Die Vorschläge werden berechnet.")


@require_POST
def placement_again(request: TownRequest, pk: int) -> HttpResponse:
    """Calculate once more what was interrupted."""
    try:
        rounds.start_again(one=get_object_or_404(PlacementRound, pk=pk), by=request.actor)
    except NotPossible as refusal:
        return to(request, "placement", str(refusal), good=False)
    return to(request, "placement", "Die Vorschläge werden noch einmal berechnet.")


@require_POST
def placement_decide(request: TownRequest) -> HttpResponse:
    """Accept or refuse all marked proposals."""
    form = DecisionForm(request.POST, round=newest_round())
    if not form.is_valid():
        sentence = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return to(request, "placement", sentence, good=False)
    marked = list(form.cleaned_data["proposals"].order_by("position", "pk"))
    try:
        if form.cleaned_data["do"] == "accept":
            deciding.accept(proposals=marked, by=request.actor)
            return to(request, "offers", f"{len(marked)} angenommen. Jetzt Bescheid geben.")
        deciding.refuse(proposals=marked, by=request.actor)
    except NotPossible as refusal:
        return to(request, "placement", str(refusal), good=False)
    return to(request, "placement", "Abgelehnt. Für die anderen wird neu gerechnet.")


@require_safe
def what_if(request: TownRequest) -> HttpResponse:
    """Who would gain by one change; nothing is stored."""
    form = WhatIfForm(request.GET or None)
    newest, effect = newest_round(), None
    if form.is_valid() and newest is not None:
        try:
            effect = effects.what_if(newest, form.asked, timezone.localdate())
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        audit.record(
            request.actor, "learners.viewed", kind=Learner._meta.label_lower, is_change=False
        )
    context = {"form": form, "round": newest, "effect": effect, "may_place": True}
    return render(request, "courses/placement/what_if.html", context)


def proposal(request: TownRequest, pk: int) -> HttpResponse:
    """All runs for one person, with what taking another one means; POST takes it."""
    shown = _proposal(pk)
    options = found.options(shown, timezone.localdate())
    fitting = [one.run for one in options if one.points is not None and not one.why_not]
    form = OtherRunForm(request.POST or None, runs=fitting)
    if form.is_valid():
        run = next(run for run in fitting if run.pk == form.cleaned_data["run"])
        try:
            deciding.take_other(proposal=shown, run=run, by=request.actor)
        except NotPossible as refusal:
            form.add_error("run", str(refusal))
        else:
            return to(request, "offers", "Der Platz ist vergeben. Jetzt Bescheid geben.")
    audit.read(request.actor, shown.learner)
    context = {
        "proposal": shown,
        "row": found.rows([shown])[0],
        "private": opened(shown.learner),
        "options": options,
        "form": form,
        "is_open": shown.decision == Decision.OPEN,
    }
    return render(request, "courses/placement/proposal.html", context)


def _last() -> PlacementRound | None:
    return PlacementRound.objects.order_by("-pk").first()


def _proposal(pk: int) -> PlacementProposal:
    newest = newest_round()
    if newest is None:
        return get_object_or_404(PlacementProposal.objects.none())
    shown: PlacementProposal = get_object_or_404(found.proposals(newest), pk=pk)
    return shown
