"""The form of what a municipality says about itself."""

from django import forms

from miteinander.accounts.actions.municipality import CHANGEABLE
from miteinander.kernel.models import Municipality

_TEXTS = ("welcome", "imprint", "privacy", "accessibility")
_HINT = (
    "Eine leere Zeile beginnt einen neuen Absatz. „## “ am Anfang einer Zeile macht sie zur "
    "Überschrift, „- “ zum Punkt einer Liste."
)


class MunicipalityForm(forms.ModelForm[Municipality]):
    """Office, contact and texts; the texts are Markdown."""

    class Meta:
        model = Municipality
        fields = CHANGEABLE
        widgets = {
            "office": forms.TextInput({"autocomplete": "organization"}),
            "email": forms.EmailInput({"autocomplete": "email"}),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
            "address": forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
            **{name: forms.Textarea({"rows": 10}) for name in _TEXTS},
        }
        help_texts = dict.fromkeys(_TEXTS, _HINT)

    def previews(self) -> list[tuple[str, str]]:
        """(heading, Markdown) of every text that is not empty, as typed."""
        pairs = ((str(self[name].label), str(self[name].value() or "")) for name in _TEXTS)
        return [(label, text) for label, text in pairs if text.strip()]
