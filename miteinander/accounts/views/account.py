"""Mein Konto: everything about how somebody signs in, on one page."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from miteinander.accounts import browsers, fresh, queries
from miteinander.accounts.actions import own_account as actions
from miteinander.accounts.forms.account import NameForm
from miteinander.accounts.http import SignedInRequest
from miteinander.kernel.models import Municipality


@never_cache
@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """Name, mail, password, second factor, passkeys, spare codes, sessions."""
    user = request.user
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(name=form.cleaned_data["name"], by=user)
        messages.success(request, "Ihr Name ist gespeichert.")
        return redirect("account")
    kinds = {one.type: one for one in Authenticator.objects.filter(user=user)}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "form": form,
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": queries.passkeys_of(user),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "sessions": browsers.named(queries.sessions_of(user), request.session.session_key),
        "is_through_town": fresh.town_of(request) is not None,
    }
    return render(request, "accounts/account.html", context)


@require_POST
@login_required
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one of the own sessions; the current one is a sign-out."""
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    is_own = session.session_key == request.session.session_key
    actions.end_sessions(sessions=[session], by=request.user)
    if is_own:
        return redirect("account_login")
    messages.success(request, "Dort sind Sie jetzt abgemeldet.")
    return redirect("account")


@require_POST
@login_required
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    own = UserSession.objects.filter(user=request.user)
    others = own.exclude(session_key=request.session.session_key)
    number = actions.end_sessions(sessions=list(others), by=request.user)
    messages.success(request, f"Überall sonst abgemeldet ({number}).")
    return redirect("account")


@never_cache
@login_required
def second_factor_needed(request: SignedInRequest, slug: str) -> HttpResponse:
    """A municipality lets nobody with such a role in who has no second factor."""
    municipality = get_object_or_404(Municipality, slug=slug, is_active=True)
    if queries.actor_in(request.user, municipality) is None:
        return redirect("after_sign_in")
    if queries.has_second_factor(request.user):
        return redirect("workspace:home", town=slug)
    return render(request, "accounts/second_factor_needed.html", {"town": municipality})
