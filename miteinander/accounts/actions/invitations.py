"""The mail that tells somebody of their access."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from django.urls import reverse

from miteinander.accounts.models import User
from miteinander.kernel import mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import Municipality


def send_invitation(user: User, site: str, by: Actor) -> None:
    """Queue the mail; with a link to set a password for whoever has none.

    The link is the one of a forgotten password: it holds for `PASSWORD_RESET_TIMEOUT` and dies
    with its first use, because its token hashes the password.
    """
    municipality = Municipality.objects.get(pk=by.municipality_id)
    path = reverse("after_sign_in")
    if not user.has_usable_password():
        key = default_token_generator.make_token(user)
        uid = user_pk_to_url_str(user)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    body = render_to_string(
        "accounts/mail/invitation.txt",
        {
            "user": user,
            "municipality": municipality,
            "by": by,
            "url": f"{site.rstrip('/')}{path}",
            "sets_password": not user.has_usable_password(),
        },
    )
    subject = f"Ihr Zugang zu Miteinander in {municipality.name}"
    mail.queue(to=user.email, subject=subject, body=body, by=by, reply_to=municipality.email)
