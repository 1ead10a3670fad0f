"""The forms of second factors; allauth's own, in the words of this house."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}


class _Code:
    """A field for a code that is typed off."""

    label = "Code aus der App oder ein Ersatzcode"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field = self.fields["code"]  # type: ignore[attr-defined]
        field.label, field.widget = self.label, forms.TextInput(DIGITS)


class CodeForm(_Code, AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(_Code, ReauthenticateForm):
    """A code once more, before something that matters."""


class AppForm(_Code, ActivateTOTPForm):
    """The first code of a new app, which proves that it works."""

    label = "Code, den die App jetzt zeigt"


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; always one that signs in alone, with finger, face or PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label="Name des Passkeys",
            max_length=60,
            required=False,
            initial=self.initial["name"],
            help_text="Daran erkennen Sie ihn wieder, zum Beispiel: Diensthandy.",
            widget=forms.TextInput({"autocomplete": "off"}),
        )
        self.fields["passwordless"] = forms.BooleanField(
            initial=True, required=False, widget=forms.HiddenInput
        )
        self.order_fields(["name"])


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label="Name des Passkeys", max_length=60)
