"""The forms of a run, and of how many places are left."""

from typing import Any

from django import forms
from django.utils import timezone

from miteinander.courses.choices import RunState, may_follow
from miteinander.courses.models import CourseRun
from miteinander.courses.presentation import times
from miteinander.courses.times import Meeting, TimesError, parse, written

MOST = 100_000


class RunForm(forms.ModelForm[CourseRun]):
    """When and where a course takes place."""

    times = forms.CharField(
        label="Kurszeiten",
        required=False,
        max_length=8000,
        help_text="Eine Zeile je Zeit, zum Beispiel „Mo, Mi 08:30-12:45“, „Di bis Do 17-19 Uhr“ "
        "oder für einzelne Tage „02.09.2026 16:00-17:30“.",
        widget=forms.Textarea({"rows": 4}),
    )

    url = forms.URLField(
        label="Anmeldung im Netz", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = CourseRun
        fields = (
            *("number", "starts_on", "ends_on", "register_by", "is_open_entry", "capacity"),
            *("has_waiting_list", "sessions_announced", "times_note", "place", "address"),
            *("is_accessible", "latitude", "longitude", "url"),
        )
        help_texts = {
            "number": "Daran wird der Durchgang beim nächsten Einlesen einer Tabelle erkannt.",
            "place": "Name des Hauses, zum Beispiel „Volkshochschule, Raum 2“.",
            "address": "Straße, Hausnummer, Postleitzahl und Ort.",
            "sessions_announced": "Wie viele Termine es insgesamt gibt, falls bekannt.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("capacity", "sessions_announced"):
            self.fields[name].max_value = MOST  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.setdefault("times", "\n".join(times(self.instance)))

    def clean_times(self) -> str:
        """The times as the house writes them, one line each."""
        try:
            return "\n".join(written(parse(self.cleaned_data["times"])))
        except TimesError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Days in order, both coordinates or none, weekly times between two days."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Das Ende liegt vor dem Beginn.")
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Bitte geben Sie Breite und Länge an, oder beide nicht.")
        for name, most in (("latitude", 90), ("longitude", 180)):
            if abs(cleaned.get(name) or 0) > most:
                self.add_error(name, f"Der Wert liegt zwischen -{most} und {most}.")
        return cleaned

    @property
    def meetings(self) -> list[Meeting]:
        """The times, for `actions.runs`."""
        return parse(self.cleaned_data["times"])


class PlacesForm(forms.Form):
    """How a run stands, and how many places are left; `run` says what stood and what may follow."""

    state = forms.ChoiceField(label="Stand", choices=RunState.choices)
    free_places = forms.IntegerField(
        label="Freie Plätze", required=False, min_value=0, max_value=MOST
    )
    waiting = forms.IntegerField(
        label="Auf der Warteliste", required=False, min_value=0, max_value=MOST
    )
    reason = forms.CharField(
        label="Begründung",
        required=False,
        max_length=300,
        help_text="Nötig, wenn der Durchgang ausfällt.",
    )
    on = forms.DateField(label="Stand vom", required=False)

    def __init__(self, *args: Any, run: CourseRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("state", "free_places", "waiting", "reason"):
            self.initial.setdefault(name, getattr(run, name))
        # Only offered, not checked: the action says better why something may not follow.
        self.fields["state"].widget.choices = [
            pair for pair in RunState.choices if may_follow(run.state, pair[0])
        ]

    def clean(self) -> dict[str, Any]:
        """Who cancels a run says why; nobody reports of the future."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == RunState.CANCELLED and not cleaned.get("reason"):
            self.add_error("reason", "Bitte schreiben Sie, warum der Durchgang ausfällt.")
        if cleaned.get("on") and cleaned["on"] > timezone.localdate():
            self.add_error("on", "Der Tag liegt in der Zukunft.")
        return cleaned
