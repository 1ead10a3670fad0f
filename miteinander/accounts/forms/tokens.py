"""Access for another program."""

from collections.abc import Collection
from typing import Any

from django import forms

from miteinander.accounts.choices import TokenScope

DAYS = [("30", "30 Tage"), ("90", "90 Tage"), ("180", "ein halbes Jahr"), ("365", "ein Jahr")]


class TokenForm(forms.Form):
    """What the program is for, what it may read (of what its maker may give), and how long."""

    name = forms.CharField(
        label="Wofür ist der Zugang?",
        max_length=120,
        help_text="Zum Beispiel: Webseite der Stadt, Auswertung im Kreis.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="Was darf das Programm lesen?", widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="Wie lange gilt er?",
        choices=DAYS,
        coerce=int,
        initial="90",
        help_text="Danach legen Sie einen neuen an. Je kürzer, desto sicherer.",
    )

    def __init__(self, *args: Any, allowed: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [one for one in TokenScope.choices if one[0] in allowed]  # type: ignore[attr-defined]
