"""The form of the own account."""

from django import forms


class NameForm(forms.Form):
    """The name that others see."""

    name = forms.CharField(
        label="Name", max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
