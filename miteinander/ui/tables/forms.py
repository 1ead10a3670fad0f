"""The upload of a table, and a row of it once it is checked."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from miteinander.ui.sheets import plain
from miteinander.ui.tables import reading
from miteinander.ui.tables.columns import TableError


class UploadForm(forms.Form):
    """A CSV or Excel file."""

    file = forms.FileField(
        label="Datei",
        help_text="CSV oder Excel (.xlsx), höchstens 5 MB und 5.000 Zeilen.",
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> list[list[str]]:
        """The rows of the file."""
        upload: UploadedFile = self.cleaned_data["file"]
        if upload.size and upload.size > reading.LARGEST:
            raise forms.ValidationError("Die Datei ist größer als 5 MB.")
        data = upload.read()
        try:
            rows = reading.read(data)
        except TableError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        # Our own CSV files mark what a spreadsheet would run as a formula; Excel files need not.
        return rows if reading.is_excel(data) else [[plain(cell) for cell in row] for row in rows]


@dataclass
class Row:
    """A row as it would be taken over: `change` is "new", "changed", "same" or "wrong".

    `what` names what changes, where the room says it.
    """

    number: int
    title: str
    change: str
    pk: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    what: list[str] = field(default_factory=list)
