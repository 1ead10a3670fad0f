"""The form of a piece of evidence."""

from typing import Any

from django import forms

from miteinander.assessment.choices import EvidenceKind
from miteinander.assessment.forms.needs import LONGEST
from miteinander.assessment.models import Need
from miteinander.concept.models import StatusReport
from miteinander.kernel.sorting import german

_QUOTE = "Bei Zitaten: Ist niemand zu erkennen, auch nicht durch Herkunft, Beruf oder Ort?"


class EvidenceForm(forms.Form):
    """What shows it, and where that is written."""

    kind = forms.ChoiceField(label="Art", choices=[("", "Bitte wählen"), *EvidenceKind.choices])
    words = forms.CharField(
        label="Was es zeigt",
        max_length=LONGEST,
        help_text=f"Ein Satz, oder das Zitat selbst. {_QUOTE}",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(label="Quelle", max_length=300, required=False)
    source_on = forms.DateField(label="Stand der Quelle", required=False)
    url = forms.URLField(
        label="Adresse im Netz", max_length=500, required=False, assume_scheme="https"
    )
    number = forms.DecimalField(
        label="Zahl",
        required=False,
        max_digits=16,
        decimal_places=4,
        help_text="Nur wenn der Beleg eine Zahl ist; dann auch Einheit und Ort.",
    )
    unit = forms.CharField(
        label="Einheit", max_length=80, required=False, help_text="Zum Beispiel: Kinder, Prozent."
    )
    place = forms.CharField(
        label="Ort",
        max_length=150,
        required=False,
        help_text="Zum Beispiel: Musterstadt, Nordviertel.",
    )
    is_public = forms.BooleanField(
        label="Öffentlich zeigen, sobald veröffentlicht wird", required=False
    )

    def clean(self) -> dict[str, Any]:
        """A number without a unit says nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("number") is not None and not cleaned.get("unit"):
            self.add_error("unit", "Bitte sagen Sie, was gezählt wird.")
        return cleaned


class JudgementEvidenceForm(EvidenceForm):
    """The same for a judgement; it may cite a report on one of the goal's measures, or a need."""

    report: forms.ModelChoiceField[StatusReport] = forms.ModelChoiceField(
        None, label="Beruht auf dem Bericht", required=False, empty_label="keinem"
    )
    cited_need: forms.ModelChoiceField[Need] = forms.ModelChoiceField(
        None, label="Beruht auf dem Bedarf", required=False, empty_label="keinem"
    )

    def __init__(self, *args: Any, goal_id: int, **settings: Any) -> None:
        super().__init__(*args, **settings)
        reports = StatusReport.objects.filter(measure__goal=goal_id).select_related("measure")
        self.fields["report"].queryset = reports  # type: ignore[attr-defined]
        self.fields["report"].label_from_instance = _named  # type: ignore[attr-defined]
        self.fields["cited_need"].queryset = Need.objects.order_by(german("title"))  # type: ignore[attr-defined]

    @property
    def cited_fields(self) -> list[forms.BoundField]:
        """What may be cited, as far as there is any."""
        names = ("report", "cited_need")
        return [self[name] for name in names if self.fields[name].queryset.exists()]  # type: ignore[attr-defined]


def _named(report: StatusReport) -> str:
    return f"{report.measure} – {report}"
