"""What an address asks a list for."""

from django import forms

from miteinander.rounds.choices import RoundState


class RoundFilter(forms.Form):
    """A state; whatever else stands in the address is left aside."""

    stand = forms.ChoiceField(
        label="Stand", choices=[("", "alle"), *RoundState.choices], required=False
    )


def cleaned(form: forms.Form) -> dict[str, str]:
    """The valid values; "" where the address says nothing or nonsense."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}
