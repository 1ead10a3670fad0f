"""Filters of the table of measures, kept in its address."""

from typing import Any

from django import forms

from miteinander.concept.choices import Status
from miteinander.concept.models import Edition, Field
from miteinander.concept.queries.dates import CONCERNS
from miteinander.concept.queries.facets import WITHOUT_REPORT
from miteinander.concept.queries.measures import MONTHS, SORTINGS
from miteinander.kernel.sorting import german
from miteinander.network.models import Organisation

ALL = ("", "alle")


class MeasureFilter(forms.Form):
    """What the table is narrowed to; what is not understood is left out."""

    suche = forms.CharField(label="Suche", max_length=200, required=False)
    feld = forms.ChoiceField(required=False)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[ALL, *Status.choices, (WITHOUT_REPORT, "noch kein Bericht")],
    )
    institution = forms.ChoiceField(label="Federführend oder beteiligt", required=False)
    bericht = forms.ChoiceField(
        label="Letzter Bericht",
        required=False,
        choices=[ALL, *((number, f"älter als {number} Monate") for number in MONTHS)],
    )
    achtung = forms.ChoiceField(
        label="Achtung",
        required=False,
        choices=[ALL, *((code, words) for code, (words, _) in CONCERNS.items())],
    )
    entwurf = forms.ChoiceField(
        label="Entwürfe",
        required=False,
        choices=[ALL, ("ja", "nur Entwürfe"), ("nein", "ohne Entwürfe")],
    )
    pruefen = forms.BooleanField(label="Nur mit unveröffentlichtem Bericht", required=False)
    sortierung = forms.ChoiceField(
        label="Reihenfolge",
        required=False,
        choices=[(code, words) for code, (words, _) in SORTINGS.items()],
    )

    def __init__(self, data: Any, edition: Edition, field_name: str) -> None:
        super().__init__(data)
        fields = [(str(one.pk), str(one)) for one in Field.objects.filter(edition=edition)]
        self._set("feld", [ALL, *fields], label=field_name)
        named = Organisation.objects.order_by(german("name")).values_list("pk", "name")
        self._set("institution", [ALL, *((str(pk), name) for pk, name in named)])

    def _set(self, name: str, choices: list[tuple[str, str]], label: str = "") -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].label = label or self.fields[name].label

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    @property
    def order(self) -> tuple[str, ...]:
        """The fields by which the table is ordered."""
        return SORTINGS[self.chosen.get("sortierung", "")][1]
