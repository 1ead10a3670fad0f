"""Around every request: a number to find it by, a line in the log, and the figures."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from miteinander.operation import figures, logs

logger = logging.getLogger("miteinander.request")
_ID = re.compile(r"[0-9a-f]{32}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


class RequestLog:
    """One line per request: route, method, status, milliseconds. No address, no person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _number(request)
        token = logs.request_id.set(number)
        start = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            _note(request, response, time.perf_counter() - start)
        finally:
            logs.request_id.reset(token)
        return response


def _number(request: HttpRequest) -> str:
    """The number that the proxy gave, if it looks like one, so that both logs have the same."""
    given = request.headers.get("X-Request-ID", "")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = logs.route(request)
    if route == logs.UNKNOWN and getattr(response, "is_from_store", False):
        route = "public:stored"  # answered from memory, before the address was looked up
    method = request.method if request.method in _METHODS else "OTHER"
    status = response.status_code
    figures.note_request(route, str(method), status, seconds)
    ms = round(seconds * 1000)
    line = {"route": route, "method": method, "status": status, "ms": ms}
    logger.info("%s %s %s in %s ms", route, method, status, ms, extra=line)
