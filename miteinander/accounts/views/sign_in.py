"""Signing in: with a password, with a passkey, or through the service of a municipality."""

import json
import secrets
from typing import Any

import requests
from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.views import LoginView
from allauth.core.internal import ratelimit as limits
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal.auth import extract_user_from_response
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miteinander.accounts import oidc, queries
from miteinander.accounts.actions import trail

NOTED_EVERY = 5 * 60  # seconds: anybody may claim to be anybody, and would fill the trail
TRIES = {"town_sign_in": "30/m/ip"}
# What goes wrong at the other end: no answer, no JSON, a part missing.
TROUBLE = (requests.RequestException, ValueError, KeyError)


class SignInView(LoginView):
    """Allauth's page, which also names the municipalities that sign people in themselves."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The municipality in which somebody wanted to work comes first."""
        wanted = self.request.GET.get("next", "")
        found = queries.identity_providers()
        found.sort(key=lambda one: not wanted.startswith(f"/{one.municipality.slug}/"))
        return super().get_context_data(**kwargs) | {"providers": found}


class CodeView(AuthenticateView):
    """Allauth's second step, which writes a wrong code or passkey into the trail."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Ask again."""
        if form.data.get("code") or form.data.get("credential"):
            trail.note("second_factor.failed", by=self.stage.login.user)
        return super().form_invalid(form)


class PasskeyView(LoginWebAuthnView):
    """Allauth's sign-in by passkey alone, which writes a refused one into the trail."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Back to the page, which asks again. Whose passkey it is only the request itself says."""
        try:
            claimed = extract_user_from_response(json.loads(form.data.get("credential", "")))
        except (ValueError, AttributeError, ValidationError):
            return super().form_invalid(form)
        if claimed.is_active and cache.add(f"passkey.failed:{claimed.pk}", True, NOTED_EVERY):
            trail.note("passkey.failed", by=claimed)
        return super().form_invalid(form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def town_sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """To the municipality's service, and with `neu` it must ask who you are.

    A link elsewhere only leads to a page that asks: no sign-in begins without somebody's doing.
    """
    usage = limits.consume(
        request, app="accounts", action="town_sign_in", config=TRIES, limit_get=True
    )
    if not usage:
        return limits.respond_429(request)
    provider = _provider(request, slug)
    if request.method != "POST":
        asked = {"next": request.GET.get("next", ""), "is_anew": "neu" in request.GET}
        context = {"name": provider.app.name, **asked}
        return render(request, "accounts/town_sign_in.html", context)
    return _leave(request, provider)


def _leave(request: HttpRequest, provider: Any) -> HttpResponse:
    """A page that leads on by itself: browsers let no form be redirected to another site."""
    following, nonce = request.POST.get("next", ""), secrets.token_urlsafe(24)
    is_anew = "neu" in request.POST
    details = {"nonce": nonce} | ({"prompt": "login", "max_age": "0"} if is_anew else {})
    wanted = provider.app.settings
    try:
        if wanted["must_tell_two_factors"]:
            details |= oidc.wish_for_two_factors(oidc.configuration(wanted["issuer"]))
        there = provider.redirect(
            request,
            AuthProcess.LOGIN,
            next_url=following if account_adapter().is_safe_url(following) else None,
            auth_params=details,
            nonce=nonce,
            is_anew=is_anew,
        )
    except TROUBLE as error:
        return render_authentication_error(request, provider, exception=error)
    context = {"name": provider.app.name, "address": there["Location"]}
    return render(request, "accounts/town_leave.html", context)


@never_cache
@require_safe
def town_signed_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the municipality's service."""
    provider = _provider(request, provider_id)
    try:
        return OAuth2CallbackView.adapter_view(oidc.Flow(request, provider_id))(request)
    except TROUBLE as error:
        return render_authentication_error(request, provider, exception=error)


@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody said no at the municipality's service."""
    return render(request, "accounts/town_refused.html", {"sentence": ""})


def _provider(request: HttpRequest, slug: str) -> Any:
    try:
        return get_adapter(request).get_provider(request, slug)
    except SocialApp.DoesNotExist as error:
        raise Http404("Diese Kommune hat keinen eigenen Anmeldedienst.") from error
