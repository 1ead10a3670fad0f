"""The form of a status report."""

from typing import Any

from django import forms
from django.utils import timezone

from miteinander.concept.choices import Status


class ReportForm(forms.Form):
    """A status with words, as of a day."""

    status = forms.ChoiceField(label="Stand", choices=[("", "Bitte wählen"), *Status.choices])
    reported_on = forms.DateField(label="Stand vom")
    note = forms.CharField(
        label="Was getan wurde",
        required=False,
        help_text="Zwei, drei Sätze genügen: Was ist passiert, was kommt als Nächstes?",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    author = forms.CharField(
        label="Von wem",
        max_length=200,
        required=False,
        help_text="Wer das gemeldet hat, wenn nicht Sie selbst.",
    )

    def clean_reported_on(self) -> Any:
        """Nobody reports from the future."""
        day = self.cleaned_data["reported_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return day


class OwnReportForm(ReportForm):
    """The same for a partner, who reports under the own name only."""

    author = None  # type: ignore[assignment]
