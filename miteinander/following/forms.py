"""The address to which news goes."""

from django import forms

from miteinander.kernel.forms.visitors import VisitorForm


class FollowForm(VisitorForm):
    """Cleans the address of somebody who wants news."""

    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        help_text="Dorthin geht zuerst eine Mail, in der Sie bestätigen.",
        error_messages={
            "required": "Bitte geben Sie eine E-Mail-Adresse an.",
            "invalid": "Bitte prüfen Sie die Adresse, zum Beispiel name@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
