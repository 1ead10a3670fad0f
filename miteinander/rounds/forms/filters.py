"""What an address asks a list for."""

from django import forms

from miteinander.rounds.choices import RoundState
from miteinander.rounds.queries.board import SHOWN


class RoundFilter(forms.Form):
    """A state; whatever else stands in the address is left aside."""

    stand = forms.ChoiceField(
        label="Stand", choices=[("", "alle"), *RoundState.choices], required=False
    )


def cleaned(form: forms.Form) -> dict[str, str]:
    """The valid values; "" where the address says nothing or nonsense."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}


class BoardFilter(forms.Form):
    """Search words and what to look after."""

    suche = forms.CharField(label="Suche", max_length=100, required=False)
    zeigen = forms.ChoiceField(
        label="Zeigen", choices=[("", "alle"), *SHOWN.items()], required=False
    )
