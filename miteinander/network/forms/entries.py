"""Forms of an institution and of a contact person.

The browser must not offer the own data of whoever types: `autocomplete` is off throughout.
"""

from typing import Any

from django import forms

from miteinander.kernel.sorting import german
from miteinander.network.actions import organisations, people
from miteinander.network.models import Organisation, Person

_OFF = {"autocomplete": "off"}


class OrganisationForm(forms.ModelForm[Organisation]):
    """An institution."""

    website = forms.URLField(
        label="Webseite",
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"placeholder": "https://", **_OFF}),
    )

    class Meta:
        model = Organisation
        fields = organisations.FIELDS
        widgets = {
            "name": forms.TextInput(_OFF),
            "short_name": forms.TextInput(_OFF),
            "description": forms.Textarea({"rows": 4}),
            "address": forms.Textarea({"rows": 3, **_OFF}),
            "phone": forms.TextInput({"type": "tel", **_OFF}),
            "email": forms.EmailInput(_OFF),
        }


class PersonForm(forms.ModelForm[Person]):
    """A contact person in an institution of the scope's municipality."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        None, label="Institution"
    )

    class Meta:
        model = Person
        fields = people.FIELDS
        widgets = {
            "first_name": forms.TextInput(_OFF),
            "last_name": forms.TextInput(_OFF),
            "function": forms.TextInput(_OFF),
            "email": forms.EmailInput(_OFF),
            "phone": forms.TextInput({"type": "tel", **_OFF}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for here, not in the class: the scope is open only now.
        self.fields["organisation"].queryset = Organisation.objects.order_by(german("name"))  # type: ignore[attr-defined]
