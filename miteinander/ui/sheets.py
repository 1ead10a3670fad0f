"""Tables as files for spreadsheet programs."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse

from miteinander.kernel.headers import as_file

Cell = str | int | date | Decimal | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_TEXT = 32_767  # characters in a cell, a limit of Excel
_LARGEST_EXACT = 10**15  # Excel keeps 15 digits of a number
_WIDEST_COLUMN = 60

# A text that begins like this is run as a formula by a spreadsheet program, after any apostrophes.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\0＝＋－＠]")


def neutral(text: str) -> str:
    """The text with an apostrophe before what would be a formula ("=1" becomes "'=1").

    A text that already begins with apostrophes before such a sign gets one more, so `plain`
    gives every text back as it was.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """The text as it was before `neutral`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """A CSV as German spreadsheet programs open it: UTF-8 with BOM, `;`, decimal comma.

    Days are written as 2026-03-12. Texts are neutralised (`neutral`), numbers never are.
    """
    file = io.StringIO(newline="")
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([_csv_cell(title) for title in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return _download(file.getvalue().encode(), "text/csv; charset=utf-8", filename)


def xlsx_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """An Excel file with one sheet: header frozen and filterable, texts never run as formulas.

    Texts beyond 32,767 characters end in "…", since Excel holds no more.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Liste")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    widths = [len(title) for title in header]
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, count, column, cell, text, day)
            widths[column] = max(widths[column], len(str(cell or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST_COLUMN) + 3)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(header) - 1)
    book.close()
    return _download(file.getvalue(), XLSX, filename)


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    cell: Cell,
    text: xlsxwriter.format.Format,
    day: xlsxwriter.format.Format,
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | Decimal) and -_LARGEST_EXACT < cell < _LARGEST_EXACT:
        sheet.write_number(row, column, cell, text)
    else:
        sheet.write_string(row, column, _short(str(cell)), text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _download(content: bytes, media_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    as_file(response)
    return response
