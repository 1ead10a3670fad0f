"""The form with which a municipality begins; the page and the command use the same."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator

from miteinander.accounts import queries
from miteinander.accounts.models import User
from miteinander.accounts.passwords import LONGEST, NotOurName
from miteinander.kernel import setup_code
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.models import Municipality


class SetUpForm(forms.Form):
    """A municipality, its office and its first coordinator: the arguments of the action."""

    ags = forms.CharField(
        label="Amtlicher Gemeindeschlüssel",
        max_length=12,
        help_text="8 Ziffern für eine Stadt oder Gemeinde, 5 für einen Kreis.",
        validators=[RegexValidator(r"^\d{2,12}$", "Bitte nur Ziffern, zum Beispiel 05154036.")],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label="Name der Kommune",
        max_length=200,
        required=False,
        help_text="Nur nötig, wenn der Schlüssel nicht im eingelesenen Gemeindeverzeichnis steht.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="Art",
        required=False,
        choices=[("", "nach dem Schlüssel"), *MunicipalityKind.choices],
        help_text="Nur nötig, wenn Sie einen Namen angeben.",
    )
    office = forms.CharField(
        label="Stelle",
        max_length=200,
        required=False,
        help_text="Zum Beispiel: Stabsstelle Integration. Erscheint öffentlich.",
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    office_email = forms.EmailField(
        label="E-Mail der Stelle",
        required=False,
        help_text="Erscheint öffentlich. Ohne Angabe gilt Ihre eigene Adresse.",
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    person = forms.CharField(
        label="Ihr Name", max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Ihre E-Mail",
        help_text="Damit melden Sie sich an.",
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Passwort",
        strip=False,
        max_length=LONGEST,
        help_text="Mindestens 12 Zeichen.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_ags(self) -> str:
        """The key, unless the municipality is there already."""
        ags: str = self.cleaned_data["ags"]
        if Municipality.objects.filter(ags=ags, is_active=True).exists():
            raise forms.ValidationError("Diese Kommune nutzt Miteinander schon.")
        return ags

    def clean(self) -> dict[str, Any]:
        """The name is needed where the list does not know the key; the password must be good."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_listed = Municipality.objects.filter(ags=data.get("ags", "")).exists()
        if "ags" in data and not data.get("name") and not is_listed:
            self.add_error("name", "Zu diesem Schlüssel ist kein Name bekannt. Bitte angeben.")
        if "password" in data:
            self._check_password(data)
        return data

    def _check_password(self, data: dict[str, Any]) -> None:
        person = User(email=data.get("email", ""), name=data.get("person", ""))
        town = data.get("name") or queries.name_in_list(data.get("ags", ""))
        try:
            password_validation.validate_password(data["password"], person)
            NotOurName(town).validate(data["password"])
        except forms.ValidationError as error:
            self.add_error("password", error)


class SetUpPageForm(SetUpForm):
    """The same for the page that a stranger could find: it asks for the code on top."""

    code = forms.CharField(
        label="Einrichtungscode",
        max_length=40,
        help_text=(
            "Steht in der Ausgabe beim Start des Servers. Auf dem Server zeigt ihn: "
            "miteinander setup --show-code"
        ),
        widget=forms.TextInput({"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    field_order = ["code"]

    def clean_code(self) -> str:
        """Refuse a wrong code: keeps a stranger from taking over a fresh installation."""
        typed: str = self.cleaned_data["code"]
        if not setup_code.is_right(typed):
            raise forms.ValidationError("Dieser Code stimmt nicht. Bitte prüfen Sie die Zeichen.")
        return typed

    def details(self) -> dict[str, Any]:
        """The arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}
