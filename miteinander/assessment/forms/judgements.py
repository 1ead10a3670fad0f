"""The form of a judgement."""

from datetime import date

from django import forms
from django.utils import timezone

from miteinander.assessment.choices import Verdict
from miteinander.assessment.forms.needs import LONGEST


class JudgementForm(forms.Form):
    """How far a goal is reached, and why somebody thinks so."""

    verdict = forms.ChoiceField(
        label="Wie weit ist das Ziel erreicht?",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label="Begründung",
        max_length=LONGEST,
        help_text="Warum Sie so urteilen. Wenn Daten fehlen: welche, und wer sie beschaffen kann.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    judged_by = forms.CharField(
        label="Bewertet von",
        max_length=200,
        help_text="Ein Gremium, eine Stelle oder eine Person mit ihrem Amt.",
    )
    judged_on = forms.DateField(label="Bewertet am")
    period = forms.CharField(
        label="Für den Zeitraum",
        max_length=100,
        required=False,
        help_text="Zum Beispiel: 2024 bis 2026.",
    )
    based_on = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1
    )

    def clean_judged_on(self) -> date:
        """Nobody judges from the future."""
        day: date = self.cleaned_data["judged_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return day
