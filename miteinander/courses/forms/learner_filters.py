"""What an address narrows the list of people to; what is not understood is left out."""

from typing import Any

from django import forms

from miteinander.courses.choices import Level
from miteinander.courses.forms.learners import KINDS, URGENCIES
from miteinander.courses.placement_choices import LearnerState
from miteinander.courses.queries.learners import CARE, districts

ALL = ("", "alle")


class LearnerFilter(forms.Form):
    """Which wishes; a name is found as a whole only, since names are stored encrypted."""

    suche = forms.CharField(
        label="Nachname, ganzer Name, Kontakt oder Nummer",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    stand = forms.ChoiceField(label="Stand", choices=[ALL, *LearnerState.choices], required=False)
    niveau = forms.ChoiceField(label="Niveau", choices=[ALL, *Level.choices], required=False)
    art = forms.ChoiceField(label="Kursart", choices=[ALL, *KINDS], required=False)
    ort = forms.ChoiceField(label="Wohnt in", required=False)
    kinder = forms.ChoiceField(
        label="Kinderbetreuung", choices=[ALL, (CARE, "wird gebraucht")], required=False
    )
    dringend = forms.ChoiceField(label="Dringlichkeit", choices=[ALL, *URGENCIES], required=False)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data or {})
        places = [(str(one.pk), one.name) for one in districts()]
        self.fields["ort"].choices = [ALL, *places]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}
