"""The workspace's door: only who holds a role in the town comes in. And the end of sessions."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from miteinander.accounts import fresh, queries
from miteinander.accounts.actions import trail
from miteinander.accounts.choices import WITH_SECOND_FACTOR
from miteinander.kernel.actor import Actor

Handler = Callable[[HttpRequest], HttpResponse]
NOTED_EVERY = 60  # seconds: not every call writes


class SessionLifetime:
    """Ends sessions that nobody used for long, and those that are old; notes the last activity.

    Sessions that Django began without allauth get their dates with the first call. Public pages
    do not ask who looks at them, so that they stay the same for everyone.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if _is_public(request) or not request.session.session_key:
            return
        if not request.user.is_authenticated:
            return
        if _is_over(request):
            logout(request)
            messages.info(request, "Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich neu an.")
        else:
            _note(request)


class Refusals:
    """Writes into the trail when a rule refuses somebody something in a municipality's workspace.

    Stands around the scope: where that is a transaction, a refusal undoes it, and would undo this.
    Somebody of another municipality has no actor here; their 404 is a line in the log.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        actor = getattr(request, "actor", None)
        if response.status_code == 403 and actor and _is_inside(request):
            match = request.resolver_match
            assert match
            pk = match.kwargs.get("pk")
            trail.note_refusal(page=str(match.url_name), pk=pk, by=actor)
        return response


class WorkspaceDoor:
    """Builds `request.actor` for every view of the namespace `workspace`.

    Somebody not signed in is led to the sign-in; somebody of another municipality sees a 404, so
    that the address does not even tell whether a thing exists. The same sees who came through the
    sign-in service of another municipality: whoever rules that service must not get in here.
    Nobody keeps a copy of a page: on a shared computer "back" would show it after the sign-out.
    """

    def __init__(self, get_response: Handler) -> None:
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
        municipality = request.municipality  # type: ignore[attr-defined]
        actor = queries.actor_in(request.user, municipality)
        if actor is None or not _may_come_this_way(request, municipality.pk):
            raise Http404("In dieser Kommune haben Sie keine Rolle.")
        if municipality.requires_second_factor and _lacks_second_factor(request, actor):
            return redirect("second_factor_needed", slug=municipality.slug)
        request.actor = actor  # type: ignore[attr-defined]
        return None


def _is_inside(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and "workspace" in match.namespaces


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and "public" in match.namespaces


def _may_come_this_way(request: HttpRequest, municipality_id: int) -> bool:
    """With a password everywhere; through a municipality's service there, while it is offered."""
    town = fresh.town_of(request)
    if town is None:
        return True
    if town != municipality_id:
        return False
    provider = queries.own_identity_provider()
    return provider is not None and provider.is_active


def _lacks_second_factor(request: HttpRequest, actor: Actor) -> bool:
    """Where the municipality signs people in itself, its own service asks for the second one."""
    needs = actor.has_role(*WITH_SECOND_FACTOR) and fresh.town_of(request) is None
    return needs and not queries.has_second_factor(request.user)  # type: ignore[arg-type]


def _is_over(request: HttpRequest) -> bool:
    now = time.time()
    started = request.session.get(fresh.STARTED_AT, now)
    seen = request.session.get(fresh.SEEN_AT, now)
    is_old = now - started > settings.MITEINANDER_SESSION_HOURS * 3600
    return is_old or now - seen > settings.MITEINANDER_IDLE_HOURS * 3600


def _note(request: HttpRequest) -> None:
    now = time.time()
    if fresh.STARTED_AT not in request.session:
        request.session[fresh.STARTED_AT] = now
    if now - request.session.get(fresh.SEEN_AT, 0) > NOTED_EVERY:
        request.session[fresh.SEEN_AT] = now
        UserSession.objects.create_from_request(request)
