"""Public pages: answered from memory while nothing has changed, never stale.

Every action raises the municipality's revision (`audit.record`). A stored page carries the revision
that was read *before* it was built; a page of an older revision is built anew. So each answer
costs one small query, and a published change shows on the next request in every process.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from miteinander import __version__
from miteinander.kernel import replica
from miteinander.kernel.slugs import RESERVED

Handler = Callable[[HttpRequest], HttpResponse]
LARGEST_STORE = 64 * 1024 * 1024
WORTH_COMPRESSING = 1024
KEPT_HEADERS = (
    *("Content-Type", "Content-Disposition", "Content-Language"),
    *("Content-Security-Policy", "Cross-Origin-Resource-Policy"),
)
_NEVER = re.compile(r"q\s*=\s*0(\.0*)?")


def storable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose page is the same for everyone: no form token, no word about the visitor."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.is_storable = True  # type: ignore[attr-defined]
        return response

    return marked


@dataclass(frozen=True)
class Page:
    """A built page: its ETag, kept headers, and body plain and compressed (bytes)."""

    etag: str
    headers: dict[str, str]
    plain: bytes
    packed: bytes | None

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as a response, compressed where the browser takes it."""
        zipped = self.packed is not None and _takes_gzip(request)
        response = HttpResponse(self.packed if zipped else self.plain, headers=self.headers)
        if zipped:
            response["Content-Encoding"] = "gzip"
        return response


@dataclass
class Store:
    """The least recently used pages leave when the store is full (bytes)."""

    limit: int = LARGEST_STORE
    pages: OrderedDict[str, Page] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)

    def get(self, key: str) -> Page | None:
        """The page kept under this key, now the most recently used one."""
        with self.lock:
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        """Keep a page; forget the least recently used ones until all fit."""
        with self.lock:
            self._forget(key)
            self.pages[key] = page
            self.size += _weight(page)
            while self.size > self.limit:
                self._forget(next(iter(self.pages)))

    def _forget(self, key: str) -> None:
        if page := self.pages.pop(key, None):
            self.size -= _weight(page)


def _takes_gzip(request: HttpRequest) -> bool:
    """Whether the browser names gzip, and not with the weight 0, which means never (RFC 9110)."""
    for one in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() == "gzip":
            return not _NEVER.fullmatch(weight.strip())
    return False


def _weight(page: Page) -> int:
    return len(page.plain) + len(page.packed or b"") + 500


class PublicPages:
    """Answers a town's public pages by 304 or from the store while the revision is the same."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.store = Store()
        # What can be a town's public page; `town` is the part of the address that names it.
        self.addresses = [re.compile(pattern) for pattern in settings.STORED_PAGES]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        etag = self._etag(request)
        if etag is None:
            return self.get_response(request)
        if request.headers.get("If-None-Match") == etag:
            response: HttpResponse = HttpResponseNotModified()
            return _dressed(response, etag)
        # Feeds carry full addresses: what was built under one host name is not for another.
        key = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        page = self.store.get(key)
        if page is None or page.etag != etag:
            response = self._built(request)
            if not _may_store(response):
                return response
            page = _page(response, etag)
            self.store.put(key, page)
        return _dressed(page.answer(request), etag)

    def _built(self, request: HttpRequest) -> HttpResponse:
        """The page built from the replica if it is as far as the primary, else from the primary."""
        with replica.reading(*request.town_revision) as uses_replica:  # type: ignore[attr-defined]
            response = self.get_response(request)
        if uses_replica and response.status_code >= 500:
            # The replica may have gone meanwhile; a page can be asked for twice.
            response = self.get_response(request)
        return response

    def _etag(self, request: HttpRequest) -> str | None:
        """The ETag that the page has now; None where the address is of no town's public page."""
        town = self._town(request.path_info)
        if not town or town in RESERVED or request.method not in ("GET", "HEAD"):
            return None
        revision = replica.revision(town)
        if revision is None:
            return None
        request.town_revision = (town, revision)  # type: ignore[attr-defined]
        # The day is part of it: pages say what is overdue.
        parts = (__version__, revision, timezone.localdate(), request.get_full_path())
        return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

    def _town(self, path: str) -> str:
        """The town's part of the address: nothing that PostgreSQL refuses, like a NUL."""
        matches = (pattern.match(path) for pattern in self.addresses)
        return next((match["town"] for match in matches if match), "")


def _may_store(response: HttpResponse) -> bool:
    is_marked = getattr(response, "is_storable", False)
    return is_marked and response.status_code == 200 and not response.cookies


def _page(response: HttpResponse, etag: str) -> Page:
    body = bytes(response.content)
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    packed = gzip.compress(body, 6) if len(body) > WORTH_COMPRESSING else None
    return Page(etag, headers, body, packed)


def _dressed(response: HttpResponse, etag: str) -> HttpResponse:
    response.is_from_store = True  # type: ignore[attr-defined]
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
