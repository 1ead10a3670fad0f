"""Browsers that are signed in already, without the form."""

import time

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.test import Client

from miteinander.accounts.models import User


def signed_in(user: User, minutes_ago: float = 0, client: Client | None = None) -> Client:
    """A browser that signed in with a password, so many minutes ago.

    `force_login` alone leaves no record of how and when: pages that want a fresh sign-in would ask.
    """
    client = client or Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    record = {"method": "password", "at": time.time() - minutes_ago * 60}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return client
