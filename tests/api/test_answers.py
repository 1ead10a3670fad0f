"""What other programs get: the public plan, page by page, and how errors look."""

import json

import pytest
from django.db.models import F
from django.test import Client
from django.urls import get_resolver

from miteinander.api.middleware import PRIVATE
from miteinander.api.service import api
from miteinander.concept.choices import Status
from miteinander.concept.models import Edition
from miteinander.kernel.models import Municipality
from tests import factories
from tests.queries import questions

BASE = "/api/v1/teststadt"


@pytest.fixture
def edition(town) -> Edition:
    """The town's public edition."""
    return factories.edition(town)


@pytest.fixture
def program(db) -> Client:
    """A program without a token."""
    return Client()


@pytest.fixture
def read(program):
    """What it gets at an address."""

    def answered(address: str) -> dict:
        answer = program.get(address)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return answered


def test_the_towns_say_what_they_published(edition, read):
    factories.town("Nachbarstadt")
    factories.town("Ungenutzt", is_active=False)
    towns = read("/api/v1/towns")["towns"]
    assert [(one["slug"], one["concept_title"]) for one in towns] == [
        ("nachbarstadt", None),
        ("teststadt", "Integrationskonzept"),
    ]
    assert towns[1]["address"] == "http://testserver/teststadt/"


def test_the_towns_come_page_by_page(edition, read):
    factories.town("Nachbarstadt")
    first = read("/api/v1/towns?limit=1")
    assert first["next"] == "http://testserver/api/v1/towns?limit=1&after=nachbarstadt"
    second = read(first["next"])
    assert [one["slug"] for one in second["towns"]] == ["teststadt"]
    assert second["next"] is None


def test_the_concept_says_how_its_measures_stand(edition, read):
    field = factories.field(edition, "Sprache", number="1")
    factories.goal(field, "Alle lernen Deutsch")
    factories.report(factories.measure(field), Status.STARTED)
    concept = read(f"{BASE}/concept")
    assert concept["counts"]["started"] == 1
    assert concept["fields"][0]["goals"][0]["title"] == "Alle lernen Deutsch"


def test_following_next_gives_every_measure_once(edition, read):
    field = factories.field(edition)
    made = {factories.measure(field).pk for _ in range(5)}
    found, address = [], f"{BASE}/measures?limit=2"
    while address:
        page = read(address)
        found += [one["id"] for one in page["measures"]]
        address = page["next"]
    assert found == sorted(made)


def test_a_page_of_the_list_is_narrowed_by_field_and_status(edition, read):
    first, second = factories.field(edition), factories.field(edition)
    for status in (Status.STARTED, Status.COMPLETED):
        factories.report(factories.measure(first), status)
    factories.measure(second)
    assert len(read(f"{BASE}/measures?field={first.pk}")["measures"]) == 2
    assert len(read(f"{BASE}/measures?field={first.pk}&status=started")["measures"]) == 1
    (silent,) = read(f"{BASE}/measures?status=none")["measures"]
    assert (silent["field_id"], silent["status"]) == (second.pk, None)


def test_a_measure_tells_its_reports(edition, read):
    measure = factories.measure(
        factories.field(edition),
        "Kurse",
        lead=factories.organisation(edition.municipality, "Volkshochschule"),
    )
    figures = {"cost_eur": "1200.50", "persons_reached": 34, "obstacles": "Räume fehlten."}
    factories.report(measure, Status.STARTED, note="Zwei Kurse laufen.", **figures)
    told = read(f"{BASE}/measures/{measure.pk}")
    assert told["lead"] == ["Volkshochschule"]
    (report,) = told["reports"]
    assert {name: report[name] for name in figures} == figures
    assert (report["note"], report["period_from"]) == ("Zwei Kurse laufen.", None)


@pytest.mark.parametrize("address", ["/api/v1/towns", f"{BASE}/concept", f"{BASE}/measures"])
def test_lists_cost_as_many_queries_for_three_rows_as_for_one(
    address, edition, django_assert_num_queries, django_assert_max_num_queries, program
):
    def grow(number: int) -> None:
        field = factories.field(edition)
        goal = factories.goal(field, topic=factories.topic(field))
        lead = factories.organisation(edition.municipality)
        factories.report(factories.measure(goal, lead=lead))
        factories.edition(factories.town(f"Stadt {number}"))
        # Nothing comes from memory.
        Municipality.objects.update(revision=F("revision") + 1)

    grow(1)
    program.get(address)
    grow(1)
    with django_assert_max_num_queries(20) as first:
        program.get(address)
    grow(2)
    grow(3)
    with django_assert_num_queries(len(questions(first))):
        program.get(address)


