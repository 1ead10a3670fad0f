"""Forms of people and roles."""

from django import forms

from miteinander.accounts.choices import Role


def _roles(is_required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Rollen",
        choices=Role.choices,
        required=is_required,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Koordination: alles bearbeiten, veröffentlichen, einlesen, Zugänge geben. "
            "Redaktion: Inhalte bearbeiten und Berichte schreiben. "
            "Prüfung: das Protokoll lesen. Betrieb: sehen, ob alles läuft. "
            "Jede andere Rolle sieht nur, was zu ihr gehört."
        ),
    )


class AddMemberForm(forms.Form):
    """Somebody who gets access."""

    name = forms.CharField(
        label="Name", max_length=150, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = forms.EmailField(
        label="E-Mail",
        help_text="Dorthin geht der Link, mit dem die Person ihr Passwort wählt.",
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    roles = _roles(is_required=True)


class RolesForm(forms.Form):
    """The roles of somebody who has access."""

    roles = _roles(is_required=True)
