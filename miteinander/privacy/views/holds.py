"""Legal holds."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest
from miteinander.kernel.models import LegalHold
from miteinander.privacy import rules
from miteinander.privacy.actions import holds as actions
from miteinander.privacy.forms.holds import HoldForm, kinds
from miteinander.privacy.queries import retention


def holds(request: TownRequest) -> HttpResponse:
    """What is held, and for the auditor a form to hold more."""
    require(rules.can_read_retention(request.actor))
    may_hold = rules.can_hold(request.actor)
    if request.method == "POST":
        require(may_hold)
    form = HoldForm(request.POST or None)
    if form.is_valid():
        values = {**form.cleaned_data, "key": str(form.cleaned_data["key"])}
        try:
            actions.add(**values, by=request.actor)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Die Sperre gilt ab sofort.")
            return redirect("workspace:holds", town=request.municipality.slug)
    names = dict(kinds())
    found = [(hold, names.get(hold.kind, hold.kind)) for hold in retention.holds()]
    may_erase = rules.can_erase(request.actor)
    context = {"form": form, "holds": found, "may_hold": may_hold, "may_erase": may_erase}
    return render(request, "privacy/holds.html", context)


def end_hold(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then end a hold."""
    hold = get_object_or_404(LegalHold, pk=pk, ended_at=None)
    require(rules.can_hold(request.actor))
    if request.method == "POST":
        actions.end(hold=hold, by=request.actor)
        messages.success(request, "Die Sperre ist beendet.")
        return redirect("workspace:holds", town=request.municipality.slug)
    return render(
        request, "privacy/hold_end.html", {"hold": hold, "name": dict(kinds())[hold.kind]}
    )
