"""What a partner fills in."""

import re
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from miteinander.concept.files import LARGEST
from miteinander.concept.values import Values, from_cleaned
from miteinander.rounds.actions.answers import Typed
from miteinander.rounds.choices import Question
from miteinander.rounds.models import Answer
from miteinander.rounds.queries.answers import next_statuses
from miteinander.rounds.said import german_number
from miteinander.rounds.values import values_of

LONGEST = 10_000  # signs
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d*)?")


def _plain(value: Any) -> Any:
    """A number as people write it ("12.000,50 €") as Python reads it."""
    if not isinstance(value, str):
        return value
    text = value.replace("€", "").replace("Euro", "").replace("\u00a0", " ").replace(" ", "")
    return (text.replace(".", "") if _THOUSANDS.fullmatch(text) else text).replace(",", ".")


class _Euro(forms.DecimalField):
    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> Any:
        return super().clean(_plain(value))


class _Number(forms.IntegerField):
    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def clean(self, value: Any) -> Any:
        return super().clean(_plain(value))


FIELDS: dict[str, forms.Field] = {
    **{
        code: forms.CharField(
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for code in (Question.NOTE, Question.RESULTS, Question.OBSTACLES, Question.NEXT_STEPS)
    },
    Question.COST: _Euro(required=False, min_value=Decimal(0), max_digits=12, decimal_places=2),
    Question.PERSONS: _Number(required=False, min_value=0, max_value=2**31 - 1),
}
CHANGED = (
    "Der Stand ist ein anderer als im letzten Bericht. Bitte nehmen Sie das Häkchen weg oder "
    "wählen Sie den Stand von dort."
)
HINTS = {
    Question.NOTE: "Zwei Sätze genügen.",
    Question.COST: "Euro im Berichtszeitraum, geschätzt genügt.",
}


class AnswerForm(forms.Form):
    """The answer about one measure: its status and the questions of the round.

    Nothing is required: what is missing is said when it is handed in. Numbers are written as in
    German. `based_on` is the version of the answer that the person had before them. `is_unchanged`
    stands here only where it was said already, by a tick on paper; else a button says it.
    """

    based_on = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1
    )
    status = forms.ChoiceField(label="Wie weit ist die Maßnahme?", required=False)
    is_unchanged = forms.BooleanField(
        label="Keine Änderung seit dem letzten Bericht", required=False
    )

    def __init__(self, answer: Answer, questions: list[str], data: Any = None) -> None:
        initial = {**values_of(answer), "based_on": answer.version}
        super().__init__(data, prefix=str(answer.pk), initial=initial)
        self.answer = answer
        status = self.fields["status"]
        status.choices = [("", "Bitte wählen"), *_choices(answer)]  # type: ignore[attr-defined]
        if not answer.is_unchanged and self.add_prefix("is_unchanged") not in (data or {}):
            del self.fields["is_unchanged"]
        for code in Question.values:
            if code in questions:
                self.fields[code] = _field(code)
        if answer.cost_eur is not None:
            self.initial[Question.COST] = german_number(f"{answer.cost_eur:.2f}")

    def clean(self) -> dict[str, Any]:
        """Nothing has changed only where the status is that of the last report."""
        cleaned: dict[str, Any] = super().clean() or {}
        measure = self.answer.measure
        last = measure.status if measure else ""
        if cleaned.get("is_unchanged") and (not last or cleaned.get("status") != last):
            self.add_error("is_unchanged", CHANGED)
            cleaned["is_unchanged"] = False
        return cleaned

    @property
    def typed(self) -> Typed:
        """What was typed, without what cannot be understood."""
        cleaned = {key: value for key, value in self.cleaned_data.items() if key != "based_on"}
        values: Values = from_cleaned(cleaned)
        return Typed(values, self.cleaned_data.get("based_on") or 0)

    def is_sent(self, data: Any) -> bool:
        """Whether the request holds this answer at all."""
        return self.add_prefix("based_on") in data


def _choices(answer: Answer) -> list[tuple[str, Any]]:
    return [(status.value, status.label) for status in next_statuses(answer)]


def _field(code: str) -> forms.Field:
    field = deepcopy(FIELDS[code])
    field.label, field.help_text = Question(code).label, HINTS.get(Question(code), "")
    return field


class FileForm(forms.Form):
    """A file that belongs to an answer."""

    file = forms.FileField(
        label="Datei",
        help_text="PDF, Word, Excel, OpenDocument-Text, PNG oder JPEG, höchstens 20 MB.",
    )

    def clean_file(self) -> Any:
        """Told at once where the file is too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("Diese Datei ist größer als 20 MB. Bitte verkleinern Sie sie.")
        return file


class OthersForm(forms.Form):
    """Somebody else who can answer, and for which measures."""

    WAYS = (
        ("pass_on", "Ich gebe die Frage direkt weiter: Die Person bekommt eine Mail mit Link."),
        ("misdirect", "Die Koordination soll klären, wen sie fragt."),
    )
    measures = forms.MultipleChoiceField(
        label="Um welche Maßnahmen geht es?", widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label="Was soll geschehen?", choices=WAYS, widget=forms.RadioSelect, initial="pass_on"
    )
    name = forms.CharField(label="Name der zuständigen Person", max_length=200)
    email = forms.EmailField(
        label="E-Mail-Adresse", required=False, help_text="Nötig, wenn Sie direkt weitergeben."
    )
    note = forms.CharField(
        label="Hinweis dazu",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, answers: list[Answer], *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        choices = [(str(one.pk), one.measure_title) for one in answers]
        self.fields["measures"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever gets a link needs an address."""
        cleaned: dict[str, Any] = super().clean() or {}
        needs = cleaned.get("way") == "pass_on"
        if needs and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Bitte schreiben Sie, wohin die Mail mit dem Link gehen soll.")
        return cleaned
