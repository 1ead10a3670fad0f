"""Tests of the store of public pages, and of what asks for them."""

import gzip

import pytest
from django.test import Client
from django.urls import get_resolver

from miteinander.kernel.actions.municipalities import take_over_list
from miteinander.kernel.municipalities import Entry
from miteinander.kernel.public_pages import Page, Store
from miteinander.kernel.slugs import RESERVED


def test_the_store_forgets_the_least_recently_used_page_when_it_is_full():
    store = Store(limit=3000)
    for name in "abc":
        store.put(name, Page("etag", {}, b"x" * 500, None))
    store.get("a")
    store.put("d", Page("etag", {}, b"x" * 500, None))
    assert store.get("b") is None
    assert store.get("a")
    assert store.size == 3000


def test_no_town_can_get_an_address_that_leads_elsewhere():
    """Otherwise its pages would be hidden behind the other, and its stored ones never asked for."""
    first = {str(one.pattern).partition("/")[0] for one in get_resolver().url_patterns}
    words = {word for word in first if word and "<" not in word and "." not in word}
    assert words <= RESERVED


@pytest.mark.parametrize("path", ["/a%00b/", "/%00/konzept/", "/%ff%fe/", "/teststadt/%00/"])
def test_an_address_of_strange_bytes_is_not_found(town, path):
    """PostgreSQL refuses NUL in a text."""
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("", False),
        ("gzip;q=0", False),
        ("br, GZIP ; q=0.0", False),
    ],
)
def test_a_page_is_compressed_for_whoever_takes_it(town, accepted, is_packed):
    for _ in range(2):  # built, then from the store
        answer = Client().get("/teststadt/", headers={"Accept-Encoding": accepted})
        assert ("Content-Encoding" in answer) == is_packed
        body = gzip.decompress(answer.content) if is_packed else answer.content
        assert body.startswith(b"<!doctype html>")


def test_a_new_name_in_the_official_list_shows_at_once(town):
    before = Client().get("/teststadt/")
    take_over_list([Entry(town.ags, "Neustadt an der Probe", "town", 1)])
    after = Client().get("/teststadt/", headers={"If-None-Match": before["ETag"]})
    assert "Neustadt an der Probe" in after.content.decode()
