"""Taking up an invitation, by the link in the mail."""

from collections.abc import Callable

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.core.internal import ratelimit as limits
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from miteinander.accounts import queries
from miteinander.accounts.actions import invitations as actions
from miteinander.accounts.forms.invitations import BY_PASSKEY, InvitationForm
from miteinander.accounts.models import User
from miteinander.kernel import links
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope

Page = Callable[[HttpRequest, links.Link, User, Municipality], HttpResponse]
RENEWALS = {"renewal": "3/h/key,20/h/ip"}


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who invites and asks for name and password; POST takes it up."""
    return _with_link(request, token, _invitation)


@never_cache
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """POST has an expired invitation sent anew."""
    if request.method != "POST":
        return redirect("invitation", token=token)
    return _with_link(request, token, _renewal)


def _with_link(request: HttpRequest, token: str, page: Page) -> HttpResponse:
    link = links.opened(actions.INVITATION, token)
    if link is None:
        return _unusable(request)
    municipality = Municipality.objects.filter(pk=link.municipality_id, is_active=True).first()
    user = User.objects.filter(pk=link.holder_id or 0).first()
    if municipality is None or user is None:
        return _unusable(request)
    with town_scope(municipality):
        return page(request, link, user, municipality)


def _invitation(
    request: HttpRequest, link: links.Link, user: User, municipality: Municipality
) -> HttpResponse:
    standing = link.standing(actions.state(user))
    if standing is links.Standing.SPENT:
        return _unusable(request)
    if standing is links.Standing.EXPIRED:
        return render(request, "accounts/invitation_expired.html", {"again": f"{request.path}neu/"})
    form = InvitationForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _accept(request, link, user, form)
    context = {
        "form": form,
        "town": municipality,
        "person": user,
        "inviter": User.objects.filter(pk=link.object_id).first(),
        "roles": queries.role_names_of(user),
    }
    return render(request, "accounts/invitation.html", context)


def _accept(
    request: HttpRequest, link: links.Link, user: User, form: InvitationForm
) -> HttpResponse:
    answers = form.cleaned_data
    chosen = {"name": answers["name"], "password": answers["password"]}
    try:
        actions.accept(link=link, user=user, **chosen, by=link.actor(answers["name"]))
    except NotPossible:
        return _unusable(request)
    is_passkey = answers["way"] == BY_PASSKEY
    record_authentication(request, user, "invitation" if is_passkey else "password")
    following = reverse("mfa_add_webauthn") if is_passkey else None
    return perform_login(request, user, redirect_url=following)


def _renewal(
    request: HttpRequest, link: links.Link, user: User, municipality: Municipality
) -> HttpResponse:
    usage = limits.consume(
        request, app="accounts", action="renewal", config=RENEWALS, key=str(user.pk)
    )
    if not usage:
        return ratelimit.respond_429(request)
    site = request.build_absolute_uri("/")
    try:
        actions.renew(link=link, user=user, site=site, by=link.actor(user.name))
    except NotPossible:
        return _unusable(request)
    messages.success(request, "Eine neue Einladung ist unterwegs, an dieselbe Adresse wie zuvor.")
    return redirect("account_login")


def _unusable(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_spent.html", status=410)
