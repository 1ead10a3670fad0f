"""OpenID Connect as this house wants it: allauth's flow, with every proof that it leaves out.

allauth trusts an identity token that it fetched itself and sends no nonce. Here the signature is
checked against the issuer's keys, the nonce against the session, and the person's data against the
token. https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
"""

import hmac
import time
from typing import Any

import jwt
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from miteinander.kernel import outgoing

# Signatures with a key pair only: a secret that both sides know proves nothing to a third.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
WELL_KNOWN = "/.well-known/openid-configuration"
WANTED = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
# What proves knowledge, possession, a body; https://www.rfc-editor.org/rfc/rfc8176#section-2
KINDS_OF_FACTORS = (
    {"pwd", "pin", "kba"},
    {"otp", "hwk", "swk", "sc", "sms", "tel"},
    {"face", "fpt", "iris", "retina", "vbm"},
)
# Levels that mean two factors whoever uses them: REFEDS, PAPE, eIDAS. Numbers mean what an
# administrator wanted.
LEVELS_OF_TWO = (
    "https://refeds.org/profile/mfa",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "http://eidas.europa.eu/LoA/substantial",
    "http://eidas.europa.eu/LoA/high",
)
LEEWAY = 60  # seconds by which two clocks may differ


class Flow(OpenIDConnectOAuth2Adapter):
    """The way of one sign-in, from the issuer's code to a verified person."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **details: Any
    ) -> SocialLogin:
        """The login with the verified claims; raises OAuth2Error where something is wrong."""
        config = self.openid_config
        if config["issuer"].rstrip("/") != app.settings["issuer"].rstrip("/"):
            raise OAuth2Error("another issuer")
        claims = verified(details["response"].get("id_token", ""), config, app.client_id)
        person = self._fetch_user_info(token.token)
        if person.get("sub") != claims["sub"]:
            raise OAuth2Error("the data belong to another person")
        data = {"id_token": claims, "userinfo": person}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, data)
        login.account.extra_data = {**data, "municipality": app.settings["municipality"]}
        return login


def configuration(issuer: str) -> dict[str, Any]:
    """What the issuer says about itself; raises requests.RequestException or ValueError."""
    with outgoing.session() as session:
        answer = session.get(issuer.rstrip("/") + WELL_KNOWN)
        answer.raise_for_status()
        return dict(answer.json())


def keys(config: dict[str, Any]) -> jwt.PyJWKSet:
    """The issuer's public keys; raises requests.RequestException, ValueError or PyJWTError."""
    with outgoing.session() as session:
        answer = session.get(config["jwks_uri"])
        answer.raise_for_status()
        return jwt.PyJWKSet.from_dict(answer.json())


def verified(token: str, config: dict[str, Any], client_id: str) -> dict[str, Any]:
    """The token's claims, if the issuer signed them for us and they hold now; else OAuth2Error."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys(config)),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=config["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise OAuth2Error("the token is not good") from error
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("the token is for somebody else")
    return claims


def has_nonce(claims: dict[str, Any], nonce: str) -> bool:
    """Whether the token was made for this very sign-in, and is not an old one played again."""
    return bool(nonce) and hmac.compare_digest(str(claims.get("nonce", "")), nonce)


def asked_at(claims: dict[str, Any]) -> float:
    """When the service last asked who somebody is (seconds since 1970); 0.0 for never.

    Whatever else than a moment before now it says (nothing, words, a day to come) counts as never:
    a service must neither break a page nor make a sign-in last that it did not see.
    https://openid.net/specs/openid-connect-core-1_0.html#IDToken (auth_time)
    """
    at = claims.get("auth_time")
    if isinstance(at, bool) or not isinstance(at, int | float):
        return 0.0
    return float(at) if 0 < at <= time.time() + LEEWAY else 0.0


def wish_for_two_factors(config: dict[str, Any]) -> dict[str, str]:
    """What to ask the service for, so that it tells two: the levels of two that it says it knows.

    None else: some services refuse a level that they do not know.
    https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest (acr_values)
    """
    known = config.get("acr_values_supported")
    found = [one for one in known if one in LEVELS_OF_TWO] if isinstance(known, list) else []
    return {"acr_values": " ".join(found)} if found else {}


def tells_two_factors(claims: dict[str, Any]) -> bool:
    """Whether the service says that it asked for two factors of different kinds.

    By `amr` ("mfa", or what was asked for) or by `acr`; what is no text or no list says nothing.
    https://openid.net/specs/openid-connect-core-1_0.html#IDToken
    """
    amr, acr = claims.get("amr"), claims.get("acr")
    said = {one for one in amr if isinstance(one, str)} if isinstance(amr, list) else set()
    kinds = sum(not kind.isdisjoint(said) for kind in KINDS_OF_FACTORS)
    return "mfa" in said or kinds > 1 or (isinstance(acr, str) and acr in LEVELS_OF_TWO)


def _key(token: str, known: jwt.PyJWKSet) -> jwt.PyJWK:
    kid = jwt.get_unverified_header(token).get("kid")
    for key in known.keys:
        if key.public_key_use in (None, "sig") and kid in (None, key.key_id):
            return key
    raise jwt.InvalidKeyError(kid)