@pytest.mark.parametrize("path", ["concept", "measures", "measures?limit=3"])
def test_an_unchanged_answer_is_a_304_by_one_query(
    path, edition, django_assert_num_queries, program
):
    first = program.get(f"{BASE}/{path}")
    assert first["ETag"].startswith('W/"')
    with django_assert_num_queries(1):
        again = program.get(f"{BASE}/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"


def test_a_change_gives_an_answer_a_new_mark(edition, town, program):
    before = program.get(f"{BASE}/measures")["ETag"]
    factories.measure(factories.field(edition))
    town.revision += 1
    town.save()
    after = program.get(f"{BASE}/measures", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after["ETag"] != before


def test_what_belongs_to_no_town_has_a_mark_of_its_content(edition, program):
    first = program.get("/api/v1/towns")
    again = program.get("/api/v1/towns", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        (f"{BASE}/measures?after=x", 422, "after"),
        (f"{BASE}/measures?limit=0", 422, "limit"),
        (f"{BASE}/measures?limit=100000", 422, "limit"),
        (f"{BASE}/measures?status=fertig", 422, "status"),
        (f"{BASE}/measures?stand=started", 422, "stand"),
        (f"{BASE}/measures?limit=1&limit=2", 422, "limit"),
        (f"{BASE}/measures/99999999", 404, ""),
        ("/api/v1/nirgends/concept", 404, ""),
        ("/api/v1/quatsch", 404, ""),
        ("/api/v1/towns?after=%00", 422, "after"),
    ],
)
def test_errors_are_problem_details_in_german(edition, address, status, name, program):
    answer = program.get(address)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["detail"].endswith(".")
    if name:
        assert [one["name"] for one in told["errors"]] == [name]


def test_a_town_without_a_public_concept_says_so(town, program):
    factories.edition(town, is_published=False)
    answer = program.get(f"{BASE}/concept")
    assert answer.status_code == 404
    assert "noch kein Konzept" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(edition, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{BASE}/measures")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"


def test_an_error_of_ours_tells_nothing_of_what_went_wrong(edition, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("geheimer Pfad")

    monkeypatch.setattr("miteinander.api.queries.page", broken)
    answer = Client(raise_request_exception=False).get(f"{BASE}/measures")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "geheim" not in answer.content.decode()


def test_scripts_of_every_site_may_read_what_is_public_but_without_cookies(edition, program):
    for answer in (
        program.get(f"{BASE}/measures", headers={"Origin": "https://anders.example"}),
        program.options(f"{BASE}/measures", headers={"Origin": "https://anders.example"}),
    ):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert not answer.cookies


@pytest.mark.parametrize("path", ["plan", "trail"])
def test_scripts_of_other_sites_never_read_what_needs_a_token(edition, path, program):
    for answer in (program.get(f"{BASE}/{path}"), program.options(f"{BASE}/{path}")):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        assert answer["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer


def test_every_operation_with_a_token_is_private():
    for path, methods in api.get_openapi_schema()["paths"].items():
        assert bool(PRIVATE.match(path)) == ("security" in methods["get"]), path


def test_plain_http_is_refused_where_https_is_spoken(edition, settings, program):
    settings.BEHIND_HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    refused = program.get(f"{BASE}/measures")
    assert (refused.status_code, refused.json()["status"]) == (403, 403)
    fine = program.get(f"{BASE}/measures", headers={"X-Forwarded-Proto": "https"})
    assert fine.status_code == 200


def test_the_description_is_openapi_3_1_and_names_every_problem():
    schema = api.get_openapi_schema()
    assert schema["openapi"] == "3.1.0"
    text = json.dumps(schema["paths"]["/api/v1/{town}/plan"], default=str)
    for status in ("401", "403", "404", "422", "429"):
        assert f'"{status}"' in text


def test_the_page_for_developers_names_every_operation(db, edition, program):
    page = program.get("/api/").content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert path in page
    assert "https://" not in page.replace("https://testserver", "")


def test_no_town_can_be_called_like_the_interface():
    from miteinander.kernel.slugs import RESERVED

    first = {str(one.pattern).partition("/")[0] for one in get_resolver().url_patterns}
    assert {one for one in first if one and "<" not in one and "." not in one} <= RESERVED
