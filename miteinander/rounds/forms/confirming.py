"""What is typed and chosen while answers are looked through."""

from collections.abc import Iterable
from typing import Any

from django import forms

from miteinander.concept.forms.reports import ReportForm
from miteinander.rounds.queries.confirming import Sheet

ALL = ("", "alle")


class PublicVersionForm(ReportForm):
    """What is published of a measure's answers; `basis` is what it was written on."""

    basis = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        author = self.fields["author"]
        author.required, author.help_text = True, "Steht öffentlich unter dem Bericht."


class QuestionForm(forms.Form):
    """What the coordination asks back."""

    question = forms.CharField(
        label="Ihre Rückfrage",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Sie steht in der Mail und über der Antwort, bis neu abgegeben ist.",
    )


class ReviewFilter(forms.Form):
    """What the list of answers is narrowed to; what is not understood is left out."""

    feld = forms.ChoiceField(required=False)
    institution = forms.ChoiceField(label="Institution", required=False)
    antwort = forms.ChoiceField(
        label="Durchsicht",
        required=False,
        choices=[
            ALL,
            ("offen", "noch durchzusehen"),
            ("durchgesehen", "durchgesehen"),
            ("rueckfrage", "Rückfrage gestellt"),
        ],
    )
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ALL,
            ("neu", "anders als zuletzt"),
            ("gleich", "wie zuletzt"),
            ("erster", "erster Bericht"),
        ],
    )

    def __init__(self, data: Any, sheets: Iterable[Sheet], field_name: str) -> None:
        super().__init__(data)
        fields = {str(one.measure.field_id): str(one.measure.field) for one in sheets}
        named = {str(a.organisation_id): str(a.organisation) for one in sheets for a in one.answers}
        self._set("feld", fields, field_name)
        self._set("institution", dict(sorted(named.items(), key=lambda one: one[1].casefold())))

    def _set(self, name: str, found: dict[str, str], label: str = "") -> None:
        self.fields[name].choices = [ALL, *found.items()]  # type: ignore[attr-defined]
        self.fields[name].label = label or self.fields[name].label

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def shows(self, sheet: Sheet) -> bool:
        """Whether the address asks for this measure."""
        wanted = self.chosen
        institutions = {str(one.organisation_id) for one in sheet.answers}
        return (
            wanted.get("feld", str(sheet.measure.field_id)) == str(sheet.measure.field_id)
            and wanted.get("institution", next(iter(institutions))) in institutions
            and wanted.get("antwort", sheet.standing) == sheet.standing
            and wanted.get("stand", sheet.movement) == sheet.movement
        )
