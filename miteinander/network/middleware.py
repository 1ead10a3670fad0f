"""Tells the actor for which institutions a partner speaks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor
from miteinander.network import queries


class PartnerDoor:
    """Stands behind the workspace's door; asks the database for partners only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor and actor.has_role(Role.PARTNER):
            ids = queries.organisations_of(actor)
            request.actor = replace(actor, organisation_ids=ids)  # type: ignore[attr-defined]
