"""The forms with which people choose a password; allauth's own, in the words of this house."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm
from django.core.exceptions import ValidationError

DIFFERENT = "Die beiden Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."


class _Polite:
    """Says Sie where the two passwords differ; allauth's German says du."""

    def add_error(self, field: str | None, error: Any) -> None:
        # What a field itself refuses comes as a ValidationError; plain words are allauth's.
        is_about_difference = field == "password2" and not isinstance(error, ValidationError)
        super().add_error(field, DIFFERENT if is_about_difference else error)  # type: ignore[misc]


class ChangeForm(_Polite, ChangePasswordForm):
    """A new password for somebody signed in."""


class SetForm(_Polite, SetPasswordForm):
    """A first password for somebody signed in."""


class ByLinkForm(_Polite, ResetPasswordKeyForm):
    """A password for somebody who came by the link in a mail."""
