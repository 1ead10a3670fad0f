"""Tests of the cells of a table of measures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.concept import table_cells as cells
from miteinander.concept.table_cells import CellError

names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-12", "2026-03-12"),
        ("2026-03-12 00:00:00", "2026-03-12"),
        ("12.03.2026", "2026-03-12"),
        ("1.3.26", "2026-03-01"),
        ("", ""),
    ],
)
def test_days_are_read_as_people_and_programs_write_them(text, meant):
    assert cells.day(text) == meant


@pytest.mark.parametrize("text", ["30.02.2026", "2026", "bald", "12/03/2026", "٣.٣.٢٠٢٦x"])
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(CellError, match=r"12\.03\.2026"):
        cells.day(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1234,5", "1234.50"),
        ("1.234,50 €", "1234.50"),
        ("1234.5", "1234.50"),
        ("1.234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("12 000 EUR", "12000.00"),
        ("0", "0.00"),
        ("", ""),
    ],
)
def test_amounts_are_read_as_people_and_programs_write_them(text, meant):
    assert cells.money(text) == meant


@pytest.mark.parametrize("text", ["-5", "1,234.50", "viel", "1e5", "1,2,3", "NaN", "1.23.456"])
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(CellError, match="1234,50"):
        cells.money(text)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_comes_back_from_both_ways_of_writing(day):
    assert cells.day(day.isoformat()) == cells.day(f"{day:%d.%m.%Y}") == day.isoformat()


@given(st.decimals(0, Decimal("9999999999.99"), places=2))
def test_every_amount_comes_back_from_both_ways_of_writing(amount):
    german = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert cells.money(f"{amount:f}") == cells.money(german) == f"{amount:.2f}"


@given(st.lists(names, unique_by=str.casefold, max_size=5))
def test_several_names_come_back_in_their_order(found):
    known = {name.casefold(): key for key, name in enumerate(found) if ";" not in name}
    assert cells.several("; ".join(known), known, "fehlt") == list(known.values())


def test_a_name_with_a_semicolon_is_read_as_one():
    known = {"amt; abteilung": 1, "amt": 2}
    assert cells.several("Amt; Abteilung; Amt", known, "fehlt") == [1, 2]


def test_an_unknown_name_is_named():
    with pytest.raises(CellError, match="„Verein“ gibt es noch nicht"):
        cells.several("Verein", {}, "gibt es noch nicht")


@given(st.text(max_size=40))
def test_no_cell_ends_in_another_error(text):
    for read in (cells.day, cells.money):
        try:
            read(text)
        except CellError as refusal:
            assert "Bitte schreiben Sie" in str(refusal)  # noqa: PT017
