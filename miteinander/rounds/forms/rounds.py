"""Forms of a round's set-up."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from miteinander.concept.models import Measure
from miteinander.kernel.sorting import german
from miteinander.network.models import Organisation, Person
from miteinander.rounds import wording
from miteinander.rounds.choices import Question
from miteinander.rounds.models import Round

MOST_REMINDERS, LONGEST_WAIT = 5, 90


class DaysField(forms.CharField):
    """Some numbers of days ("7, 1")."""

    def to_python(self, value: Any) -> Any:
        """The numbers, each once, in their order."""
        words = re.split(r"[\s,;]+", (super().to_python(value) or "").strip())
        numbers = [word for word in words if word]
        if any(not re.fullmatch(r"[0-9]{1,3}", word) for word in numbers):
            raise forms.ValidationError("Bitte geben Sie Zahlen an, mit Komma getrennt: 7, 1")
        days = list(dict.fromkeys(int(word) for word in numbers))
        if any(day > LONGEST_WAIT for day in days):
            raise forms.ValidationError(f"Höchstens {LONGEST_WAIT} Tage vor oder nach der Frist.")
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(f"Höchstens {MOST_REMINDERS} Erinnerungen.")
        return days

    def prepare_value(self, value: Any) -> Any:
        """The numbers as somebody types them."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class RoundForm(forms.ModelForm[Round]):
    """What is asked about which time, until when, and with which words."""

    questions = forms.MultipleChoiceField(
        label="Was wird gefragt?",
        choices=Question.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Nach dem Stand (geplant, begonnen, abgeschlossen …) wird immer gefragt.",
    )
    before = DaysField(
        label="Erinnern: Tage vor der Frist",
        required=False,
        max_length=60,
        help_text="Mit Komma getrennt, etwa 7, 1. Erinnert wird, wer noch nicht geantwortet hat.",
    )
    after = DaysField(label="Erinnern: Tage nach der Frist", required=False, max_length=60)

    class Meta:
        model = Round
        fields = (
            "title",
            "period_from",
            "period_until",
            "due_on",
            "questions",
            "asks_partners",
            "before",
            "after",
            "subject",
            "invitation",
            "reminder",
        )
        widgets = {
            "period_from": forms.DateInput,
            "period_until": forms.DateInput,
            "due_on": forms.DateInput,
            "invitation": forms.Textarea({"rows": 9}),
            "reminder": forms.Textarea({"rows": 7}),
        }
        help_texts = {
            "asks_partners": "Sonst fragt die Runde nur, wer federführend ist.",
            "invitation": "Anrede, Maßnahmen, Link und Frist stehen von selbst in der Mail.",
        }

    def clean_subject(self) -> str:
        """The subject without unknown words."""
        return self._known("subject")

    def clean_invitation(self) -> str:
        """The text without unknown words."""
        return self._known("invitation")

    def clean_reminder(self) -> str:
        """The text without unknown words."""
        return self._known("reminder")

    def clean(self) -> dict[str, Any]:
        """A period that begins before it ends, a deadline to come, the reminders as one list."""
        values = super().clean() or self.cleaned_data
        start, end = values.get("period_from"), values.get("period_until")
        if start and end and end < start:
            self.add_error("period_until", "Der Zeitraum endet, bevor er beginnt.")
        due = values.get("due_on")
        if due and due < timezone.localdate():
            self.add_error("due_on", "Die Frist liegt in der Vergangenheit.")
        days = {-day for day in values.get("before") or []} | set(values.get("after") or [])
        values["remind_days"] = sorted(days)
        return values

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        wrong = wording.unknown(text)
        if wrong:
            known = ", ".join(f"{{{word}}}" for word in wording.WORDS)
            raise forms.ValidationError(f"Nicht bekannt: {', '.join(wrong)}. Möglich sind {known}.")
        return text


