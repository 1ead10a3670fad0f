"""Give people access to a municipality's workspace, and take it."""

from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from miteinander.accounts import queries, rules
from miteinander.accounts.actions.invitations import send_invitation
from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality


@transaction.atomic
def add(*, name: str, email: str, roles: Collection[str], site: str, by: Actor) -> User:
    """Give somebody roles and send a mail; who has no account yet gets one and sets a password.

    `site` is the address of this installation, "https://host/". Who has an account keeps the name.
    """
    require(rules.can_manage_members(by))
    _one_after_the_other(by)
    user = _account(email, name)
    if Membership.objects.filter(user=user).exists():
        raise NotPossible(f"{user.name} ({user.email}) hat schon Zugang.")
    _store(user, set(roles), by)
    audit.record(by, "member.added", user, is_change=False)
    send_invitation(user, site, by)
    return user


@transaction.atomic
def change_roles(*, user: User, roles: Collection[str], by: Actor) -> None:
    """Give exactly these roles; none takes the access away. The account itself stays."""
    require(rules.can_manage_members(by))
    _one_after_the_other(by)
    coordination = Membership.objects.filter(role=Role.COORDINATION)
    if Role.COORDINATION not in roles and not coordination.exclude(user=user).exists():
        raise NotPossible(
            "Das ist die letzte Person mit der Rolle Koordination. "
            "Bitte geben Sie die Rolle zuerst jemand anderem."
        )
    _store(user, set(roles), by)
    audit.record(by, "member.changed" if roles else "member.removed", user, is_change=False)


@transaction.atomic
def invite_again(*, user: User, site: str, by: Actor) -> None:
    """Send a new link to somebody who has not taken up the invitation yet."""
    require(rules.can_manage_members(by))
    if not queries.is_invited(user):
        raise NotPossible(f"{user.name} hat die Einladung schon angenommen.")
    audit.record(by, "member.invited", user, is_change=False)
    send_invitation(user, site, by)


@transaction.atomic
def sign_out(*, user: User, by: Actor) -> None:
    """End all sessions of somebody who works here, wherever they are signed in.

    For a lost device or a password that others know. Sessions do not tell for which municipality
    they are used, so those end too that are used for another one; the person signs in again.
    """
    require(rules.can_manage_members(by))
    for session in UserSession.objects.filter(user=user):
        session.end()
    audit.record(by, "member.signed_out", user, is_change=False)


def _one_after_the_other(by: Actor) -> None:
    """Two coordinators who add the same person, or take each other's role, at once: the second
    waits here and is refused.
    """
    Municipality.objects.select_for_update().get(pk=by.municipality_id)


def _account(email: str, name: str) -> User:
    """The account of this address; a new one also while another town makes one of the same."""
    found = User.objects.filter(email=email.lower()).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name)
    except IntegrityError:
        return User.objects.get(email=email.lower())


def _store(user: User, roles: set[str], by: Actor) -> None:
    held = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    Membership.objects.filter(user=user, role__in=held - roles).delete()
    Membership.objects.bulk_create(
        Membership(municipality_id=by.municipality_id, user=user, role=role)
        for role in sorted(roles - held)
    )
