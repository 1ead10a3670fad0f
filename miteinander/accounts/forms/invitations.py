"""The form with which somebody takes up an invitation."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from miteinander.accounts.models import User
from miteinander.accounts.passwords import LONGEST

BY_PASSWORD, BY_PASSKEY = "password", "passkey"


class InvitationForm(forms.Form):
    """Name, and how to sign in from now on."""

    name = forms.CharField(
        label="Ihr Name",
        max_length=150,
        help_text="Unter diesem Namen erscheinen Sie bei den anderen.",
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    way = forms.ChoiceField(
        label="Wie möchten Sie sich anmelden?",
        choices=[
            (BY_PASSWORD, "Mit einem Passwort"),
            (BY_PASSKEY, "Mit einem Passkey: Fingerabdruck, Gesicht oder PIN Ihres Geräts"),
        ],
        initial=BY_PASSWORD,
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label="Passwort",
        strip=False,
        max_length=LONGEST,
        help_text=(
            "Mindestens 12 Zeichen. Ein ganzer Satz ist leicht zu merken. "
            "Für einen Passkey leer lassen."
        ),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        self.user = user
        super().__init__(data, initial={"name": user.name})

    def clean(self) -> dict[str, Any]:
        """The password must be good where one is wanted, and is dropped where none is."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("way") == BY_PASSKEY:
            self.errors.pop("password", None)
            return {**data, "password": None}
        if "password" not in data:
            return data
        try:
            password_validation.validate_password(data["password"], self.user)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return data
