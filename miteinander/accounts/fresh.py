"""How and when somebody proved who they are, in this session.

Two questions that are not the same:

- `is_fresh`: was it not long ago? Asked before exports of personal data and changes of rights.
- `has_proved_own`: by the own password, app or passkey? Asked before changing how one signs in.
  The sign-in service of a municipality does not do for that: else whoever rules that service could
  give somebody's account a new passkey and enter all other municipalities with it.
"""

import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from miteinander.accounts import oidc

View = Callable[..., HttpResponse]
# Taking up an invitation is as good as a password: the link came by the mail that resets one.
OWN = ("password", "mfa", "invitation")
TOWN, TOWN_SLUG, ISSUED_AT = "town", "town_slug", "town_issued_at"
STARTED_AT, SEEN_AT = "started_at", "seen_at"
AGAIN = "Ihre Eingabe ist noch nicht gespeichert. Bitte senden Sie sie gleich noch einmal ab."


def begin(request: HttpRequest, login: SocialLogin | None) -> None:
    """A session begins; `login` is what a municipality's sign-in service said, or None.

    Called after Django's own sign-in: what is set here belongs to this one. Django makes a new key
    only for somebody who was not signed in yet.
    """
    renew_key(request)
    for name in (TOWN, TOWN_SLUG, ISSUED_AT, SEEN_AT):
        request.session.pop(name, None)
    request.session[STARTED_AT] = time.time()
    if login is not None:
        claims = login.account.extra_data
        request.session[TOWN] = claims["municipality"]
        request.session[TOWN_SLUG] = login.account.provider
        request.session[ISSUED_AT] = oidc.asked_at(claims["id_token"])


def renew_key(request: HttpRequest) -> None:
    """A new key for the session: whoever has the old one has nothing."""
    old = request.session.session_key
    request.session.cycle_key()
    listed = UserSession.objects.filter(session_key=old)
    listed.update(session_key=request.session.session_key)


def renewing_key(view: View) -> View:
    """Make a new key for the session when somebody proved there once more who they are."""

    @wraps(view)
    def renewed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = _proofs(request)
        response = view(request, *args, **kwargs)
        if _proofs(request) > before:
            renew_key(request)
        return response

    return renewed


def town_of(request: HttpRequest) -> int | None:
    """The key of the municipality whose service the session came through, None without."""
    return request.session.get(TOWN)


def within(request: HttpRequest, sessions: Iterable[UserSession]) -> list[UserSession]:
    """The sessions that this one may see and end.

    Whoever came through a municipality's service sees those that did so too: else whoever rules
    the service would see from where somebody works for other municipalities.
    """
    town = town_of(request)
    return list(sessions) if town is None else through(town, sessions)


def through(town: int, sessions: Iterable[UserSession]) -> list[UserSession]:
    """Those of the sessions that came through the service of this municipality."""
    return [one for one in sessions if SessionStore(one.session_key).get(TOWN) == town]


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is younger than MITEINANDER_FRESH_MINUTES."""
    at = _last(request, OWN)
    return _is_recent(max(at, float(request.session.get(ISSUED_AT, 0))))


def has_proved_own(request: HttpRequest) -> bool:
    """Whether the own password or second factor was used that recently.

    Who has neither, as right after an invitation, may choose one.
    """
    if _is_recent(_last(request, OWN)):
        return True
    return not town_of(request) and not get_reauthentication_flows(request.user)


def fresh_sign_in_required(view: View) -> View:
    """Ask who somebody is before the view, unless they proved it lately."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request) else _ask(request)

    return guarded


def own_proof_required(view: View) -> View:
    """Ask for the own password or second factor before a view that changes how one signs in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not has_proved_own(request):
            if not get_reauthentication_flows(request.user):
                return render(request, "accounts/only_through_town.html", status=403)
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def _last(request: HttpRequest, methods: tuple[str, ...]) -> float:
    """When one of the methods was last used (seconds since 1970); 0 for never."""
    records = get_authentication_records(request, request.user)
    return max((one["at"] for one in records if one["method"] in methods), default=0.0)


def _proofs(request: HttpRequest) -> int:
    user = request.user
    return len(get_authentication_records(request, user)) if user.is_authenticated else 0


def _is_recent(at: float) -> bool:
    return time.time() - at < settings.MITEINANDER_FRESH_MINUTES * 60


def _ask(request: HttpRequest) -> HttpResponse:
    """To the page that asks, and back; what was sent by POST has to be sent again."""
    back = request.get_full_path()
    if request.method == "POST":
        messages.warning(request, AGAIN)
        came_from = urlsplit(request.headers.get("Referer", ""))
        back = came_from.path if came_from.netloc == request.get_host() else back
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if methods:
        return redirect(f"{methods[0]['url']}?{urlencode({'next': back})}")
    if slug := request.session.get(TOWN_SLUG):
        where = redirect("town_sign_in", slug=slug).url
        return redirect(f"{where}?{urlencode({'next': back, 'neu': '1'})}")
    return redirect("account")
