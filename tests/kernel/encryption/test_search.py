"""Tests of the blind index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel.encryption.search import blind_index, normalised

HERE = {"municipality_id": 1, "table": "casework_person", "field": "last_name"}
SECRET = b"s" * 32


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MÜLLER"),
        ("Müller", "Mu\u0308ller"),
        (" Al  Saïd ", "al saïd"),
        ("Groß", "GROSS"),
    ],
)
def test_a_value_is_found_however_it_is_written(one, other):
    assert blind_index(one, SECRET, **HERE) == blind_index(other, SECRET, **HERE)


def test_another_value_is_not_found():
    assert blind_index("Meier", SECRET, **HERE) != blind_index("Meyer", SECRET, **HERE)


@pytest.mark.parametrize(
    "there",
    [
        HERE | {"municipality_id": 2},
        HERE | {"table": "casework_case"},
        HERE | {"field": "first_name"},
        HERE | {"municipality_id": 11, "table": "casework_person"},
    ],
)
def test_equal_values_do_not_match_in_another_town_table_or_field(there):
    assert blind_index("Meier", SECRET, **HERE) != blind_index("Meier", SECRET, **there)


def test_another_key_gives_another_index():
    assert blind_index("Meier", SECRET, **HERE) != blind_index("Meier", b"o" * 32, **HERE)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalised(normalised(text)) == normalised(text)
    assert len(blind_index(text, SECRET, **HERE)) == 16
