"""Whoever finds a weakness learns whom to tell (RFC 9116)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories

ADDRESS = "/.well-known/security.txt"


def told() -> dict[str, list[str]]:
    answer = Client().get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    fields: dict[str, list[str]] = {}
    for line in answer.content.decode().splitlines():
        name, _, value = line.partition(": ")
        fields.setdefault(name, []).append(value)
    return fields


def test_without_a_setting_the_offices_of_the_towns_are_named(town):
    factories.town("Ohne Mail", email="")
    assert told()["Contact"] == ["mailto:integration@teststadt.example"]


@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ("sicherheit@kreis.example", "mailto:sicherheit@kreis.example"),
        ("mailto:sicherheit@kreis.example", "mailto:sicherheit@kreis.example"),
        ("https://kreis.example/melden", "https://kreis.example/melden"),
        ("a@b.example\r\nX: y", "mailto:a@b.example%0D%0AX%3A%20y"),
    ],
)
def test_the_operator_s_contact_comes_first(town, settings, given, contact):
    settings.MITEINANDER_SECURITY_CONTACT = given
    assert told()["Contact"] == [contact]


def test_it_has_an_end_in_the_future_within_a_year_and_says_its_languages(town):
    fields = told()
    (end,) = fields["Expires"]
    left = datetime.fromisoformat(end) - timezone.now()
    assert timedelta(days=170) < left < timedelta(days=365)
    assert fields["Preferred-Languages"] == ["de, en"]
    assert fields["Canonical"] == [f"http://testserver{ADDRESS}"]


def test_where_nobody_is_named_there_is_none(town):
    town.email = ""
    town.save()
    assert Client().get(ADDRESS).status_code == 404
