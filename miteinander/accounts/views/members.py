"""Who has access to the workspace."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from miteinander.accounts import queries, rules
from miteinander.accounts.actions import members as actions
from miteinander.accounts.forms.members import AddMemberForm, RolesForm
from miteinander.accounts.fresh import fresh_sign_in_required
from miteinander.accounts.models import User
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.http import TownRequest


@require_safe
def members(request: TownRequest) -> HttpResponse:
    """Everybody with a role, and for the coordination the ways to change it."""
    context = {
        "members": queries.members(),
        "may_manage": rules.can_manage_members(request.actor),
    }
    return render(request, "accounts/members.html", context)


@fresh_sign_in_required
def add_member(request: TownRequest) -> HttpResponse:
    """Give somebody access and send them a mail."""
    require(rules.can_manage_members(request.actor))
    form = AddMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.add(**form.cleaned_data, site=_site(request), by=request.actor)
        except NotPossible as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"{user.name} hat jetzt Zugang. Eine Mail ist unterwegs.")
            return _to_list(request)
    return render(request, "accounts/member_add.html", {"form": form})


@fresh_sign_in_required
def change_member(request: TownRequest, pk: int) -> HttpResponse:
    """Change somebody's roles."""
    require(rules.can_manage_members(request.actor))
    user, roles = _member(pk)
    form = RolesForm(request.POST or None, initial={"roles": roles})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roles(user=user, roles=form.cleaned_data["roles"], by=request.actor)
        except NotPossible as refusal:
            form.add_error("roles", str(refusal))
        else:
            messages.success(request, f"Die Rollen von {user.name} sind gespeichert.")
            return _to_list(request)
    return render(request, "accounts/member_change.html", {"form": form, "member": user})


@fresh_sign_in_required
def remove_member(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then take the access away."""
    require(rules.can_manage_members(request.actor))
    user, _ = _member(pk)
    if request.method != "POST":
        return render(request, "accounts/member_remove.html", {"member": user})
    try:
        actions.change_roles(user=user, roles=[], by=request.actor)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return _to_list(request)
    messages.success(request, f"{user.name} hat keinen Zugang mehr.")
    is_self = user.pk == request.actor.user_id
    return redirect("after_sign_in") if is_self else _to_list(request)


@fresh_sign_in_required
def sign_out_member(request: TownRequest, pk: int) -> HttpResponse:
    """Ask, then end all sessions of somebody; whether there were any is nobody else's to know."""
    require(rules.can_manage_members(request.actor))
    user, _ = _member(pk)
    if request.method != "POST":
        return render(request, "accounts/member_sign_out.html", {"member": user})
    actions.sign_out(user=user, by=request.actor)
    messages.success(request, f"{user.name} ist jetzt überall abgemeldet.")
    return _to_list(request)


@require_POST
@fresh_sign_in_required
def invite_member(request: TownRequest, pk: int) -> HttpResponse:
    """Send a new link to somebody who has not taken up the invitation yet."""
    user, _ = _member(pk)
    try:
        actions.invite_again(user=user, site=_site(request), by=request.actor)
        messages.success(request, f"Eine neue Mail an {user.email} ist unterwegs.")
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return _to_list(request)


def _member(pk: int) -> tuple[User, list[str]]:
    """Somebody with a role in this municipality, and the roles; anybody else is a 404."""
    user = get_object_or_404(User, pk__in=queries.member_ids(), pk=pk)
    return user, queries.roles_of(user)


def _site(request: TownRequest) -> str:
    return request.build_absolute_uri("/")


def _to_list(request: TownRequest) -> HttpResponse:
    return redirect("workspace:members", town=request.municipality.slug)
