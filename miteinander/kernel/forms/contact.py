"""A message from a visitor to the municipality."""

from django import forms

from miteinander.kernel.forms.visitors import VisitorForm


class ContactForm(VisitorForm):
    """Cleans a message."""

    name = forms.CharField(
        label="Ihr Name",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Ihre E-Mail-Adresse",
        help_text="Dorthin kommt die Antwort.",
        error_messages={
            "required": "Bitte geben Sie Ihre E-Mail-Adresse an, sonst können wir nicht antworten.",
            "invalid": "Bitte prüfen Sie die Adresse, zum Beispiel name@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(
        label="Worum geht es?",
        max_length=120,
        error_messages={"required": "Bitte schreiben Sie in wenigen Worten, worum es geht."},
    )
    message = forms.CharField(
        label="Ihre Nachricht",
        max_length=5000,
        error_messages={"required": "Bitte schreiben Sie Ihre Nachricht."},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
