"""What visitors type into the course finder."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miteinander.kernel.forms.visitors import VisitorForm


class RequestForm(VisitorForm):
    """A name, and one way to reach the person."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    phone = forms.RegexField(
        r"^[-+()/. \d]{5,40}$",
        label=_("Ihre Telefonnummer"),
        required=False,
        max_length=40,
        error_messages={"invalid": _("Bitte schreiben Sie nur Ziffern, zum Beispiel 0151 234567.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        """Without a way to reach the person nobody can answer."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error(
                "email", gettext("Bitte geben Sie E-Mail-Adresse oder Telefonnummer an.")
            )
        return cleaned
