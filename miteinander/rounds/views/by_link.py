"""The door of the personal link: no account, one inquiry."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from miteinander.kernel import limits, links
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.headers import unlisted
from miteinander.kernel.http import TownRequest
from miteinander.rounds import personal_links
from miteinander.rounds.actions import passing
from miteinander.rounds.desks import Desk
from miteinander.rounds.models import Inquiry
from miteinander.rounds.queries.answers import inquiries
from miteinander.rounds.views.sheet import typed_words

SHELL = "rounds/link_shell.html"
# Nobody types so fast; a script that was given a link does.
MOST_SENT, WHILE = 600, 600  # seconds
MOST_FRESH, WHILE_FRESH = 3, 3600  # seconds

Page = Callable[..., HttpResponse]


def by_link(page: Page) -> Page:
    """The page for whoever holds the link in the address; a page of its own if it opens nothing."""

    @wraps(page)
    def opened(request: TownRequest, token: str, **parts: Any) -> HttpResponse:
        link, inquiry = _found(request, token)
        if link is None or inquiry is None:
            return unlisted(render(request, "rounds/link/unknown.html", status=404))
        standing = link.standing(personal_links.state(inquiry))
        if standing is not links.Standing.VALID:
            return unlisted(_no_longer(request, inquiry, standing, token))
        if request.method == "POST" and _is_too_much(inquiry):
            return unlisted(render(request, "rounds/link/slower.html", status=429))
        return unlisted(page(request, _desk(request, link, inquiry, token), **parts))

    return opened


def fresh_link(request: TownRequest, token: str) -> HttpResponse:
    """POST sends a link that holds again to the inquiry's own address; says nothing else."""
    link, inquiry = _found(request, token)
    if link is None or inquiry is None:
        return unlisted(render(request, "rounds/link/unknown.html", status=404))
    if link.standing(personal_links.state(inquiry)) is not links.Standing.EXPIRED:
        return HttpResponseRedirect(_base(request, token))
    limit = f"rounds.fresh:{inquiry.pk}"
    if limits.wait(limit, most=MOST_FRESH, seconds=WHILE_FRESH):
        return unlisted(render(request, "rounds/link/slower.html", status=429))
    try:
        passing.send_fresh_link(inquiry, by=link.actor(inquiry.name))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_base(request, token))
    return unlisted(render(request, "rounds/link/sent.html"))


def _found(request: TownRequest, token: str) -> tuple[links.Link | None, Inquiry | None]:
    link = links.opened_in(request.municipality.pk, personal_links.PURPOSE, token)
    return link, inquiries().filter(pk=link.object_id).first() if link else None


def _desk(request: TownRequest, link: links.Link, inquiry: Inquiry, token: str) -> Desk:
    return Desk(inquiry, link.actor(inquiry.name), _base(request, token), SHELL)


def _base(request: TownRequest, token: str) -> str:
    town = request.municipality.slug
    return reverse("public:answer", kwargs={"town": town, "token": token})


def _no_longer(
    request: TownRequest, inquiry: Inquiry, standing: links.Standing, token: str
) -> HttpResponse:
    is_expired = standing is links.Standing.EXPIRED
    again = reverse(
        "public:answer_fresh", kwargs={"town": request.municipality.slug, "token": token}
    )
    context = {"again": again if inquiry.email else "", "typed": typed_words(request)}
    name = "expired" if is_expired else "replaced"
    return render(request, f"rounds/link/{name}.html", context, status=410)


def _is_too_much(inquiry: Inquiry) -> bool:
    return bool(limits.wait(f"rounds.sent:{inquiry.pk}", most=MOST_SENT, seconds=WHILE))
