"""Spreadsheets and CSV: rows of text. Formulas are never evaluated, only their values are read."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ..limits import check_cell, corrupt
from ..line import TABLE, Line
from ..refusal import ReadingRefused
from .text import decoded

MAX_CELLS = 2_000_000
NO_VALUE = "Formel ohne gespeichertes Ergebnis"
_DELIMITERS = ";\t,|"
_DEFAULT_SHEET = re.compile(r"^(?:tabelle|sheet|blatt)\s?\d*$", re.IGNORECASE)
_FORMULA = re.compile(rb"<f[ >/]")


def workbook_lines(data: bytes, package: zipfile.ZipFile) -> list[Line]:
    """Rows of all visible sheets; with several sheets each is announced by a line with its name."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = _formulas(data, package)
        lines: list[Line] = []
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for number, sheet in enumerate(sheets, start=1):
            _check_extent(sheet)
            rows = _sheet_rows(sheet, formulas.get(sheet.title, set()))
            if len(sheets) > 1 and rows and not _DEFAULT_SHEET.match(sheet.title):
                lines.append(Line(len(lines) + 1, sheet.title, heading=1, ends=True))
            lines.extend(_as_lines(rows, number, len(lines)))
    except ReadingRefused:
        raise
    except (InvalidFileException, Exception) as error:  # openpyxl raises anything for a broken file
        raise corrupt() from error
    return lines


def csv_lines(data: bytes) -> list[Line] | None:
    """Rows of a CSV file, or None where it is no table: then it is read as text."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = delimiter_of(text)
    if delimiter is None:
        return None
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise corrupt() from error
    for row in rows:
        for cell in row:
            check_cell(cell)
    return _as_lines([[cell.strip() for cell in row] for row in rows], 1, 0)


def delimiter_of(text: str) -> str | None:
    """The sign that cuts most lines into the same number of at least two cells."""
    sample = "\n".join(text.split("\n")[:200])[:200_000]
    best: tuple[float, int, str] | None = None
    for sign in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if row]
        except csv.Error:
            continue
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=widths.count)
        share = widths.count(usual) / len(widths)
        if usual >= 2 and share >= 0.5 and (best is None or (share, usual) > best[:2]):
            best = (share, usual, sign)
    return best[2] if best else None


def _as_lines(rows: list[list[str]], table: int, before: int) -> list[Line]:
    lines: list[Line] = []
    for cells in rows:
        line = Line(before + len(lines) + 1, " | ".join(c.replace("\n", " ") for c in cells))
        line.role, line.cells, line.table = TABLE, tuple(cells), table
        lines.append(line)
    return lines


def _check_extent(sheet: Any) -> None:
    # One cell in the last corner makes an empty sheet of seventeen billion cells.
    if (sheet.max_row or 0) * (sheet.max_column or 0) > MAX_CELLS:
        raise ReadingRefused(
            "Die Tabelle ist zu groß oder enthält weit entfernte leere Bereiche. Bitte kopieren "
            "Sie die Maßnahmen in eine neue Tabelle und speichern Sie diese.",
            "too_big",
        )


def _sheet_rows(sheet: Any, formulas: set[tuple[int, int]]) -> list[list[str]]:
    merged = _merged_values(sheet)
    rows: list[list[str]] = []
    for r, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for c, cell in enumerate(row, start=1):
            text = merged.get((r, c)) or _text(cell)
            if not text and (r, c) in formulas:
                text = f"({NO_VALUE})"
            cells.append(text)
        rows.append(cells)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _merged_values(sheet: Any) -> dict[tuple[int, int], str]:
    """Every place of a merged range with the text of its first cell."""
    values: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        if area.size["rows"] * area.size["columns"] > 20_000:
            continue
        text = _text(sheet.cell(area.min_row, area.min_col))
        if text:
            places = ((r, c) for r in range(area.min_row, area.max_row + 1)
                      for c in range(area.min_col, area.max_col + 1))  # fmt: skip
            values.update(dict.fromkeys(places, text))
    return values


def _text(cell: Any) -> str:
    """A cell as it is shown: 3.0 is "3", a number turned into a date is its number again."""
    value = cell.value
    form = str(getattr(cell, "number_format", "") or "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime.datetime | datetime.date):
        shows_year = re.search(r"[yj]", form.casefold()) is not None
        return value.strftime("%d.%m.%Y") if shows_year else f"{value.day}.{value.month}"
    if isinstance(value, float):
        return _number(value, form)
    text = str(value).strip()
    check_cell(text)
    return "" if text.startswith("#") and text.endswith(("!", "?", "/A")) else text


def _number(value: float, form: str) -> str:
    decimals = re.fullmatch(r"[#0,]*0\.(0+)", form)
    if decimals:
        return f"{value:.{len(decimals[1])}f}"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _formulas(data: bytes, package: zipfile.ZipFile) -> dict[str, set[tuple[int, int]]]:
    """Places of formulas per sheet; hostile ones are refused. Only looked up if there are any."""
    names = [
        name
        for name in package.namelist()
        if name.startswith("xl/worksheets/") and name.endswith(".xml")
    ]
    if not any(_FORMULA.search(package.read(name)) for name in names):
        return {}
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    found: dict[str, set[tuple[int, int]]] = {}
    for sheet in book.worksheets:
        _check_extent(sheet)
        for r, row in enumerate(sheet.iter_rows(), start=1):
            for c, cell in enumerate(row, start=1):
                if cell.data_type == "f":
                    check_cell(str(cell.value))
                    found.setdefault(sheet.title, set()).add((r, c))
    return found
