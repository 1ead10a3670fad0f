"""Forms of the list of a training."""

from datetime import date
from typing import Any

from django import forms

from miteinander.courses.attendance import Day
from miteinander.courses.models import Participant


class ParticipantForm(forms.ModelForm[Participant]):
    """A new line of the list."""

    class Meta:
        model = Participant
        fields = ("name", "workplace", "email")
        help_texts = {
            "name": "Vor- und Nachname, so wie sie auf der Bescheinigung stehen sollen.",
            "email": "Nur wenn Sie die Person auf diesem Weg erreichen wollen.",
        }


class DayForm(forms.Form):
    """Who was there on a day. `days` are those that have been, `people` (key, name)."""

    day = forms.TypedChoiceField(label="Tag", coerce=date.fromisoformat)
    there = forms.TypedMultipleChoiceField(
        label="Anwesend", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, days: list[Day], people: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            (one.on.isoformat(), f"{one.on:%d.%m.%Y}") for one in days
        ]
        self.fields["there"].choices = [  # type: ignore[attr-defined]
            (str(key), name) for key, name in people
        ]
