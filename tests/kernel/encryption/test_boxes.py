"""Tests of boxes: what was sealed opens at its place, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel.encryption.boxes import Unreadable, key_id, place, seal, unseal

SECRET, OTHER = b"s" * 32, b"o" * 32
PLACE = ("casework_case", "12", "note")
BOX = seal("Straße 7".encode(), SECRET, "d7", PLACE)

parts = st.lists(st.text(max_size=20) | st.integers(), max_size=5)
secrets = st.binary(min_size=32, max_size=32)
names = st.from_regex("[a-z0-9]{1,20}", fullmatch=True)


@given(st.binary(max_size=5000), secrets, names, parts)
def test_what_was_sealed_opens_again(content, secret, name, where):
    box = seal(content, secret, name, where)
    assert unseal(box, secret, where) == content
    assert key_id(box) == name


@given(parts, parts)
def test_no_two_places_are_the_same_bytes(one, other):
    same = [(type(part), part) for part in one] == [(type(part), part) for part in other]
    assert (place(*one) == place(*other)) == same


@pytest.mark.parametrize(
    "where",
    [
        ("casework_need", "12", "note"),
        ("casework_case", "13", "note"),
        ("casework_case", "12", "title"),
        ("casework_case", "1", "2note"),
        ("casework_case", 12, "note"),
        ("casework_case", "12"),
        (),
    ],
)
def test_a_box_that_was_moved_does_not_open(where):
    with pytest.raises(Unreadable, match="lässt sich nicht entschlüsseln"):
        unseal(BOX, SECRET, where)


def test_another_key_does_not_open_it():
    with pytest.raises(Unreadable, match="lässt sich nicht entschlüsseln"):
        unseal(BOX, OTHER, PLACE)


@pytest.mark.parametrize("length", range(len(BOX)))
def test_a_box_that_was_cut_does_not_open(length):
    with pytest.raises(Unreadable, match="lässt sich nicht entschlüsseln"):
        unseal(BOX[:length], SECRET, PLACE)


@pytest.mark.parametrize("position", range(len(BOX)))
def test_a_box_with_a_byte_changed_does_not_open(position):
    changed = bytes(one ^ (i == position) for i, one in enumerate(BOX))
    with pytest.raises(Unreadable, match="lässt sich nicht entschlüsseln"):
        unseal(changed, SECRET, PLACE)


@given(st.binary(max_size=200))
def test_any_other_bytes_do_not_open(data):
    with pytest.raises(Unreadable):
        unseal(data, SECRET, PLACE)


def test_the_same_content_never_makes_the_same_box():
    assert len({seal(b"", SECRET, "k", PLACE) for _ in range(50)}) == 50
