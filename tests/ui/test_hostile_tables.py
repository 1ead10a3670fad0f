"""Tables of institutions and people that are bombs, or lie about themselves."""

import io
import zipfile

import openpyxl
import pytest

from miteinander.ui.sheets import neutral, plain
from miteinander.ui.tables import reading
from miteinander.ui.tables.columns import TableError

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE worksheet [<!ENTITY a "haha">%s]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData><row><c t="inlineStr"><is><t>&%s;</t></is></c></row></sheetData></worksheet>"""


def sheet(**parts: bytes) -> bytes:
    """A workbook of two rows in which some parts are others."""
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.active.append(["Verein"])
    plain_file, out = io.BytesIO(), io.BytesIO()
    book.save(plain_file)
    with (
        zipfile.ZipFile(plain_file) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            made.writestr(name, parts.get(name, given.read(name)))
    return out.getvalue()


def test_the_plain_one_is_read():
    assert [row[0] for row in reading.read(sheet())] == ["Name", "Verein"]


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_that_multiply_are_refused(name):
    steps = "".join(f'<!ENTITY a{n} "{"&a%s;" % (n - 1 or "") * 10}">' for n in range(1, 9))
    with pytest.raises(TableError):
        reading.read(sheet(**{name: (LAUGHS % (steps, "a8")).encode()}))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://127.0.0.1:9/x"])
def test_entities_that_read_other_files_are_refused(target):
    outside = f'<!ENTITY x SYSTEM "{target}">'
    with pytest.raises(TableError):
        reading.read(sheet(**{"xl/worksheets/sheet1.xml": (LAUGHS % (outside, "x")).encode()}))


def test_a_part_that_unpacks_to_gigabytes_is_refused():
    with pytest.raises(TableError, match="ausgepackt"):
        reading.read(sheet(**{"xl/worksheets/sheet1.xml": b" " * 60_000_000}))


def test_a_part_that_lies_about_its_size_is_not_read_further():
    """The head of the archive says 10 bytes; the reader stops there, or refuses."""
    content = bytearray(sheet(**{"xl/worksheets/sheet1.xml": b" " * 1_000_000}))
    true, lie = (1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert content.count(true) == 2
    with pytest.raises(TableError):
        reading.read(bytes(content.replace(true, lie)))


def test_a_sheet_that_claims_a_million_rows_costs_no_more_than_the_limit():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>'
        for n in (1, 1_048_576)
    )
    text = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    with pytest.raises(TableError):
        reading.read(sheet(**{"xl/worksheets/sheet1.xml": text.encode()}))


@pytest.mark.parametrize("start", [*"=+-@\t\r\n\0", "＝", "＋", "－", "＠", "'=", "''@"])
def test_what_a_spreadsheet_would_run_is_marked_and_comes_back_as_it_was(start):
    text = f"{start}cmd|' /C calc'!A0"
    assert neutral(text).startswith("'")
    assert plain(neutral(text)) == text
