"""What a municipality says about itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from miteinander.accounts import rules
from miteinander.accounts.actions import municipality as actions
from miteinander.accounts.forms.municipality import MunicipalityForm
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest


def settings(request: TownRequest) -> HttpResponse:
    """Office, contact and texts; a preview shows the texts as everyone will read them."""
    require(rules.can_change_municipality(request.actor))
    form = MunicipalityForm(request.POST or None, instance=request.municipality)
    is_preview = "vorschau" in request.POST
    if request.method == "POST" and form.is_valid() and not is_preview:
        actions.change(values=form.cleaned_data, by=request.actor)
        messages.success(request, "Gespeichert. Die öffentlichen Seiten zeigen es sofort.")
        return redirect("workspace:settings", town=request.municipality.slug)
    previews = form.previews() if is_preview else []
    return render(request, "accounts/settings.html", {"form": form, "previews": previews})
