"""What an address asks a list for."""

from django import forms

from miteinander.network.choices import OrganisationKind


class OrganisationFilter(forms.Form):
    """Search words and a kind; whatever else stands in the address is left aside."""

    suche = forms.CharField(label="Suche", max_length=100, required=False)
    art = forms.ChoiceField(
        label="Art", choices=[("", "alle"), *OrganisationKind.choices], required=False
    )


class PersonFilter(forms.Form):
    """Search words."""

    suche = forms.CharField(label="Suche", max_length=100, required=False)


def cleaned(form: forms.Form) -> dict[str, str]:
    """The valid values; "" where the address says nothing or nonsense."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}
