"""A questionnaire that came back in Word, as the forms in which it is looked through."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from miteinander.concept.choices import Status
from miteinander.concept.files import NotTaken, examine
from miteinander.rounds.actions.answers import WRITABLE
from miteinander.rounds.choices import Question
from miteinander.rounds.forms.answers import AnswerForm
from miteinander.rounds.models import Answer
from miteinander.rounds.papers import filled
from miteinander.rounds.said import german_number
from miteinander.rounds.values import REPORTED, values_of
from miteinander.ui.papers.filled import NotReadable

LARGEST = 5 * 1024 * 1024  # bytes
TWO_TICKS = "Angekreuzt sind mehrere: {}. Bitte wählen Sie den, der gilt."
OTHER = "Eingetragen ist, jemand anderes sei zuständig: {}"
NO_STATUS = (
    "Angekreuzt ist: Es hat sich nichts geändert. Es gibt aber noch keinen Stand. Bitte wählen Sie "
    "ihn."
)
MEANWHILE = "Seit dieser Fragebogen geladen wurde, hat sich die Antwort geändert."


class FilledForm(forms.Form):
    """The Word file; cleaned it is what it says."""

    file = forms.FileField(
        label="Ausgefüllter Fragebogen", help_text="Word-Dokument (docx), höchstens 5 MB."
    )

    def clean_file(self) -> filled.Forms:
        """What was ticked and written."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("Diese Datei ist größer als 5 MB. Bitte verkleinern Sie sie.")
        content = file.read()
        try:
            if content:
                examine(content)
            return filled.read(content)
        except (NotTaken, NotReadable) as refusal:
            raise ValidationError(str(refusal)) from None


@dataclass(frozen=True)
class Row:
    """An answer, what the form says about it, and sentences about what is to be looked at.

    `form` is None where nothing can be stored any more.
    """

    answer: Answer
    form: AnswerForm | None
    hints: list[str]


def rows(
    answers: list[Answer], said: dict[int, filled.Filled], questions: list[str]
) -> tuple[list[Row], list[Answer]]:
    """The answers about which the form says something, and the others."""
    told = [one for one in answers if one.pk in said and not said[one.pk].is_empty]
    silent = [one for one in answers if one not in told]
    return [_row(one, said[one.pk], questions) for one in told], silent


def _row(answer: Answer, said: filled.Filled, questions: list[str]) -> Row:
    hints = [OTHER.format(said.other)] if said.other else []
    if answer.state not in WRITABLE or answer.measure is None:
        return Row(answer, None, hints)
    if said.version != answer.version:
        hints.append(MEANWHILE)
    if len(said.ticked) > 1:
        words = [str(status.label) for status in Status if status in said.ticked]
        hints.append(TWO_TICKS.format(", ".join(words)))
    if said.is_unchanged and not answer.measure.status:
        hints.append(NO_STATUS)
    form = AnswerForm(answer, questions, _data(answer, said))
    form.is_valid()
    return Row(answer, form, hints)


def _data(answer: Answer, said: filled.Filled) -> dict[str, Any]:
    """What stood there, and over it what was filled in: an empty field changes nothing."""
    values = values_of(answer, REPORTED)
    if answer.is_unchanged:
        values["is_unchanged"] = True
    if answer.cost_eur is not None:
        values[Question.COST] = german_number(f"{answer.cost_eur:.2f}")
    values |= {code: text for code, text in said.texts.items() if code in Question.values}
    if said.is_unchanged and answer.measure and answer.measure.status:
        values |= {"status": answer.measure.status, "is_unchanged": True}
    if said.ticked:
        values["status"] = said.ticked[0] if len(said.ticked) == 1 else ""
    values["based_on"] = answer.version
    return {f"{answer.pk}-{key}": value for key, value in values.items()}
