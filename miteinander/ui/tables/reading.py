"""Reads a table out of a CSV or Excel file that somebody uploaded. Knows no Django."""

import csv
import io
import zipfile
from itertools import islice

from miteinander.ui.tables.columns import TableError

LARGEST = 5 * 1024 * 1024  # bytes of the file
LARGEST_UNPACKED = 50 * 1024 * 1024  # bytes; an Excel file is a zip, and may be a bomb
MOST_ROWS = 5000
MOST_COLUMNS = 100
LONGEST_CELL = 40_000  # characters; Excel itself holds 32,767
_ENCODINGS = ("utf-8-sig", "cp1252")


def read(data: bytes) -> list[list[str]]:
    """The rows as text, header first, without empty rows; refuses with a `TableError`.

    Nothing is cut off: a text that is too long is refused.
    """
    if len(data) > LARGEST:
        raise TableError("Die Datei ist größer als 5 MB. Bitte teilen Sie die Tabelle auf.")
    rows = _sheet(data) if is_excel(data) else _csv(data)
    rows = [[cell.strip() for cell in row[:MOST_COLUMNS]] for row in rows]
    for number, row in enumerate(rows, start=1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise TableError(
                f"In Zeile {number} steht ein Text mit mehr als {LONGEST_CELL} Zeichen. "
                "Bitte kürzen Sie ihn."
            )
    rows = [row for row in rows if any(row)]
    if len(rows) < 2:
        raise TableError("Die Tabelle ist leer. Erwartet werden Überschriften und darunter Zeilen.")
    if len(rows) > MOST_ROWS + 1:
        raise TableError(f"Die Tabelle hat mehr als {MOST_ROWS} Zeilen. Bitte teilen Sie sie auf.")
    return rows


def is_excel(data: bytes) -> bool:
    """Whether the bytes are those of an .xlsx file (a zip), whatever its name."""
    return data.startswith(b"PK")


def _csv(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return list(islice(reader, MOST_ROWS * 2))
    except csv.Error as error:
        raise TableError("Die CSV-Datei ist beschädigt. Bitte speichern Sie sie neu.") from error


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError(
        "Die Datei ist keine Tabelle. Bitte laden Sie eine CSV- oder Excel-Datei hoch."
    )


def _sheet(data: bytes) -> list[list[str]]:
    """The first sheet, values only: formulas are not calculated, macros not run."""
    import openpyxl  # a fifth of what a process would load at its start

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise TableError(
                "Die Excel-Datei ist ausgepackt zu groß. Bitte speichern Sie sie als CSV."
            )
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
        return [[_text(cell) for cell in row] for row in islice(rows, MOST_ROWS * 2)]
    except TableError:
        raise
    # openpyxl lets errors of zip, XML and its own through, of many kinds.
    except Exception as error:
        raise TableError(
            "Die Excel-Datei lässt sich nicht lesen. Ist sie verschlüsselt oder beschädigt?"
        ) from error


def _text(value: object) -> str:
    from openpyxl.utils.escape import unescape

    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # Excel writes control characters, also the first of two line ends, as _x000D_.
    return unescape(value) if isinstance(value, str) else str(value)
