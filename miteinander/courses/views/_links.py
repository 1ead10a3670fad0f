"""Pages for whoever holds the link that was mailed to an institution."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from miteinander.courses import provider_links
from miteinander.kernel import limits, links
from miteinander.kernel.headers import unlisted
from miteinander.kernel.http import TownRequest
from miteinander.network.models import Organisation

MOST_SENT, WHILE = 300, 600  # seconds
View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """The page for whoever holds the link; a page of its own where it opens nothing."""

    @wraps(view)
    def opened(request: TownRequest, token: str, **parts: Any) -> HttpResponse:
        link, of = found_by(request, token)
        if link is None or of is None:
            return plain(request, "unknown", 404)
        standing = link.standing(provider_links.state(of))
        if standing is links.Standing.EXPIRED:
            return plain(request, "expired", 410, token=token)
        if standing is not links.Standing.VALID:
            return plain(request, "unknown", 410)
        if request.method == "POST" and is_too_much(f"courses.sent:{of.pk}", MOST_SENT, WHILE):
            return plain(request, "slower", 429)
        return unlisted(view(request, of, link.actor(of.name), token, **parts))

    return never_cache(opened)


def found_by(request: TownRequest, token: str) -> tuple[links.Link | None, Organisation | None]:
    """The link of this town, and the institution it was mailed to; None where there is none."""
    link = links.opened_in(request.municipality.pk, provider_links.PURPOSE, token)
    return link, Organisation.objects.filter(pk=link.object_id).first() if link else None


def is_too_much(key: str, most: int, seconds: int) -> bool:
    """Whether more came under this key than `most` in so many seconds; counts this one."""
    return bool(limits.wait(key, most=most, seconds=seconds))


def plain(request: TownRequest, name: str, status: int, **context: Any) -> HttpResponse:
    """A page that only says something: "unknown", "expired", "slower" or "sent"."""
    return unlisted(render(request, f"courses/link/{name}.html", context, status=status))
