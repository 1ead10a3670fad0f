"""A message from a visitor to the municipality."""

from typing import Any

from django import forms
from django.core import signing

LEAST_SECONDS = 3
MOST_SECONDS = 24 * 60 * 60
_SALT = "miteinander.kernel.contact"


class ContactForm(forms.Form):
    """Cleans a message; keeps off machines without asking a third party.

    A field that people do not see must stay empty, and the form must have been open for a few
    seconds, which a signed time in it proves.
    """

    name = forms.CharField(
        label="Ihr Name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        help_text="Dorthin kommt die Antwort.",
        error_messages={
            "required": "Bitte geben Sie Ihre E-Mail-Adresse an, sonst können wir nicht antworten.",
            "invalid": "Bitte prüfen Sie die Adresse, zum Beispiel name@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(
        label="Worum geht es?",
        max_length=120,
        error_messages={"required": "Bitte schreiben Sie in wenigen Worten, worum es geht."},
    )
    message = forms.CharField(
        label="Ihre Nachricht",
        max_length=5000,
        error_messages={"required": "Bitte schreiben Sie Ihre Nachricht."},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    homepage = forms.CharField(
        label="Bitte leer lassen",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("opened", _stamp())

    def clean(self) -> dict[str, Any]:
        """Refuse what a machine fills in, with a sentence in case it was a person."""
        cleaned = super().clean() or {}
        if cleaned.get("homepage"):
            raise forms.ValidationError(
                "Ein verstecktes Feld wurde ausgefüllt, vermutlich von Ihrem Browser. "
                "Bitte laden Sie die Seite neu und schalten Sie das automatische Ausfüllen ab."
            )
        stamp = cleaned.get("opened", "")
        if _is_valid(stamp, LEAST_SECONDS):
            raise forms.ValidationError(
                "Das ging sehr schnell. Bitte warten Sie kurz und senden Sie noch einmal."
            )
        if not _is_valid(stamp, MOST_SECONDS):
            self.data = {**self.data, "opened": _stamp()}
            raise forms.ValidationError(
                "Diese Seite war lange offen. Bitte senden Sie Ihre Nachricht noch einmal."
            )
        return cleaned


def _stamp() -> str:
    return signing.dumps("", salt=_SALT)


def _is_valid(stamp: str, most_seconds: int) -> bool:
    """Whether this server gave out the stamp no longer ago than that."""
    try:
        signing.loads(stamp, salt=_SALT, max_age=most_seconds)
    except signing.BadSignature:
        return False
    return True
