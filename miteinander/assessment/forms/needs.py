"""The form of a need."""

from typing import Any

from django import forms

from miteinander.assessment.choices import NeedState, Priority
from miteinander.assessment.models import Need
from miteinander.assessment.queries.options import Options
from miteinander.assessment.values import LINKS
from miteinander.concept.forms.fields import KeysField

LONGEST = 4000


class NeedForm(forms.Form):
    """What is missing, who says so, what became of it, and what it is tied to."""

    title = forms.CharField(
        label="Titel", max_length=300, help_text="Kurz, so dass man ihn in einer Liste versteht."
    )
    statement = forms.CharField(
        label="Worum es geht",
        max_length=LONGEST,
        help_text="Ein bis zwei Sätze: Was fehlt wem?",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    since_on = forms.DateField(label="Bekannt seit", required=False)
    stated_by = forms.CharField(
        label="Genannt von",
        max_length=200,
        required=False,
        help_text="Ein Gremium, eine Stelle oder eine Art von Quelle; keine Namen von Menschen.",
    )
    priority = forms.ChoiceField(
        label="Vorrang", choices=Priority.choices, initial=Priority.UNDECIDED
    )
    state = forms.ChoiceField(label="Stand", choices=NeedState.choices, initial=NeedState.OPEN)
    reason = forms.CharField(
        label="Begründung zum Stand",
        max_length=LONGEST,
        required=False,
        help_text="Nötig, wenn der Bedarf nicht weiter verfolgt wird.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    based_on = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1
    )

    def __init__(self, *args: Any, options: Options | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for key in LINKS:
            choices = getattr(options or Options(), key)
            if choices:
                chosen = set(self.initial.get(key) or [])
                # What is chosen stands first, so that nobody has to look for it in a long list.
                choices = sorted(choices, key=lambda pair: pair[0] not in chosen)
                label = str(Need._meta.get_field(key).verbose_name)  # type: ignore[union-attr]
                self.fields[key] = KeysField(label=label, choices=choices)

    @property
    def link_fields(self) -> list[forms.BoundField]:
        """What the need can be tied to, as far as the edition has any."""
        return [self[key] for key in LINKS if key in self.fields]

    def clean(self) -> dict[str, Any]:
        """Who drops a need says why."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("state") == NeedState.DROPPED and not cleaned.get("reason"):
            self.add_error("reason", "Bitte begründen Sie, warum er nicht weiter verfolgt wird.")
        return cleaned
