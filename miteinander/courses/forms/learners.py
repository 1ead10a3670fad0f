"""The form at the desk: what placing somebody in a course needs, in two minutes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from miteinander.courses import availability, sealing
from miteinander.courses.choices import CourseKind
from miteinander.courses.models import CourseRun, District, Learner
from miteinander.courses.placement_choices import (
    ContactWay,
    LetterLanguage,
    PartOfDay,
    SupportNeed,
)
from miteinander.courses.queries.courses import conditions
from miteinander.courses.queries.learners import districts
from miteinander.courses.queries.placement import wishable
from miteinander.courses.sealing import Private
from miteinander.courses.times import LONG
from miteinander.ui import fields

_OFF = {"autocomplete": "off"}
WORKDAYS = "w"
# Folded away until it is needed.
MORE = (
    *("chosen_kinds", "level_on", "wished_run", "preferred_time", "chosen_needs"),
    *("available_until", "sex", "age_group"),
)
_PARTS = ("Vor\u00admittag", "Mittag", "Nach\u00admittag", "Abend")
KINDS = [(code, label) for code, label in CourseKind.choices if code != CourseKind.STAFF]
URGENCIES = [
    (1, "1 – hat Zeit"),
    (2, "2"),
    (3, "3 – üblich"),
    (4, "4"),
    (5, "5 – sehr dringend"),
]


def _times() -> list[tuple[str, str]]:
    days = [(WORKDAYS, "Montag bis Freitag"), *((str(n), name) for n, name in enumerate(LONG))]
    return [
        (f"{day}.{part}", f"{name}, {label}")
        for day, name in days
        for part, label in enumerate(PartOfDay.labels)
    ]


class LearnerForm(forms.ModelForm[Learner]):
    """Somebody who looks for a course."""

    first_name = forms.CharField(label="Vorname", max_length=100, widget=forms.TextInput(_OFF))
    last_name = forms.CharField(label="Nachname", max_length=100, widget=forms.TextInput(_OFF))
    contact = forms.CharField(
        label="Anschrift, E-Mail oder Handynummer",
        max_length=300,
        widget=forms.TextInput(_OFF),
        help_text="Nur der eine Weg, auf dem die Person von einem Platz erfahren möchte.",
    )
    reason = forms.CharField(
        label="Grund der Dringlichkeit",
        max_length=200,
        required=False,
        widget=forms.TextInput(_OFF),
        help_text="Nötig bei 4 und 5, zum Beispiel „Frist des Jobcenters am 15.03.“. Nichts über "
        "Gesundheit.",
    )
    district: forms.ModelChoiceField[District] = forms.ModelChoiceField(
        None, label="Wohnt in", required=False
    )
    wished_run: forms.ModelChoiceField[CourseRun] = forms.ModelChoiceField(
        None,
        label="Wunschkurs",
        required=False,
        help_text="Wenn die Person schon weiß, welchen.",
    )
    chosen_kinds = forms.MultipleChoiceField(
        label="Welche Kurse kommen in Frage?",
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Keine Auswahl heißt: alle.",
    )
    chosen_permits = forms.MultipleChoiceField(
        label="Welcher Zugang ist geklärt?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bescheid oder Berechtigung liegt vor. Ohne Auswahl kommen nur offene Kurse in "
        "Frage.",
    )
    chosen_needs = forms.MultipleChoiceField(
        label="Was braucht die Person, um mitzumachen?",
        choices=SupportNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nur was gebraucht wird, nie warum.",
    )
    chosen_times = forms.MultipleChoiceField(
        label="Wann hat die Person Zeit?",
        choices=_times(),
        widget=forms.CheckboxSelectMultiple,
    )
    urgency = forms.TypedChoiceField(
        label="Dringlichkeit", choices=URGENCIES, coerce=int, initial=3
    )
    is_informed = forms.BooleanField(
        label="Die Person hat die Hinweise zum Datenschutz bekommen oder vorgelesen bekommen und "
        "ist einverstanden, dass diese Angaben für die Suche nach einem Kurs gespeichert werden",
    )

    class Meta:
        model = Learner
        fields = (
            *("level", "level_source", "level_on", "needs_literacy", "goal", "preferred_time"),
            *("district", "travel_minutes", "child_care", "wished_run", "available_from"),
            *("available_until", "urgency", "language", "contact_way", "sex", "age_group"),
        )
        help_texts = {
            "travel_minutes": "Wie lange der Weg höchstens dauern darf.",
            "needs_literacy": "Kann in keiner Schrift oder nicht in lateinischer lesen.",
            "sex": "Freiwillig. Nur um zu prüfen, ob Gruppen gleich gut vermittelt werden.",
            "age_group": "Freiwillig. Nur um zu prüfen, ob Gruppen gleich gut vermittelt werden.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].queryset = districts()  # type: ignore[attr-defined]
        self.fields["wished_run"].queryset = wishable()  # type: ignore[attr-defined]
        known = [(one.code, one.title) for one in conditions()]
        self.fields["chosen_permits"].choices = known  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.update(self._stored())
        else:
            self.initial.setdefault("available_from", timezone.localdate())

    def _stored(self) -> dict[str, Any]:
        learner, private = self.instance, sealing.opened(self.instance)
        return {
            "first_name": private.first_name,
            "last_name": private.last_name,
            "contact": private.contact,
            "reason": private.reason,
            "chosen_kinds": learner.kinds.split(),
            "chosen_permits": learner.permits.split(),
            "chosen_needs": learner.needs.split(),
            "chosen_times": [f"{day}.{part}" for day, part in availability.chosen(learner.times)],
            "is_informed": True,
        }

    def clean(self) -> dict[str, Any]:
        """Days in order, a reason where it is urgent, a contact that fits its way."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("available_from"), cleaned.get("available_until")
        if first and last and last < first:
            self.add_error("available_until", "Das liegt vor dem Tag, ab dem die Person kann.")
        if (cleaned.get("urgency") or 0) >= 4 and not cleaned.get("reason"):
            self.add_error("reason", "Bitte schreiben Sie, warum es dringend ist.")
        if (cleaned.get("level_on") or timezone.localdate()) > timezone.localdate():
            self.add_error("level_on", "Der Tag liegt in der Zukunft.")
        self._check_minutes(cleaned.get("travel_minutes"))
        self._check_contact(cleaned.get("contact_way"), cleaned.get("contact", ""))
        return cleaned

    def _check_minutes(self, minutes: int | None) -> None:
        if minutes is not None and not 5 <= minutes <= 240:
            self.add_error("travel_minutes", "Bitte geben Sie zwischen 5 und 240 Minuten an.")

    def _check_contact(self, way: str | None, contact: str) -> None:
        if way == ContactWay.MAIL:
            try:
                validate_email(contact)
            except ValidationError:
                self.add_error("contact", "Das ist keine E-Mail-Adresse.")
        if way == ContactWay.SMS and sum(sign.isdigit() for sign in contact) < 6:
            self.add_error("contact", "Das ist keine Handynummer.")

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, name) of the languages in which there is a notice on data protection."""
        return LetterLanguage.choices

    @property
    def parts(self) -> list[tuple[str, str]]:
        """(part of the day, its hours), above the columns of the grid; both may break."""
        return list(zip(_PARTS, availability.HOURS, strict=True))

    @property
    def grid(self) -> list[tuple[str, list[Any]]]:
        """(day, its four boxes)."""
        boxes = fields.context(self["chosen_times"])["choices"]
        days = ["Mo bis Fr", *LONG]
        return [(day, boxes[4 * n : 4 * n + 4]) for n, day in enumerate(days)]

    @property
    def has_more(self) -> bool:
        """Whether something is said, or wrong, in what is folded away."""
        return any(self[name].errors or self[name].value() for name in MORE)

    @property
    def values(self) -> dict[str, Any]:
        """What `actions.learners` stores."""
        cleaned = self.cleaned_data
        return {
            **cleaned,
            "times": availability.of(_chosen_times(cleaned["chosen_times"])),
            "kinds": _codes(cleaned["chosen_kinds"]),
            "permits": _codes(cleaned["chosen_permits"]),
            "needs": _codes(cleaned["chosen_needs"]),
        }

    @property
    def private(self) -> Private:
        """What is sealed."""
        names = ("first_name", "last_name", "contact", "reason")
        return Private(**{name: self.cleaned_data[name] for name in names})


class DistrictForm(forms.ModelForm[District]):
    """A district and where it lies."""

    class Meta:
        model = District
        fields = ("name", "latitude", "longitude")
        help_texts = {
            "latitude": "Zum Beispiel 51.502300: die Mitte des Ortsteils. Daraus wird die Länge "
            "des Weges geschätzt.",
            "longitude": "Zum Beispiel 6.540100.",
        }

    def clean(self) -> dict[str, Any]:
        """Both coordinates or none, and such that exist."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", "Bitte geben Sie Breite und Länge an, oder beide nicht.")
        for name, most in (("latitude", 90), ("longitude", 180)):
            if abs(cleaned.get(name) or 0) > most:
                self.add_error(name, f"Der Wert liegt zwischen -{most} und {most}.")
        return cleaned


def _chosen_times(values: list[str]) -> list[tuple[int, int]]:
    found = []
    for value in values:
        day, part = value.split(".")
        days = range(5) if day == WORKDAYS else [int(day)]
        found += [(one, int(part)) for one in days]
    return found


def _codes(values: list[str]) -> str:
    return f" {' '.join(values)} " if values else ""
