"""The word of who publishes."""

from typing import Any

from django import forms


class PublishForm(forms.Form):
    """Where something is quoted, somebody confirms that nobody can be recognised."""

    are_quotes_checked = forms.BooleanField(
        label="Ich habe die Zitate geprüft: Niemand ist zu erkennen, auch nicht durch Herkunft, "
        "Beruf, Alter oder Ort."
    )

    def __init__(self, *args: Any, has_quotes: bool = True, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if not has_quotes:
            del self.fields["are_quotes_checked"]
