"""What holds for every answer of the API, also for errors that never reach it."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

from miteinander.api.problems import MEDIA_TYPE, problem

PREFIX = "/api/v1/"
PRIVATE = re.compile(r"/api/v1/[^/]+/(plan|trail)$")
# Data is no page: nothing in it may run, be framed or load anything.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiAnswers:
    """Open data may be read by scripts of every site, but never with a visitor's cookies.

    What needs a token is for programs, not for browsers: no other site's script gets it. Plain
    HTTP is refused, not redirected: the secret would have travelled in the open unnoticed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        is_private = bool(PRIVATE.match(request.path_info))
        return _dressed(self._answer(request, is_private), is_private)

    def _answer(self, request: HttpRequest, is_private: bool) -> HttpResponse:
        if settings.BEHIND_HTTPS and not request.is_secure():
            return problem(403, "Bitte rufen Sie die Schnittstelle über https:// auf.")
        if request.method == "OPTIONS" and not is_private:
            allowed = {"Allow": "GET, HEAD, OPTIONS", "Access-Control-Allow-Methods": "GET, HEAD"}
            more = {"Access-Control-Allow-Headers": "If-None-Match"}
            return HttpResponse(status=204, headers=allowed | more)
        if request.method == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400 and response["Content-Type"] != MEDIA_TYPE:
            kept = {name: response[name] for name in KEPT if name in response}
            return problem(response.status_code, headers=kept)
        return response if is_private else _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What has no revision of a town gets a mark of its content, so that a copy stays good."""
    if response.status_code != 200 or "ETag" in response:
        return response
    set_response_etag(response)
    response["Cache-Control"] = "public, no-cache"
    return get_conditional_response(request, response["ETag"], None, response) or response


def _dressed(response: HttpResponse, is_private: bool) -> HttpResponse:
    response["Content-Security-Policy"] = POLICY
    response.headers.setdefault("Cache-Control", "private, no-store")
    if not is_private:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
