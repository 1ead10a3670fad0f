"""Tests of tables as files."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from miteinander.ui.sheets import csv_response, neutral, plain, xlsx_response

texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\r\n"))
dangerous = st.builds(str.__add__, st.sampled_from("=+-@\t\r'"), texts)


@given(st.one_of(texts, dangerous))
def test_no_text_begins_like_a_formula_and_every_text_comes_back(text):
    written = neutral(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(written) == text


@given(st.lists(st.lists(st.one_of(texts, dangerous), min_size=2, max_size=2), max_size=5))
def test_a_csv_comes_back_as_it_was(rows):
    content = csv_response("liste.csv", ["A", "B"], rows).content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert found[0] == ["A", "B"]
    assert [[plain(cell) for cell in row] for row in found[1:]] == rows


def test_a_csv_opens_in_a_german_spreadsheet():
    row = ["Ümlaut", 5, Decimal("-1234.50"), date(2026, 3, 12), None]
    content = csv_response("liste.csv", ["A", "B", "C", "D", "E"], [row]).content
    assert content.startswith(b"\xef\xbb\xbfA;B;C;D;E\r\n")
    assert content.decode("utf-8-sig").splitlines()[1] == "Ümlaut;5;-1234,50;2026-03-12;"


@given(st.one_of(texts, dangerous))
def test_a_text_in_excel_is_a_text(text):
    text = text.replace("\r", "")
    sheet = _sheet([[text, "x"]])
    assert sheet["A2"].data_type in ("s", "n")
    assert (sheet["A2"].value or "") == text


def test_excel_gets_numbers_and_days_as_such():
    sheet = _sheet([[Decimal("1234.50"), date(2026, 3, 12)], [None, 10**18]])
    assert sheet["A2"].value == 1234.5
    assert sheet["B2"].value.date() == date(2026, 3, 12)
    assert sheet["B3"].value == str(10**18)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"


def test_a_text_too_long_for_excel_says_so():
    assert _sheet([["x" * 40_000, ""]])["A2"].value.endswith("x…")


def _sheet(rows):
    response = xlsx_response("liste.xlsx", ["A", "B"], rows)
    return openpyxl.load_workbook(io.BytesIO(response.content)).active
