"""What every answer tells the browser: it may do nothing that no page here needs.

The middleware stands before all others, so that static files, stored pages, refusals and errors
carry the same words. A view that needs something else sets its own header first.
`tests/house/test_headers.py` has the exact words for every route.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_NO_FEATURE_NEEDS = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "usb", "web-share", "xr-spatial-tracking"),
)
# Passkeys are made and used by this site's own pages only.
_OWN = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in _NO_FEATURE_NEEDS), *(f"{name}=(self)" for name in _OWN)]
)
ALWAYS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    # Whoever wants a copy kept says so: a page that nobody thought of is kept by nobody.
    "Cache-Control": "private, no-store",
}
# A file that somebody uploaded or an export is no page: nothing in it may run or load.
FILE_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
METHODS = ("GET", "HEAD", "POST")


class Headers:
    """Sets what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "no-store" in response.get("Cache-Control", ""):
            # Said in one way, however a view or a library put it.
            del response["Cache-Control"]
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        return response


class Methods:
    """Answers what no page has (TRACE would send the cookies back), before any page sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


def unlisted(response: HttpResponse) -> HttpResponse:
    """The answer, with the wish that no search engine lists it: its address is a secret."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def as_file(response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, so that whatever its bytes say, the browser only keeps them."""
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def for_every_site(view: View) -> View:
    """Mark a view whose answer other sites may load: open data, feeds, public files."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return cast(View, marked)
