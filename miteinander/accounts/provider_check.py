"""Does a municipality's sign-in service work? Each step has a sentence that says what to do."""

import jwt
import requests

from miteinander.accounts import oidc
from miteinander.accounts.models import IdentityProvider
from miteinander.accounts.sealed import place_of
from miteinander.kernel import outgoing
from miteinander.kernel.encryption import texts

UNREACHABLE = "Unter dieser Adresse antwortet kein Anmeldedienst. Bitte prüfen Sie die Adresse."
PRIVATE = (
    "Diese Adresse liegt in einem internen Netz. Der Betrieb dieser Installation muss sie zuerst "
    "freigeben (MITEINANDER_PRIVATE_HOSTS)."
)
OTHER_ISSUER = "Der Dienst nennt sich selbst anders: {}. Bitte tragen Sie genau diese Adresse ein."
INCOMPLETE = "Der Dienst bietet nicht alles an, was gebraucht wird. Es fehlt: {}."
NO_KEYS = "Der Dienst nennt keinen brauchbaren Schlüssel, mit dem er unterschreibt."
WRONG_SECRET = "Der Dienst kennt Kennung oder Geheimnis nicht. Bitte prüfen Sie beides."  # noqa: S105


def problem(provider: IdentityProvider, callback: str) -> str:
    """What does not work, as a sentence; "" where all does. Asks the service four questions."""
    try:
        config = oidc.configuration(provider.issuer)
        return _of_words(config, provider.issuer) or _of_secret(provider, config, callback)
    except outgoing.PrivateAddress:
        return PRIVATE
    except (jwt.PyJWTError, AttributeError, TypeError):
        return NO_KEYS
    except (requests.RequestException, ValueError, OSError):
        return UNREACHABLE


def _of_words(config: dict[str, str], issuer: str) -> str:
    named = str(config.get("issuer", ""))
    if named.rstrip("/") != issuer.rstrip("/"):
        return OTHER_ISSUER.format(named or "gar nicht")
    if missing := [name for name in oidc.WANTED if not config.get(name)]:
        return INCOMPLETE.format(", ".join(missing))
    known = [key for key in oidc.keys(config).keys if key.algorithm_name in oidc.ALGORITHMS]
    return "" if known else NO_KEYS


def _of_secret(provider: IdentityProvider, config: dict[str, str], callback: str) -> str:
    """Ask for a token with a code that cannot be right: a wrong secret is refused before that."""
    secret = texts.unseal(provider.sealed_secret, *place_of(provider))
    asked = {"grant_type": "authorization_code", "code": "pruefung", "redirect_uri": callback}
    methods = config.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    with outgoing.session() as session:
        if "client_secret_post" in methods:
            asked |= {"client_id": provider.client_id, "client_secret": secret}
            answer = session.post(config["token_endpoint"], data=asked)
        else:
            both = (provider.client_id, secret)
            answer = session.post(config["token_endpoint"], data=asked, auth=both)
    is_wrong = answer.status_code == 401 or answer.json().get("error") == "invalid_client"
    return WRONG_SECRET if is_wrong else ""