def initial(like: Round | None) -> dict[str, Any]:
    """What a new round proposes: last year, three weeks' time; texts and questions of `like`."""
    today = timezone.localdate()
    year = today.year - 1
    values: dict[str, Any] = {
        "title": f"Umsetzungsstand {year}",
        "period_from": today.replace(year=year, month=1, day=1),
        "period_until": today.replace(year=year, month=12, day=31),
        "due_on": today + timedelta(days=21),
        "questions": Question.values,
        "before": [7, 1],
        "after": [3, 10],
        "subject": wording.SUBJECT,
        "invitation": wording.INVITATION,
        "reminder": wording.REMINDER,
    }
    if like is not None:
        same = ("questions", "asks_partners", "subject", "invitation", "reminder")
        values |= {name: getattr(like, name) for name in same} | reminders(like)
    return values


def reminders(asking: Round) -> dict[str, list[int]]:
    """The days of the reminders as the form shows them."""
    days = asking.remind_days
    return {
        "before": [-day for day in days if day < 0],
        "after": [day for day in days if day >= 0],
    }


class RecipientForm(forms.Form):
    """Who is asked: somebody of the directory, or a name with an address."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        None, label="Person", required=False, empty_label="jemand anderes, siehe unten"
    )
    name = forms.CharField(label="Name", max_length=200, required=False)
    email = forms.EmailField(
        label="E-Mail", required=False, help_text="Nötig, wenn oben niemand gewählt ist."
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(organisation=organisation).exclude(email="")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The person's own name and address, or the typed ones."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        person = values.get("person")
        if person:
            values |= {"name": str(person), "email": person.email}
        elif not values.get("email") and "email" not in self.errors:
            self.add_error("email", "Bitte wählen Sie eine Person oder geben Sie eine Adresse an.")
        return values


class ChosenMeasures(forms.Form):
    """Keys of measures that were shown, and of those that are asked about."""

    gezeigt = forms.TypedMultipleChoiceField(coerce=int, required=False)
    gefragt = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data: Mapping[str, Any], asking: Round) -> None:
        super().__init__(data)
        keys = Measure.objects.filter(edition=asking.edition_id).values_list("pk", flat=True)
        choices = [(key, str(key)) for key in keys]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """Another day until which answers are waited for."""

    due_on = forms.DateField(label="Antwort bis")


class MoreForm(forms.Form):
    """More measures for an institution in a running round."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        None, label="Institution", empty_label="bitte wählen"
    )
    measures = forms.MultipleChoiceField(
        label="Maßnahmen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte kreuzen Sie mindestens eine Maßnahme an."},
    )

    def __init__(self, *args: Any, asking: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = Organisation.objects.order_by(german("name"))
        self.fields["organisation"].queryset = named  # type: ignore[attr-defined]
        own = Measure.objects.filter(edition=asking.edition_id).select_related("field")
        self.known = {str(one.pk): one for one in own.order_by("field__position", "position", "pk")}
        choices = [(key, str(one)) for key, one in self.known.items()]
        self.fields["measures"].choices = choices  # type: ignore[attr-defined]

    def clean_measures(self) -> list[Measure]:
        """The measures themselves."""
        return [self.known[key] for key in self.cleaned_data["measures"]]

    def boxes(self) -> list[tuple[str, Measure, bool]]:
        """(key, measure, whether it is ticked) of every measure in the order of the plan."""
        ticked = {str(key) for key in self["measures"].value() or []}
        return [(key, one, key in ticked) for key, one in self.known.items()]


class ReminderForm(forms.Form):
    """The text of a reminder that somebody sends by hand."""

    words = forms.CharField(
        label="Text der Erinnerung", max_length=5000, widget=forms.Textarea({"rows": 8})
    )

    def clean_words(self) -> str:
        """The text without unknown words."""
        text: str = self.cleaned_data["words"]
        if wrong := wording.unknown(text):
            known = ", ".join(f"{{{word}}}" for word in wording.WORDS)
            raise forms.ValidationError(f"Nicht bekannt: {', '.join(wrong)}. Möglich sind {known}.")
        return text
