"""What an address narrows a list to; what is not understood is left out."""

from typing import Any

from django import forms

from miteinander.assessment.choices import EvidenceKind, NeedState, Priority, Verdict
from miteinander.assessment.queries.judgements import NOT_JUDGED
from miteinander.assessment.queries.needs import WITH, WITHOUT
from miteinander.concept.models import Edition, Field, Goal, Measure

ALL = ("", "alle")


class _Filter(forms.Form):
    """Knows the edition's fields; the values that are set and understood are `chosen`."""

    feld = forms.ChoiceField(label="Handlungsfeld", required=False)

    def __init__(self, data: Any = None, files: Any = None, *, edition: Edition | None) -> None:
        super().__init__(data or {})
        found = Field.objects.filter(edition=edition)
        if edition:
            self.fields["feld"].label = edition.concept.field_name
        self._set("feld", [(str(one.pk), str(one)) for one in found])

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class NeedFilter(_Filter):
    """Which needs; `ziel` and `massnahme` stand in addresses only."""

    suche = forms.CharField(label="Suche", max_length=200, required=False)
    stand = forms.ChoiceField(label="Stand", choices=[ALL, *NeedState.choices], required=False)
    vorrang = forms.ChoiceField(label="Vorrang", choices=[ALL, *Priority.choices], required=False)
    beleg = forms.ChoiceField(
        label="Art des Belegs", choices=[ALL, *EvidenceKind.choices], required=False
    )
    antwort = forms.ChoiceField(
        label="Antwort",
        choices=[ALL, (WITHOUT, "ohne Maßnahme"), (WITH, "mit Maßnahme")],
        required=False,
    )
    ziel = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
    massnahme = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    @property
    def tied_to(self) -> Goal | Measure | None:
        """The goal or measure to which the address narrows the list."""
        chosen = self.chosen
        if key := chosen.get("massnahme"):
            return Measure.objects.filter(pk=int(key)).first()
        if key := chosen.get("ziel"):
            return Goal.objects.filter(pk=int(key)).first()
        return None


class GoalFilter(_Filter):
    """Which goals, by their latest judgement."""

    urteil = forms.ChoiceField(
        label="Letztes Urteil",
        choices=[ALL, (NOT_JUDGED, "noch nicht bewertet"), *Verdict.choices],
        required=False,
    )


class CoverageFilter(_Filter):
    """Which side of needs and answers."""

    zeigen = forms.ChoiceField(
        label="Zeigen",
        choices=[
            ALL,
            ("bedarfe", "Bedarfe ohne Maßnahme"),
            ("massnahmen", "Maßnahmen ohne Bedarf"),
        ],
        required=False,
    )
