"""The workspace's door to the same pages: partners who are signed in, and entry on behalf."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from miteinander.kernel.http import TownRequest
from miteinander.rounds import rules
from miteinander.rounds.desks import Desk
from miteinander.rounds.queries import answers as queries

SHELL = "rounds/desk_shell.html"
Page = Callable[..., HttpResponse]


def at_desk(page: Page) -> Page:
    """The page for whoever may answer this inquiry; a 404 for everybody else."""

    @wraps(page)
    def opened(request: TownRequest, pk: int, **parts: Any) -> HttpResponse:
        inquiry = queries.inquiries().filter(pk=pk).first()
        if inquiry is None or not rules.can_answer(request.actor, inquiry.organisation_id, pk):
            raise Http404("Diese Anfrage gibt es nicht.")
        base = reverse("workspace:inquiry", kwargs={"town": request.municipality.slug, "pk": pk})
        return page(request, Desk(inquiry, request.actor, base, SHELL), **parts)

    return opened


@require_safe
def own_inquiries(request: TownRequest) -> HttpResponse:
    """What the partner's institutions are asked."""
    found = list(queries.inquiries_of(request.actor.organisation_ids))
    return render(request, "rounds/own_inquiries.html", {"inquiries": found})


@require_safe
def history(request: TownRequest, pk: int) -> HttpResponse:
    """What an answer said each time it was handed in, by whom and through which door."""
    answer = queries.one(pk)
    if answer is None:
        raise Http404("Diese Antwort gibt es nicht.")
    context = {"answer": answer, "versions": list(queries.history(answer))}
    return render(request, "rounds/answer/history.html", context)
