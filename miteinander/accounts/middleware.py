"""The workspace's door: only who holds a role in the town comes in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from miteinander.accounts import queries


class WorkspaceDoor:
    """Builds `request.actor` for every view of the namespace `workspace`.

    Somebody not signed in is led to the sign-in; somebody of another municipality sees a 404, so
    that the address does not even tell whether a thing exists. Nobody keeps a copy of a page:
    on a shared computer "back" would show it after the sign-out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_inside(request):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not _is_inside(request):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        actor = queries.actor_in(request.user, request.municipality)  # type: ignore[attr-defined]
        if actor is None:
            raise Http404("In dieser Kommune haben Sie keine Rolle.")
        request.actor = actor  # type: ignore[attr-defined]
        return None


def _is_inside(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and "workspace" in match.namespaces
