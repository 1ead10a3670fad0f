"""The invitation: the mail that tells somebody of their access, and taking it up."""

from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from miteinander.accounts import queries
from miteinander.accounts.models import User
from miteinander.kernel import audit, links, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality

INVITATION = links.Purpose("invitation", holds=timedelta(days=7))
SPENT = "Diese Einladung gilt nicht mehr. Vielleicht haben Sie sie schon angenommen."


def send_invitation(user: User, site: str, by: Actor) -> None:
    """Queue the mail; with a link to take up the invitation for whoever has no account yet."""
    municipality = Municipality.objects.get(pk=by.municipality_id)
    is_new = queries.is_invited(user)
    path = reverse("invitation", args=[token(user, by)]) if is_new else reverse("after_sign_in")
    details = {
        "user": user,
        "municipality": municipality,
        "by": by,
        "url": f"{site.rstrip('/')}{path}",
        "is_new": is_new,
        "days": INVITATION.holds.days,
    }
    body = render_to_string("accounts/mail/invitation.txt", details)
    subject = f"Ihr Zugang zu Miteinander in {municipality.name}"
    mail.queue(to=user.email, subject=subject, body=body, by=by, reply_to=municipality.email)


def token(user: User, by: Actor) -> str:
    """What stands in the link; `holder_id` is the person, `object_id` who invited."""
    return links.sign(
        INVITATION,
        municipality_id=by.municipality_id,
        object_id=by.user_id or 0,
        holder_id=user.pk,
        state=state(user),
    )


def state(user: User) -> list[object]:
    """What spends an invitation: a password, a sign-in, or that the role here is gone."""
    return [user.password, user.last_login, user.is_active, bool(queries.roles_of(user))]


@transaction.atomic
def accept(*, link: links.Link, user: User, name: str, password: str | None, by: Actor) -> None:
    """Take up the invitation: name and, unless a passkey follows, the password.

    Two who do it at once: the second waits for the first and finds the link spent.
    """
    require(by.door == Door.MAIL_LINK and by.user_id == user.pk == link.holder_id)
    locked = User.objects.select_for_update().get(pk=user.pk)
    if link.standing(state(locked)) is not links.Standing.VALID:
        raise NotPossible(SPENT)
    user.name = name
    user.set_password(password)
    user.save(update_fields=["name", "password"])
    audit.record(by, "invitation.accepted", user, is_change=False)


@transaction.atomic
def renew(*, link: links.Link, user: User, site: str, by: Actor) -> None:
    """Send an expired invitation anew, to the same address."""
    require(by.door == Door.MAIL_LINK and by.user_id == user.pk == link.holder_id)
    if link.standing(state(user)) is not links.Standing.EXPIRED:
        raise NotPossible(SPENT)
    audit.record(by, "member.invited", user, is_change=False)
    inviter = User.objects.filter(pk=link.object_id).first()
    sender = Actor(
        by.municipality_id, Door.SYSTEM, link.object_id or None, str(inviter or "Die Koordination")
    )
    send_invitation(user, site, sender)
