"""The form of a status report."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from miteinander.concept.choices import Status
from miteinander.concept.report_words import NAMES

MOST_PERSONS = 2_000_000_000  # what the column holds
MORE = tuple(name for name in NAMES if name != "note")


def _text(label: str, rows: int = 3, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, help_text=help_text, widget=widget)


class ReportForm(forms.Form):
    """A status with words, as of a day."""

    status = forms.ChoiceField(label="Stand", choices=[("", "Bitte wählen"), *Status.choices])
    reported_on = forms.DateField(label="Stand vom")
    note = _text("Was getan wurde", 6, "Zwei, drei Sätze genügen.")
    period_from = forms.DateField(
        label="berichtet wird ab",
        required=False,
        help_text="Für einen Jahresbericht: der Zeitraum, von dem der Bericht handelt.",
    )
    period_until = forms.DateField(label="berichtet wird bis", required=False)
    results = _text("Ergebnisse und Zahlen")
    obstacles = _text("Was hinderte")
    next_steps = _text("Nächste Schritte")
    cost_eur = forms.DecimalField(
        label="Kosten in Euro", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    persons_reached = forms.IntegerField(
        label="Erreichte Personen", required=False, min_value=0, max_value=MOST_PERSONS
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

    def clean(self) -> dict[str, Any]:
        """A period has both days, in their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        begin, end = cleaned.get("period_from"), cleaned.get("period_until")
        if {"period_from", "period_until"} & self.errors.keys():
            return cleaned
        if (begin is None) != (end is None):
            missing = "period_until" if end is None else "period_from"
            self.add_error(missing, "Zum Zeitraum gehören beide Tage. Bitte ergänzen Sie diesen.")
        elif begin and end and end < begin:
            self.add_error("period_until", "Der Zeitraum endet vor seinem Beginn.")
        return cleaned

    @property
    def more(self) -> list[BoundField]:
        """The fields that a short report leaves empty."""
        return [self[name] for name in MORE]

    @property
    def says_more(self) -> bool:
        """Whether one of them has a value or an error, so that they are shown open."""
        return any(field.value() not in (None, "") or field.errors for field in self.more)


class OwnReportForm(ReportForm):
    """The same for a partner, who reports under the own name only."""

    author = None  # type: ignore[assignment]
