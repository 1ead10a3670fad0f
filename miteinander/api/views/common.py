"""What the operations share."""

import warnings
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from ninja.errors import ValidationError

from miteinander.api import problems
from miteinander.concept.models import Edition
from miteinander.concept.queries import public
from miteinander.kernel.http import TownRequest

# The middleware takes the town out of the way before the operation is asked (`TownScope`).
warnings.filterwarnings("ignore", r"Field\(s\) \('town',\) are in the view path")

_TOWN = {
    "in": "path",
    "name": "town",
    "required": True,
    "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "description": "slug der Kommune, zum Beispiel musterstadt",
}


def of_town(*statuses: int) -> dict[str, Any]:
    """The description of an operation below a town: `town` and 404 besides."""
    return {"parameters": [_TOWN], "responses": problems.documented(404, *statuses)}


def only(request: HttpRequest, *names: str) -> None:
    """Refuse every other parameter and those that come twice, so that no typing error hides."""
    wrong = [name for name, values in request.GET.lists() if name not in names or len(values) != 1]
    if wrong:
        raise ValidationError([{"loc": ("query", name)} for name in wrong])


def edition_or_404(request: TownRequest, key: int | None = None) -> Edition:
    """The public edition with this id, or else the current one: one query."""
    published = public.published(request.municipality)
    if key is not None:
        named = [one for one in published if one.pk == key]
        if not named:
            raise Http404("Diese Fassung gibt es nicht, oder sie ist nicht öffentlich.")
        return named[0]
    edition = public.current_of(published)
    if edition is None:
        raise Http404("Diese Kommune hat noch kein Konzept veröffentlicht.")
    return edition


def absolute(request: HttpRequest) -> Callable[[str], str]:
    """What makes a full address of a path."""
    root = request.build_absolute_uri("/").rstrip("/")
    return lambda path: f"{root}{path}"


def following(request: HttpRequest, after: object | None) -> str | None:
    """The address of the next page with all other parameters as they are; None at the end."""
    if after is None:
        return None
    query = {**request.GET.dict(), "after": after}
    return f"{request.build_absolute_uri(request.path)}?{urlencode(query)}"
