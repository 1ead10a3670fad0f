"""Mein Konto: everything about how somebody signs in, on one page."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miteinander.accounts import browsers, fresh, queries
from miteinander.accounts.actions import own_account as actions
from miteinander.accounts.forms.account import NameForm
from miteinander.accounts.http import SignedInRequest
from miteinander.kernel.errors import require
from miteinander.kernel.models import Municipality

NOT_HERE = "Ihren Namen ändern Sie, wenn Sie sich mit Passwort oder Passkey angemeldet haben."


@never_cache
@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """Name, mail, password, second factor, passkeys, spare codes, sessions."""
    user = request.user
    form = NameForm(request.POST or None, initial={"name": user.name})
    may_rename = _may_rename(request)
    if request.method == "POST":
        require(may_rename, NOT_HERE)
    if request.method == "POST" and form.is_valid():
        actions.rename(name=form.cleaned_data["name"], by=user)
        messages.success(request, "Ihr Name ist gespeichert.")
        return redirect("account")
    kinds = {one.type: one for one in Authenticator.objects.filter(user=user)}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    sessions = fresh.within(request, queries.sessions_of(user))
    context = {
        "form": form,
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": queries.passkeys_of(user),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "sessions": browsers.named(sessions, request.session.session_key),
        "may_rename": may_rename,
        "digests": queries.digests_of(user, within=fresh.town_of(request)),
        "is_through_town": fresh.town_of(request) is not None,
    }
    return render(request, "accounts/account.html", context)


def _may_rename(request: SignedInRequest) -> bool:
    """Through a municipality's service only while no other one shows the name too."""
    town = fresh.town_of(request)
    return town is None or all(one.pk == town for one in queries.municipalities_of(request.user))


@require_POST
@login_required
@fresh.fresh_sign_in_required
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of the own sessions; the current one is a sign-out."""
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    if not fresh.within(request, [session]):
        raise Http404("Diese Sitzung gibt es nicht.")
    is_own = session.session_key == request.session.session_key
    actions.end_sessions(sessions=[session], by=request.user)
    if is_own:
        return redirect("account_login")
    messages.success(request, "Dort sind Sie jetzt abgemeldet.")
    return redirect("account")


@require_POST
@login_required
@fresh.fresh_sign_in_required
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    own = UserSession.objects.filter(user=request.user)
    others = own.exclude(session_key=request.session.session_key)
    number = actions.end_sessions(sessions=fresh.within(request, others), by=request.user)
    messages.success(request, f"Überall sonst abgemeldet ({number}).")
    return redirect("account")


@never_cache
@login_required
def second_factor_needed(request: SignedInRequest, slug: str) -> HttpResponse:
    """A municipality lets nobody with such a role in who has no second factor."""
    municipality = get_object_or_404(Municipality, slug=slug, is_active=True)
    is_elsewhere = fresh.town_of(request) not in (None, municipality.pk)
    if is_elsewhere or queries.actor_in(request.user, municipality) is None:
        return redirect("after_sign_in")
    if queries.has_second_factor(request.user):
        return redirect("workspace:home", town=slug)
    return render(request, "accounts/second_factor_needed.html", {"town": municipality})
