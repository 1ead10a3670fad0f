"""What the list of offers shows, and what became of an offer."""

from typing import Any

from django import forms
from django.utils import timezone

from miteinander.courses.placement_choices import OfferState

ALL = ("", "alle")


class OfferFilter(forms.Form):
    """Which offers."""

    stand = forms.ChoiceField(label="Stand", choices=[ALL, *OfferState.choices], required=False)
    bescheid = forms.ChoiceField(
        label="Bescheid", choices=[ALL, ("nein", "noch nicht verschickt")], required=False
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data or {})

    @property
    def chosen(self) -> dict[str, str]:
        """Filter -> value, only of those that are set and understood."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class OutcomeForm(forms.Form):
    """What became of an offer; the action checks what may follow what."""

    state = forms.ChoiceField(label="Was wurde daraus?", choices=OfferState.choices)


class ExtendForm(forms.Form):
    """More time to answer."""

    until = forms.DateField(label="Antwort bis")

    def clean_until(self) -> Any:
        """A day from today."""
        if self.cleaned_data["until"] < timezone.localdate():
            raise forms.ValidationError("Der Tag liegt in der Vergangenheit.")
        return self.cleaned_data["until"]


class AnswerForm(forms.Form):
    """Yes or no to a place."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
