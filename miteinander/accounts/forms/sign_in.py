"""The form with which people sign in."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """Allauth's own; the page says itself where a new password is to be had, below the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["remember"].help_text = "Nur auf einem Gerät, das niemand sonst benutzt."
