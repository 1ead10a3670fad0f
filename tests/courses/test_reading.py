"""Cells of tables of courses, as providers fill them in."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.courses import reading
from miteinander.courses.presentation import price
from miteinander.courses.reading import CellError
from miteinander.courses.times import DAY, written


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("84.70", 8470),
        ("47,00 EUR", 4700),
        ("1.234,50 €", 123450),
        ("1,234.5", 123450),
        ("€ 1.200", 120000),
        ("12,-", 1200),
        ("kostenlos", 0),
        ("", None),
        ("k. A.", None),
    ],
)
def test_prices_are_read_as_they_are_written(text, cents):
    assert reading.money(text) == cents


@pytest.mark.parametrize("text", ["auf Anfrage", "12.34.56.7", "-5", "1e9", "999999999"])
def test_what_is_no_price_is_refused(text):
    with pytest.raises(CellError, match="ist kein"):
        reading.money(text)


@given(st.integers(0, reading.MOST * 100))
def test_a_price_in_words_is_read_back(cents):
    assert reading.money(price(cents)) == cents


@pytest.mark.parametrize(
    ("text", "number"), [("20", 20), ("-1", None), ("", None), ("12.0", 12), ("0", 0)]
)
def test_minus_one_is_unknown_and_never_a_number(text, number):
    assert reading.count(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [("A1", "A1"), ("Niveau b1.2", "B1"), ("vor A1", "A0"), ("A0", "A0"), ("", ""), ("-", "")],
)
def test_levels_are_read(text, code):
    assert reading.level(text) == code


@pytest.mark.parametrize(
    ("text", "said"), [("ja", True), ("false", False), ("", None), ("x", True)]
)
def test_yes_and_no_are_read(text, said):
    assert reading.yes(text) is said


@pytest.mark.parametrize(
    ("text", "lines", "rest"),
    [
        ("<p>Montag - Freitag<br/>08:30 - 12:35 Uhr</p>", ["Mo bis Fr 08:30–12:35"], ""),
        ("Mo 8-12; nach Absprache", ["Mo 08:00–12:00"], "nach Absprache"),
        ("nach Vereinbarung", [], "nach Vereinbarung"),
        ("", [], ""),
    ],
)
def test_times_and_what_is_none_are_told_apart(text, lines, rest):
    found, left = reading.times(text)
    assert (written(found), left) == (lines, rest)


@pytest.mark.parametrize(
    ("text", "value"), [("52.528086", Decimal("52.528086")), ("6,54", Decimal("6.54")), ("", None)]
)
def test_coordinates_are_read(text, value):
    assert reading.degrees(text, 90) == value


@given(st.text(max_size=80))
def test_any_cell_is_read_or_refused_with_a_sentence(text):
    for read in (reading.money, reading.count, reading.level, reading.yes):
        with suppress(CellError):
            read(text)
    with suppress(CellError):
        reading.degrees(text, 180)
    found, _ = reading.times(text)
    assert all(0 <= one.starts < one.ends <= DAY for one in found)
