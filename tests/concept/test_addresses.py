"""Tests of the plan's public addresses."""

import pytest

from miteinander.concept import addresses
from miteinander.concept.models import Measure


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("1.1.1", "Größe übt", "1-1-1-groesse-uebt"),
        ("", "Öffentliche Straße", "oeffentliche-strasse"),
        ("", "Café Élysée", "cafe-elysee"),
        ("", "???", "eintrag"),
        ("", "عربي", "eintrag"),
        ("4", "", "4"),
        ("", "-_-", "eintrag"),
    ],
)
def test_a_slug_is_made_of_number_and_title(number, title, expected):
    assert addresses.slug(Measure(number=number, title=title)) == expected


def test_a_long_slug_ends_with_a_whole_word_and_has_at_most_80_characters():
    slug = addresses.slug(Measure(title="Sprachbildung " * 30))
    assert len(slug) <= 80
    assert slug.endswith("sprachbildung")


def test_a_word_without_end_is_cut():
    assert len(addresses.slug(Measure(title="x" * 500))) == 80


def test_an_address_carries_the_key():
    measure = Measure(pk=17, number="2", title="Kurse")
    path = addresses.measure_path("musterstadt", measure)
    assert path == "/musterstadt/konzept/massnahmen/2-kurse-17/"
