"""Forms of the concept's frame."""

from typing import Any

from django import forms

from miteinander.concept.files import LARGEST
from miteinander.concept.forms.plan import MARKDOWN
from miteinander.concept.models import (
    Concept,
    CrossCuttingTheme,
    Dimension,
    Guideline,
    ProcessStep,
    TargetGroup,
)
from miteinander.concept.models.frame import Entry

LEVELS = ("field", "topic", "goal", "measure")


class StartForm(forms.Form):
    """An empty concept."""

    title = forms.CharField(label="Titel des Konzepts", max_length=300)
    label = forms.CharField(
        label="Bezeichnung der Fassung", max_length=80, help_text="Zum Beispiel: 2026 bis 2031."
    )


class ConceptForm(forms.ModelForm):
    """Title, and what the levels are called."""

    class Meta:
        model = Concept
        fields = ["title", *(f"{level}_{form}" for level in LEVELS for form in ("name", "plural"))]


class EditionForm(forms.Form):
    """Texts and days of an edition."""

    label = forms.CharField(
        label="Bezeichnung", max_length=80, help_text="Zum Beispiel: 2026 bis 2031."
    )
    preamble = forms.CharField(
        label="Vorwort", required=False, help_text=MARKDOWN, widget=forms.Textarea
    )
    process = forms.CharField(
        label="Wie das Konzept entstanden ist",
        required=False,
        help_text=MARKDOWN,
        widget=forms.Textarea,
    )
    adopted_on = forms.DateField(label="Beschlossen am", required=False)
    adopted_by = forms.CharField(
        label="Beschlossen von", max_length=150, required=False, help_text="Zum Beispiel: Stadtrat."
    )
    paper_number = forms.CharField(label="Nummer der Vorlage", max_length=80, required=False)
    valid_from = forms.DateField(label="Gilt ab", required=False)
    valid_until = forms.DateField(label="Gilt bis", required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """The end lies behind the beginning."""
        cleaned: dict[str, Any] = super().clean() or {}
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begin and end and end < begin:
            self.add_error("valid_until", "Das Ende liegt vor dem Beginn.")
        return cleaned


# The lists of an edition by their names in addresses.
LISTS: dict[str, type[Entry]] = {
    "leitlinien": Guideline,
    "dimensionen": Dimension,
    "querschnittsthemen": CrossCuttingTheme,
    "zielgruppen": TargetGroup,
    "entstehung": ProcessStep,
}


class EntryForm(forms.Form):
    """An entry of one of the short lists, with what only that list has."""

    title = forms.CharField(label="Titel", max_length=300)
    description = forms.CharField(
        label="Beschreibung",
        required=False,
        help_text=MARKDOWN,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, model: type[Entry], *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        own = {"question": "Leitfrage", "date_text": "Wann"}
        known = {field.name: field for field in model._meta.get_fields()}
        for name, label in own.items():
            if name in known:
                length = known[name].max_length  # type: ignore[union-attr]
                self.fields[name] = forms.CharField(label=label, max_length=length, required=False)


class UploadForm(forms.Form):
    """A file with a name that says what it is."""

    title = forms.CharField(label="Bezeichnung", max_length=200)
    file = forms.FileField(
        label="Datei",
        help_text="PDF, Word, Excel, OpenDocument-Text, PNG oder JPEG, höchstens 20 MB.",
    )

    def clean_file(self) -> Any:
        """Told at once where the file is too large to be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("Diese Datei ist größer als 20 MB.")
        return file
