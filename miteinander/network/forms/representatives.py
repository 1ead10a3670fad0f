"""Who speaks for an institution."""

from typing import Any

from django import forms

from miteinander.accounts import queries
from miteinander.accounts.models import User


class RepresentativeForm(forms.Form):
    """One of those who hold the role of a partner in this municipality."""

    user = forms.ModelChoiceField(
        label="Wer spricht für diese Institution?",
        queryset=User.objects.none(),
        empty_label="Bitte wählen",
        help_text="Zur Wahl steht, wer unter „Zugänge“ die Rolle Partner hat.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = queries.partners()  # type: ignore[attr-defined]
