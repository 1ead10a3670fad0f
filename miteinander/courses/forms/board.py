"""What the board of proposals shows, and what is decided there."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from miteinander.courses.forms.keys import KeysField
from miteinander.courses.models import CourseRun, PlacementProposal, PlacementRound
from miteinander.courses.placement_choices import Decision
from miteinander.courses.queries.placement import wishable
from miteinander.courses.queries.what_if import AGAIN, CARE, PLACE, TIMES, Asked
from miteinander.courses.times import Meeting, TimesError, parse

ALL = ("", "alle")
_SHOW = [
    ALL,
    ("offen", "noch zu entscheiden"),
    ("ohne", "ohne Platz"),
    ("entschieden", "entschieden"),
]


class LongSelect(forms.Select):
    """A select of hundreds of options: a template for each would cost more than the whole page."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = str(value or "")
        offered = (
            (escape(str(key)), " selected" * (str(key) == chosen), escape(str(label)))
            for key, label in self.choices
        )
        lines = [f'<option value="{key}"{mark}>{label}</option>' for key, mark, label in offered]
        own = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        return format_html("<select{}>{}</select>", flatatt(own), SafeString("\n".join(lines)))


class BoardFilter(forms.Form):
    """Which proposals; the runs to choose from are those of the round."""

    zeigen = forms.ChoiceField(label="Zeigen", choices=_SHOW, required=False)
    kurs = forms.ChoiceField(label="Kurs", required=False, widget=LongSelect)

    def __init__(
        self, data: Any = None, files: Any = None, *, runs: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(data or {})
        self.fields["kurs"].choices = [ALL, *runs]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class DecisionForm(forms.Form):
    """What is done with the marked proposals of a round."""

    proposals = KeysField(
        None,
        error_messages={
            "required": "Bitte markieren Sie zuerst, welche Vorschläge gemeint sind.",
            "invalid_choice": "Über einen der Vorschläge ist schon entschieden. Bitte laden Sie "
            "die Seite neu.",
            "invalid_pk_value": "Bitte markieren Sie die Vorschläge auf der Seite.",
        },
    )
    do = forms.ChoiceField(choices=[("accept", "annehmen"), ("refuse", "ablehnen")])

    def __init__(
        self, data: Any = None, files: Any = None, *, round: PlacementRound | None = None
    ) -> None:
        super().__init__(data or {})
        found = PlacementProposal.objects.filter(
            round=round, decision=Decision.OPEN, run__isnull=False
        )
        self.fields["proposals"].queryset = found  # type: ignore[attr-defined]


class WhatIfForm(forms.Form):
    """One change of one run, to see who would gain."""

    kurs: forms.ModelChoiceField[CourseRun] = forms.ModelChoiceField(None, label="Kurs")
    was = forms.ChoiceField(
        label="Was wäre, wenn",
        choices=[
            (PLACE, "es mehr Plätze gäbe"),
            (CARE, "es Kinderbetreuung gäbe"),
            (TIMES, "der Kurs zu anderen Zeiten wäre"),
            (AGAIN, "es den Kurs noch einmal gäbe, als zweite Gruppe"),
        ],
    )
    plaetze = forms.IntegerField(
        label="Wie viele Plätze",
        required=False,
        min_value=1,
        max_value=50,
        help_text="Für mehr Plätze (ohne Angabe: einer) und für eine zweite Gruppe.",
    )
    zeiten = forms.CharField(
        label="Andere Zeiten",
        required=False,
        max_length=2000,
        help_text="Für andere Zeiten und für eine zweite Gruppe zu anderen Zeiten, zum Beispiel "
        "„Mo, Mi 17:30-20:45“.",
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data)
        self.fields["kurs"].queryset = wishable()  # type: ignore[attr-defined]
        self.meetings: list[Meeting] = []

    def clean(self) -> dict[str, Any]:
        """Times that can be read, and a number of places, where they are asked for."""
        cleaned: dict[str, Any] = super().clean() or {}
        what = cleaned.get("was")
        if what in (TIMES, AGAIN):
            try:
                self.meetings = parse(cleaned.get("zeiten", ""))
            except TimesError as refusal:
                self.add_error("zeiten", str(refusal))
        if what == TIMES and not self.meetings and "zeiten" not in self.errors:
            self.add_error("zeiten", "Bitte schreiben Sie, wann der Kurs wäre.")
        if what == AGAIN and not cleaned.get("plaetze") and "plaetze" not in self.errors:
            self.add_error("plaetze", "Bitte schreiben Sie, wie viele Plätze die Gruppe hätte.")
        return cleaned

    @property
    def asked(self) -> Asked:
        """What is asked, of a valid form."""
        chosen = self.cleaned_data
        return Asked(chosen["kurs"], chosen["was"], self.meetings, chosen.get("plaetze") or 1)


class OtherRunForm(forms.Form):
    """Which other run somebody gets: one of those that fit."""

    run = forms.TypedChoiceField(label="Kurs", coerce=int)

    def __init__(
        self, data: Any = None, files: Any = None, *, runs: Iterable[CourseRun] = ()
    ) -> None:
        super().__init__(data)
        offered = [(str(run.pk), str(run)) for run in runs]
        self.fields["run"].choices = offered  # type: ignore[attr-defined]
