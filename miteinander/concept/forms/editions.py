"""Forms of the next edition: drafting, deciding, adopting, comparing, looking back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from miteinander.concept.choices import Succession
from miteinander.concept.models import Measure
from miteinander.concept.queries.comparison import Part

REASON = "Ein Satz. Er steht öffentlich beim Vergleich der Fassungen."
_DECIDED = [*Succession.choices[:5], (Succession.NEW, "ist neu (nur für neue)")]


def _reason(*, is_needed: bool) -> forms.CharField:
    return forms.CharField(label="Begründung", max_length=500, required=is_needed, help_text=REASON)


class NextForm(forms.Form):
    """What the next edition, or the amendment, is called."""

    label = forms.CharField(
        label="Bezeichnung", max_length=80, help_text="Zum Beispiel: 2029 bis 2034."
    )


class AdoptForm(forms.Form):
    """The decision that adopts an edition."""

    adopted_on = forms.DateField(label="Beschlossen am")
    adopted_by = forms.CharField(
        label="Beschlossen von", max_length=150, help_text="Zum Beispiel: Rat der Stadt."
    )
    paper_number = forms.CharField(label="Nummer der Vorlage", max_length=80, required=False)
    is_sure = forms.BooleanField(
        label="Ich habe die Fassung mit dem Beschluss verglichen. Sie soll ab jetzt unverändert "
        "bleiben."
    )

    def clean_adopted_on(self) -> Any:
        """A decision lies behind us."""
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return day


class DecisionForm(forms.Form):
    """What becomes of the chosen measures."""

    was = forms.ChoiceField(label="Was wird daraus?", choices=_DECIDED)
    grund = _reason(is_needed=False)


class MergeForm(forms.Form):
    """Into which of the chosen measures the others go."""

    into = forms.ChoiceField(label="Zusammengelegt wird in", widget=forms.RadioSelect)
    grund = _reason(is_needed=True)

    def __init__(self, *args: Any, targets: Iterable[Measure], **settings: Any) -> None:
        super().__init__(*args, **settings)
        choices = [(str(one.pk), str(one)) for one in targets]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """The further parts into which a measure is split."""

    titles = forms.CharField(
        label="Weitere Teile",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="Je Zeile der Titel eines weiteren Teils. Der erste Teil ist schon da.",
    )
    grund = _reason(is_needed=True)

    def clean_titles(self) -> list[str]:
        """One title per line, none longer than a title may be, at most ten."""
        found = [line.strip() for line in self.cleaned_data["titles"].splitlines() if line.strip()]
        if any(len(one) > 500 for one in found):
            raise forms.ValidationError("Ein Titel hat höchstens 500 Zeichen.")
        if len(found) > 10:
            raise forms.ValidationError("Höchstens zehn weitere Teile auf einmal.")
        return found


class ComparisonFilter(forms.Form):
    """To what a comparison is narrowed; what is not understood is left out."""

    art = forms.ChoiceField(label="Was wird daraus?", required=False)
    feld = forms.ChoiceField(required=False)

    def __init__(
        self, data: Any, parts: list[Part], field_name: str, more: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(data)
        kinds = [("", "alle"), *more, *Succession.choices]
        self.fields["art"].choices = kinds  # type: ignore[attr-defined]
        fields = [("", "alle"), *((part.key, part.title) for part in parts)]
        self.fields["feld"].choices = fields  # type: ignore[attr-defined]
        self.fields["feld"].label = field_name

    @property
    def chosen(self) -> tuple[str, str]:
        """Kind of change and key of the field; "" for all."""
        self.is_valid()
        return self.cleaned_data.get("art", ""), self.cleaned_data.get("feld", "")


class DayForm(forms.Form):
    """A day to look back to."""

    tag = forms.DateField(label="Tag")
