"""No address answers with an error of its own, whatever somebody sends.

Names of parameters are read from the pages' own forms and addresses from the URL patterns, so that
a new page or field falls under these tests by itself.
"""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.kernel.models import Municipality
from tests.house.doors import addresses, full_town

# Read from the address or the body without a field in a form of the page.
UNSHOWN = {"nach", "vor", "fassung", "zeige", "stelle", "von", "bis", "offen", "bei", "alle"}
UNSHOWN |= {"ansicht", "hoch", "runter", "table", "institution", "suche", "vorschau", "trotzdem"}
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*?\sname="([^"]+)"')
HOSTILE = [
    *("", " \t\r\n", "\0", "a\0b", "\ufffd", "\u202e\u2066\ufeff", "e\u0301" * 300, "²", "١", "İß"),
    *("-1", "0", "9223372036854775808", "9" * 400, "9" * 5000, "1e999", "NaN", "null", "[[["),
    *("goal-99999999999999999999", "measure-²", "2026-02-30", "0000-00-00", "99999-01-01"),
    *("%", "_%\\", "'; DROP TABLE x; --", "( " * 300, '{"a": [1]}', "{{ 7 }}{% now %}"),
    *("<script>alert(1)</script>", "[](javascript:alert(1))", "=1+1", "x" * 100_000),
]
FINE = {200, 301, 302, 400, 403, 404, 405}
Door = tuple[str, frozenset[str]]


@pytest.fixture
def doors(town: Municipality, as_coordinator, settings, tmp_path) -> list[Door]:
    """(address, names of its parameters) of every page."""
    settings.MEDIA_ROOT = tmp_path
    full = full_town(town)
    found = [address for name in ("workspace", "public") for _, address in addresses(name, full)]
    return [(address, frozenset(names_on(as_coordinator, address))) for address in ("/", *found)]


def names_on(client: Client, address: str) -> set[str]:
    """The parameters that the page's forms send."""
    answer = client.get(address)
    is_page = answer["Content-Type"].startswith("text/html")
    names = set(FIELD.findall(answer.content.decode())) if is_page else set()
    return names - {"csrfmiddlewaretoken"} | UNSHOWN


def status(client: Client, method: str, address: str, data: dict[str, Any], **more: Any) -> int:
    """The answer's status; whatever the request did is rolled back."""
    client.raise_request_exception = False
    with transaction.atomic():
        answer = getattr(client, method)(address, data, **more)
        transaction.set_rollback(True)
    return int(answer.status_code)


def test_no_page_breaks_on_what_no_database_stores(doors, as_coordinator):
    """PostgreSQL refuses NUL in a text; no database has numbers of that size as keys."""
    broken = [
        (method, address, value)
        for address, names in doors
        for method, value in (("get", "a\0b"), ("post", "a\0b"), ("post", "9" * 20))
        if status(as_coordinator, method, address, dict.fromkeys(names, value)) not in FINE
    ]
    assert broken == []


def test_no_page_breaks_on_anything_else(doors, as_coordinator):
    values = st.sampled_from(HOSTILE) | st.text(max_size=50)

    @settings(max_examples=80, suppress_health_check=list(HealthCheck))
    @given(st.data(), st.sampled_from(doors), st.sampled_from(["get", "post"]), st.booleans())
    def anything(data: st.DataObject, door: Door, method: str, is_htmx: bool) -> None:
        address, names = door
        chosen = data.draw(st.sets(st.sampled_from(sorted(names))))
        lists = st.lists(values, max_size=3)
        sent = data.draw(st.fixed_dictionaries(dict.fromkeys(sorted(chosen), values | lists)))
        short = _shortened(sent) if method == "get" else sent
        headers = {"HX-Request": "true", "HX-Current-URL": "http://x/?suche=%00"}
        more = {"headers": headers} if is_htmx else {}
        assert status(as_coordinator, method, address, short, **more) in FINE

    anything()


def _shortened(sent: dict[str, Any]) -> dict[str, Any]:
    # A server refuses longer addresses before any page sees them.
    return {name: value[:2000] for name, value in sent.items()}


@pytest.mark.parametrize("query", ["suche=%00", "ags=%00", "ags=a%00&suche=b%00", "suche=%ff%fe"])
def test_the_set_up_page_does_not_break_either(db, query):
    assert Client().get(f"/einrichten/?{query}").status_code == 200


def test_thousands_of_parameters_are_refused(as_coordinator, town):
    many = "&".join(f"a{number}=1" for number in range(6000))
    address = f"/{town.slug}/arbeit/institutionen/"
    assert as_coordinator.get(f"{address}?{many}").status_code == 400
    kind = "application/x-www-form-urlencoded"
    assert as_coordinator.post(f"{address}neu/", many, content_type=kind).status_code == 400


def test_a_body_of_broken_bytes_is_no_error(as_coordinator, town):
    address = f"/{town.slug}/arbeit/institutionen/neu/"
    for kind, body in (
        ("application/x-www-form-urlencoded", b"name=%ED%A0%80&art=%FF"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
        ("multipart/form-data", b"no boundary"),
        ("application/json", b"{"),
    ):
        as_coordinator.raise_request_exception = False
        assert as_coordinator.post(address, body, content_type=kind).status_code in FINE, kind
