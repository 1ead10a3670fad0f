"""Tests of the store of public pages."""

from miteinander.kernel.public_pages import Page, Store


def test_the_store_forgets_the_least_recently_used_page_when_it_is_full():
    store = Store(limit=3000)
    for name in "abc":
        store.put(name, Page("etag", {}, b"x" * 500, None))
    store.get("a")
    store.put("d", Page("etag", {}, b"x" * 500, None))
    assert store.get("b") is None
    assert store.get("a")
    assert store.size == 3000
