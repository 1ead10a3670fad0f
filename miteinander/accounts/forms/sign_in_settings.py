"""Forms of how a municipality's people sign in."""

from typing import Any
from urllib.parse import urlsplit

from django import forms

from miteinander.accounts.models import IdentityProvider
from miteinander.kernel import outgoing


class SecondFactorForm(forms.Form):
    """Whether a second factor is a must."""

    is_required = forms.BooleanField(
        label="Ohne zweiten Faktor kommt niemand mit einer solchen Rolle in den Arbeitsbereich",
        required=False,
    )


class ProviderForm(forms.Form):
    """The municipality's own sign-in service."""

    name = forms.CharField(
        label="Name auf der Anmeldeseite",
        max_length=80,
        help_text="„Mit dem Konto der Stadt Muster anmelden“: hier steht „der Stadt Muster“.",
    )
    issuer = forms.URLField(
        label="Adresse des Anmeldedienstes (Issuer)",
        max_length=300,
        assume_scheme="https",
        help_text="Beginnt mit https:// und steht in der Beschreibung des Dienstes als „issuer“.",
    )
    client_id = forms.CharField(
        label="Kennung (Client-ID)", max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    secret = forms.CharField(
        label="Geheimnis (Client-Secret)",
        max_length=300,
        strip=True,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    trusted_domains = forms.CharField(
        label="Vertraute Mail-Domains",
        required=False,
        max_length=1000,
        help_text=(
            "Nur nötig, wenn der Dienst nicht sagt, ob eine Adresse bestätigt ist. Eine Domain je "
            "Zeile, zum Beispiel: muster.de. Adressen daraus gelten dann als bestätigt."
        ),
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
    )
    is_active = forms.BooleanField(label="Auf der Anmeldeseite anbieten", required=False)
    must_tell_two_factors = forms.BooleanField(
        label="Nur hereinlassen, wenn der Dienst zwei Faktoren bestätigt",
        required=False,
        help_text=(
            "Der Dienst muss dafür in „amr“ oder „acr“ sagen, wonach er gefragt hat. Bitte klären "
            "Sie das vorher mit der IT: Sagt er nichts, kommt über ihn niemand mehr herein."
        ),
    )

    def __init__(self, data: Any = None, *, stored: IdentityProvider | None) -> None:
        names = [*self.base_fields]
        names.remove("secret")
        initial = {name: getattr(stored, name) for name in names} if stored else {}
        super().__init__(data, initial=initial)
        if stored:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = "Leer lassen, um das gespeicherte zu behalten."

    def clean_issuer(self) -> str:
        """Encrypted only: else everybody on the way could read the secret."""
        issuer: str = self.cleaned_data["issuer"]
        parts = urlsplit(issuer)
        if parts.query or parts.fragment or parts.username:
            raise forms.ValidationError("Bitte nur die Adresse, ohne „?“, „#“ und Namen darin.")
        if parts.scheme != "https" and not outgoing.is_excepted(parts.hostname or ""):
            raise forms.ValidationError("Bitte eine Adresse, die mit https:// beginnt.")
        return issuer
