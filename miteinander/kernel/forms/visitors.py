"""What keeps machines off the forms that every visitor may send, without asking a third party."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext

LEAST_SECONDS = 3
MOST_SECONDS = 24 * 60 * 60
_SALT = "miteinander.kernel.contact"


class VisitorForm(forms.Form):
    """A form that anybody may send.

    A field that people do not see must stay empty, and the form must have been open for a few
    seconds, which a signed time in it proves.
    """

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
                gettext(
                    "Ein verstecktes Feld wurde ausgefüllt, vermutlich von Ihrem Browser. "
                    "Bitte laden Sie die Seite neu und schalten Sie das automatische Ausfüllen ab."
                )
            )
        stamp = cleaned.get("opened", "")
        if _is_valid(stamp, LEAST_SECONDS):
            raise forms.ValidationError(
                gettext("Das ging sehr schnell. Bitte warten Sie kurz und senden Sie noch einmal.")
            )
        if not _is_valid(stamp, MOST_SECONDS):
            self.data = {**self.data, "opened": _stamp()}
            raise forms.ValidationError(
                gettext("Diese Seite war lange offen. Bitte senden Sie Ihre Nachricht noch einmal.")
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
