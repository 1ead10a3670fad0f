"""The request as views behind `login_required` get it."""

from django.http import HttpRequest

from miteinander.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of somebody signed in, outside of a town."""

    user: User
