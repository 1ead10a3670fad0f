"""The API as a whole: its description, its door, and what becomes of errors."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from miteinander.accounts import tokens
from miteinander.accounts.tokens import TooMany
from miteinander.api.problems import problem

DESCRIPTION = (
    "Was Kommunen mit Miteinander veröffentlichen, als Daten: ohne Anmeldung und für jede "
    "Webseite. Mit einem Zugang (Bearer), den die Koordination anlegt, auch der Arbeitsstand. "
    "Alle Adressen lesen nur. Fehler kommen als RFC 9457."
)


class Api(NinjaAPI):
    """The description is made once: it costs more than any answer."""

    @cache  # noqa: B019 - one object for the life of the process
    def _described(self) -> Any:
        return super().get_openapi_schema()

    def get_openapi_schema(self, **_: Any) -> Any:
        """The OpenAPI 3.1 description."""
        return self._described()


def _client(request: HttpRequest) -> str:
    """The visitor's address, also behind our proxies.

    It is "" where the server names none (a local socket): these visitors count together.
    """
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return ""


class Token(HttpBearer):
    """The door for other programs."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Who comes with this secret; the town's scope is open already (`TownScope`)."""
        actor = tokens.actor_for(token, request.municipality, _client(request))  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        return actor


api = Api(
    title="Miteinander",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api_v1",
)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, headers={"WWW-Authenticate": "Bearer"})


@api.exception_handler(TooMany)
def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    return problem(429, headers={"Retry-After": str(error.wait)})


@api.exception_handler(PermissionDenied)
def _not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, str(error))


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    sentence = "Unbekannt oder nicht in der verlangten Form."
    errors = [{"name": name, "detail": sentence} for name in dict.fromkeys(_names(error))]
    return problem(422, errors=errors)


def _names(error: ValidationError) -> Iterator[str]:
    """The parameters that are wrong: ("query", "asked", "status", ...) or ("path", "pk")."""
    for one in error.errors:
        place = one["loc"]
        yield str(place[2] if len(place) > 2 else place[-1])
