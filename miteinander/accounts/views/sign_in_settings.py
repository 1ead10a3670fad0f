"""How a municipality's people sign in: the second factor, and a service of its own."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from miteinander.accounts import provider_check, queries, rules
from miteinander.accounts.actions import sign_in_settings as actions
from miteinander.accounts.forms.sign_in_settings import ProviderForm, SecondFactorForm
from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest

ENDED = (
    "Gespeichert. Alle Anmeldungen über den bisherigen Dienst sind beendet, auch Ihre. Bitte "
    "melden Sie sich neu an."
)


@fresh_sign_in_required
def sign_in_settings(request: TownRequest) -> HttpResponse:
    """Whether a second factor is a must, and which service the municipality has."""
    require(rules.can_change_sign_in(request.actor))
    stored = {"is_required": request.municipality.requires_second_factor}
    form = SecondFactorForm(request.POST or None, initial=stored)
    if request.method == "POST":
        form = SecondFactorForm(request.POST)
        form.is_valid()
        actions.require_second_factor(**form.cleaned_data, by=request.actor)
        messages.success(request, "Gespeichert. Es gilt ab sofort.")
        return redirect("workspace:sign_in_settings", town=request.municipality.slug)
    context = {
        "form": form,
        "provider": queries.own_identity_provider(),
        "callback": _callback(request),
        "lacking": queries.without_second_factor(),
    }
    return render(request, "accounts/sign_in_settings.html", context)


@fresh_sign_in_required
def provider(request: TownRequest) -> HttpResponse:
    """The municipality's own sign-in service."""
    require(rules.can_change_sign_in(request.actor))
    stored = queries.own_identity_provider()
    form = ProviderForm(request.POST or None, stored=stored)
    if request.method == "POST" and form.is_valid():
        actions.store_provider(**form.cleaned_data, by=request.actor)
        if not request.session.exists(str(request.session.session_key)):
            logout(request)
            messages.success(request, ENDED)
            return redirect("account_login")
        messages.success(request, "Gespeichert.")
        return _checked(request)
    context = {"form": form, "callback": _callback(request), "stored": stored}
    return render(request, "accounts/identity_provider.html", context)


@require_POST
@fresh_sign_in_required
def check(request: TownRequest) -> HttpResponse:
    """Ask the service whether the connection works."""
    require(rules.can_change_sign_in(request.actor))
    return _checked(request)


def _checked(request: TownRequest) -> HttpResponse:
    stored = queries.own_identity_provider()
    if stored is not None:
        if sentence := provider_check.problem(stored, _callback(request)):
            messages.error(request, f"Die Verbindung klappt noch nicht. {sentence}")
        else:
            messages.success(request, "Die Verbindung klappt.")
    return redirect("workspace:sign_in_settings", town=request.municipality.slug)


def _callback(request: TownRequest) -> str:
    path = reverse("openid_connect_callback", kwargs={"provider_id": request.municipality.slug})
    return request.build_absolute_uri(path)
