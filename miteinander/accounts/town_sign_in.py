"""Whom a municipality's sign-in service may sign in: people with a role there, and nobody else."""

import time
from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from miteinander.accounts import oidc, queries
from miteinander.accounts.models import IdentityProvider, User
from miteinander.accounts.sealed import place_of
from miteinander.kernel import outgoing
from miteinander.kernel.encryption import texts
from miteinander.kernel.models import Municipality

PROTOCOL = "openid_connect"
_VOUCHED = "vouched"
UNVERIFIED = (
    "Der Anmeldedienst bestätigt Ihre E-Mail-Adresse nicht. Bitte wenden Sie sich an die IT "
    "Ihrer Kommune."
)
UNKNOWN = (
    "Zu Ihrer Adresse gibt es in dieser Kommune keinen Zugang. Bitte bitten Sie die Koordination, "
    "Sie unter „Zugänge“ hinzuzufügen."
)
STALE = (
    "Der Anmeldedienst hat Sie nicht neu gefragt, wer Sie sind. Bitte versuchen Sie es noch einmal."
)
ONE_FACTOR = (
    "Ihre Kommune verlangt zwei Faktoren, und der Anmeldedienst hat nicht bestätigt, dass er Sie "
    "nach zweien gefragt hat. Bitte wenden Sie sich an die IT Ihrer Kommune, oder melden Sie sich "
    "mit Passwort oder Passkey an."
)
ALTERED = "Die Antwort des Anmeldedienstes passt nicht zu Ihrer Anfrage. Bitte beginnen Sie neu."


class Adapter(DefaultSocialAccountAdapter):
    """No account is ever made or linked here: each sign-in matches a person by verified mail."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The service of the municipality whose address is `provider`; never kept as a row.

        With the protocol's own name allauth wants back what it laid aside while the second factor
        is asked for. The issuer has answered then; an empty shell does.
        """
        if provider == PROTOCOL and client_id:
            return [SocialApp(provider=PROTOCOL, client_id=client_id)]
        found = queries.identity_provider(provider) if provider else None
        return [_app(found)] if found else []

    def get_requests_session(self) -> requests.Session:
        """Never to a private address."""
        return outgoing.session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person, or refuse with a sentence.

        What allauth may have found by itself is not used: it knows no municipality.
        """
        data, state = sociallogin.account.extra_data, sociallogin.state
        is_sign_in = state.get("process") == AuthProcess.LOGIN
        if not is_sign_in or not oidc.has_nonce(data["id_token"], state.get("nonce", "")):
            _refuse(request, ALTERED)
        if state.get("is_anew") and not _is_new(data["id_token"]):
            _refuse(request, STALE)
        provider = queries.identity_provider(sociallogin.account.provider)
        if provider and _lacks_two_factors(provider, data["id_token"]):
            _refuse(request, ONE_FACTOR)
        sociallogin.user = _person(request, provider, data["userinfo"])
        sociallogin.state[_VOUCHED] = _voucher(provider)


def still_vouches(login: SocialLogin) -> bool:
    """Whether the service by which somebody came is offered as it was then.

    The second factor may be typed long after: until then the service can be another one.
    """
    found = queries.identity_provider(login.account.provider)
    return found is not None and login.state.get(_VOUCHED) == _voucher(found)


def _voucher(provider: IdentityProvider | None) -> list[str | bool]:
    if provider is None:
        return []
    return [provider.issuer, provider.client_id, provider.must_tell_two_factors]


def _lacks_two_factors(provider: IdentityProvider, claims: dict[str, Any]) -> bool:
    return provider.must_tell_two_factors and not oidc.tells_two_factors(claims)


def _person(
    request: HttpRequest, provider: IdentityProvider | None, claims: dict[str, Any]
) -> User:
    email = str(claims.get("email", ""))
    if provider is None or not email or not is_verified(claims, provider.trusted_domains):
        _refuse(request, UNVERIFIED)
    municipality: Municipality = provider.municipality
    return queries.member_by_mail(email, municipality) or _refuse(request, UNKNOWN)


def is_verified(claims: dict[str, Any], trusted_domains: str) -> bool:
    """Whether the issuer vouches for the address.

    It says so itself, or says nothing and the address is of a domain that the municipality named
    as its own. An issuer that says "not verified" is believed.
    """
    said = claims.get("email_verified")
    if said is not None:
        return said is True or said == "true"
    domain = str(claims.get("email", "")).rpartition("@")[2].lower()
    return domain in trusted_domains.lower().split()


def _app(found: IdentityProvider) -> SocialApp:
    details = {
        "server_url": found.issuer.rstrip("/"),
        "issuer": found.issuer,
        "municipality": found.municipality_id,
        "oauth_pkce_enabled": True,
        "must_tell_two_factors": found.must_tell_two_factors,
    }
    return SocialApp(
        provider=PROTOCOL,
        provider_id=found.municipality.slug,
        name=found.name,
        client_id=found.client_id,
        secret=texts.unseal(found.sealed_secret, *place_of(found)),
        settings=details,
    )


def _is_new(claims: dict[str, Any]) -> bool:
    return time.time() - oidc.asked_at(claims) < settings.MITEINANDER_FRESH_MINUTES * 60


def _refuse(request: HttpRequest, sentence: str) -> NoReturn:
    page = render(request, "accounts/town_refused.html", {"sentence": sentence}, status=403)
    raise ImmediateHttpResponse(page)
