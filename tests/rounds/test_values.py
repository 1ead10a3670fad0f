"""What an answer says, as one dictionary."""

from decimal import Decimal

import pytest

from miteinander.rounds import values
from miteinander.rounds.models import Answer
from miteinander.rounds.said import german_number, said


def test_values_go_into_the_row_and_come_out_the_same():
    answer = Answer(note="Kurs.", status="started", cost_eur=Decimal("12.5"), persons_reached=0)
    found = values.values_of(answer)
    assert (found["cost_eur"], found["persons_reached"]) == ("12.50", 0)
    again = Answer(**values.attributes(found))
    assert values.values_of(again) == found


def test_empty_numbers_are_none_in_the_row():
    assert values.attributes({"cost_eur": "", "persons_reached": ""}) == {
        "cost_eur": None,
        "persons_reached": None,
    }


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ({"note": "Zwei"}, {"note": "Zwei Kurse"}, True),
        ({"note": ""}, {"note": "Zwei"}, True),
        ({"note": "Zwei Kurse"}, {"note": "Zwei"}, False),
        ({"status": ""}, {"status": "started"}, True),
        ({"status": "started"}, {"status": "paused"}, False),
        ({"cost_eur": "1.00"}, {"cost_eur": "11.00"}, False),
    ],
)
def test_typing_on_loses_nothing(before, after, holds):
    assert values.goes_on(before, after) is holds


def test_what_is_said_reads_as_german():
    pairs = said({"status": "started", "is_unchanged": True, "cost_eur": "12000.50", "note": ""})
    assert pairs == [
        ("Stand", "begonnen (keine Änderung)"),
        ("Was hat es gekostet?", "12.000,50 €"),
    ]
    assert german_number("1234567.00") == "1.234.567"
