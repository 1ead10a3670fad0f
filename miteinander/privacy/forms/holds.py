"""The form of a legal hold."""

from typing import Any

from django import forms

from miteinander.kernel.retention import discovery
from miteinander.kernel.retention.persons import ACCOUNT


def kinds() -> list[tuple[str, str]]:
    """(kind, title) of everything in a municipality that can be held."""
    found = [
        (table.model.lower(), table.title)
        for table in discovery.tables()
        if discovery.is_of_a_town(discovery.model_of(table))
    ]
    return [(ACCOUNT, "Benutzerkonto, mit allem, was zu der Person gehört"), *found]


class HoldForm(forms.Form):
    """What is held, why, until when."""

    kind = forms.ChoiceField(label="Was gesperrt wird")
    key = forms.IntegerField(
        label="Nummer",
        min_value=1,
        max_value=2**63 - 1,
        help_text="Sie steht bei jedem Eintrag in der Löschliste und in der Auskunft.",
    )
    reason = forms.CharField(
        label="Grund",
        max_length=500,
        help_text="Zum Beispiel das Aktenzeichen. Bitte keine Angaben zum Inhalt.",
    )
    until = forms.DateField(
        label="Gesperrt bis einschließlich",
        required=False,
        help_text="Ohne Tag gilt die Sperre, bis jemand sie beendet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Bitte wählen"), *kinds()]  # type: ignore[attr-defined]
