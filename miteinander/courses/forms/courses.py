"""The forms of a course and of a rule of access."""

from decimal import Decimal
from typing import Any

from django import forms

from miteinander.courses.choices import Language
from miteinander.courses.forms.keys import KeysField
from miteinander.courses.models import AccessCondition, Course
from miteinander.courses.queries.courses import conditions
from miteinander.network.models import Organisation

_OFF = {"autocomplete": "off"}


class CourseForm(forms.ModelForm[Course]):
    """What an institution offers; `organisations` are those for which the person may offer it."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        None, label="Institution"
    )
    conditions = KeysField(
        None, label="Wer kommen kann", required=False, widget=forms.CheckboxSelectMultiple
    )
    price = forms.DecimalField(
        label="Preis in Euro",
        required=False,
        min_value=0,
        max_value=100_000,
        decimal_places=2,
        localize=True,
        help_text="Leer, wenn unbekannt; 0, wenn der Kurs nichts kostet.",
    )
    spoken = forms.MultipleChoiceField(
        label="Hilfe in diesen Sprachen",
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Course
        fields = (
            *("organisation", "kind", "title", "description", "level_from", "level_to", "module"),
            *("hours", "price_note", "child_care", "conditions"),
        )
        widgets = {
            "title": forms.TextInput(_OFF),
            "description": forms.Textarea({"rows": 4}),
        }
        help_texts = {
            "description": "In einfachen Worten: Was lernt man, für wen ist der Kurs?",
            "price_note": "Zum Beispiel Ermäßigung oder wer den Kurs bezahlt.",
        }

    def __init__(self, *args: Any, organisations: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisations is None:
            organisations = Organisation.objects.all()
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["conditions"].queryset = conditions()  # type: ignore[attr-defined]
        if self.instance.price_cents is not None:
            self.initial.setdefault("price", Decimal(self.instance.price_cents) / 100)
        self.initial.setdefault("spoken", self.instance.language_codes)

    def clean(self) -> dict[str, Any]:
        """The goal is no lower than the beginning."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("level_from"), cleaned.get("level_to")
        if first and last and first > last:
            self.add_error("level_to", "Das Ziel liegt unter dem Niveau zu Beginn.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What `actions.courses` stores."""
        cleaned = self.cleaned_data
        price, spoken = cleaned["price"], cleaned["spoken"]
        return {
            **cleaned,
            "price_cents": None if price is None else int(price * 100),
            "languages": f" {' '.join(spoken)} " if spoken else "",
        }


class ConditionForm(forms.ModelForm[AccessCondition]):
    """A rule of who may come, with its source."""

    url = forms.URLField(
        label="Adresse der Quelle", required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = AccessCondition
        fields = ("title", "explanation", "source", "url", "source_on")
        widgets = {"explanation": forms.Textarea({"rows": 4})}
        help_texts = {
            "source": "Gesetz, Verordnung oder wer das so festlegt.",
            "source_on": "Der Tag der Fassung, die Sie gelesen haben.",
        }
