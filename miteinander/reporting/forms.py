"""What a report is to be about, kept in the page's address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from miteinander.concept.models import Edition
from miteinander.reporting.choices import FILES, Format, Part
from miteinander.rounds.models import Round
from miteinander.ui.papers.template import LARGEST


class ReportForm(forms.Form):
    """Edition, time, parts; what is left empty is today, compared with a year before."""

    fassung: Any = forms.ModelChoiceField(
        Edition.objects.none(), label="Fassung", required=False, empty_label=None
    )
    runde: Any = forms.ModelChoiceField(
        Round.objects.none(),
        label="Berichtsrunde",
        required=False,
        empty_label="keine, sondern ein Tag",
    )
    stand = forms.DateField(
        label="Stand am",
        required=False,
        widget=forms.DateInput,
        help_text="Leer: heute, bei einer Berichtsrunde der Tag ihres Abschlusses.",
    )
    seit = forms.DateField(
        label="Verglichen mit",
        required=False,
        widget=forms.DateInput,
        help_text="Leer: ein Jahr davor, bei einer Berichtsrunde der Beginn ihres Zeitraums.",
    )
    teile = forms.MultipleChoiceField(
        label="Teile", required=False, choices=Part.choices, widget=forms.CheckboxSelectMultiple
    )
    entwurf = forms.BooleanField(
        label="Auch noch nicht veröffentlichte Berichte",
        required=False,
        help_text="Auf jeder Seite steht dann „Entwurf, nicht öffentlich“.",
    )

    def __init__(
        self,
        data: Any,
        editions: QuerySet[Edition],
        asked: list[Round],
        may_draft: bool,
        has_courses: bool,
    ) -> None:
        parts = [one for one in Part if one != Part.COURSES or has_courses]
        data = data.copy()
        data.setlist("teile", data.getlist("teile") if "teile" in data else parts)
        if not has_courses:
            data.setlist("teile", [one for one in data.getlist("teile") if one != Part.COURSES])
        super().__init__(data)
        self.fields["teile"].choices = [(one.value, one.label) for one in parts]  # type: ignore[attr-defined]
        self._offer("fassung", editions)
        self._offer("runde", Round.objects.filter(pk__in=[one.pk for one in asked]))
        if not asked:
            del self.fields["runde"]
        if not may_draft:
            del self.fields["entwurf"]

    def _offer(self, name: str, found: QuerySet[Any]) -> None:
        self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The day compared with lies before the day told of."""
        cleaned: dict[str, Any] = super().clean() or {}
        on, since = cleaned.get("stand"), cleaned.get("seit")
        if on and since and since >= on:
            self.add_error("seit", "Dieser Tag muss vor dem Stand liegen.")
        return cleaned


class WriteForm(forms.Form):
    """Which file a job is to write."""

    art = forms.ChoiceField(
        choices=[
            *((kind, name) for kind, name in FILES.items()),
            *((f"{kind}-kurz", name) for kind, name in FILES.items() if kind != Format.XLSX),
        ]
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """`kind` and `is_brief`."""
        kind, _, brief = self.cleaned_data["art"].partition("-")
        return {"kind": Format(kind), "is_brief": bool(brief)}


class TemplateForm(forms.Form):
    """The town's own Word template."""

    file = forms.FileField(
        label="Word-Vorlage", help_text="Word-Dokument (docx) ohne Makros, höchstens 5 MB."
    )

    def clean_file(self) -> Any:
        """Told at once where the file is too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("Diese Vorlage ist größer als 5 MB. Bitte verkleinern Sie sie.")
        return file
