"""Courses for other programs: the sitemap, tables, open data and the interface tell the same."""

import csv
import io
from datetime import date

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from miteinander.kernel.models import Municipality
from tests import factories
from tests.queries import questions

BASE = "/teststadt/kurse/"
API = "/api/v1/teststadt/courses"
HIDDEN = "Nur-intern"


@pytest.fixture
def shown(school, in_town):
    """A public run with a rule of access, beside a course that is not public."""
    factories.course_run(
        factories.course(school, title=HIDDEN), waiting=3, reported_on=timezone.localdate()
    )
    offered = factories.course(
        school, factories.condition(in_town, "Mit Aufenthaltserlaubnis"),
        title="Deutsch am Abend", level_from="A1", level_to="A2", is_public=True,
        price_cents=8470, child_care="on_site", languages=" ar uk ",
    )  # fmt: skip
    return factories.course_run(
        offered, "Di 18-20\n05.12.2026 9-12", capacity=12, free_places=3, waiting=7,
        reported_on=date(2026, 8, 1), place="Turm", latitude="51.5", longitude="7.1",
    )  # fmt: skip


@pytest.fixture
def program(db) -> Client:
    return Client()


def courses(program, address: str = API) -> list[dict]:
    answer = program.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()["courses"]


def test_the_interface_tells_what_the_page_of_a_course_shows(program, shown):
    (told,) = courses(program)
    assert told["title"] == "Deutsch am Abend"
    assert (told["price_eur"], told["free_places"]) == ("84.70", 3)
    assert (told["level_from"], told["languages"]) == ("A1", ["ar", "uk"])
    assert told["times"] == [
        {"weekday": 1, "on": None, "starts": "18:00", "ends": "20:00"},
        {"weekday": None, "on": "2026-12-05", "starts": "09:00", "ends": "12:00"},
    ]
    assert told["access"][0]["title"] == "Mit Aufenthaltserlaubnis"
    assert program.get(told["page"]).status_code == 200
    assert program.get(told["calendar"])["Content-Type"].startswith("text/calendar")


def test_open_data_has_the_same_shape(program, shown):
    answer = program.get(f"{BASE}kurse.json")
    told = answer.json()
    assert told["courses"] == courses(program)
    assert told["municipality"]["name"] == "Teststadt"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_table_has_a_row_per_run_but_nothing_that_no_page_shows(program, shown):
    text = program.get(f"{BASE}kurse.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["Titel"], row["Preis in Euro"], row["Freie Plätze"]) == (
        "Deutsch am Abend",
        "84,7",
        "3",
    )
    assert row["Adresse der Seite"].endswith(f"/kurse/deutsch-am-abend-{shown.pk}/")
    assert "Warteliste" not in row
    assert program.get(f"{BASE}kurse.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("address", [API, f"{BASE}kurse.json", f"{BASE}kurse.csv", BASE])
def test_what_is_not_public_is_told_nowhere(program, shown, address):
    text = program.get(address).content.decode()
    assert "Deutsch am Abend" in text
    assert HIDDEN not in text
    assert "waiting" not in text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?level=A2&language=uk&child_care=true&free_places=true", 1),
        ("?level=C1", 0),
        ("?kind=staff", 0),
    ],
)
def test_a_program_asks_for_some_courses(program, shown, query, number):
    assert len(courses(program, f"{API}{query}")) == number


def test_following_next_gives_every_course_once(program, shown):
    made = {shown.pk, *(factories.course_run(shown.course).pk for _ in range(4))}
    found, address = [], f"{API}?limit=2&level=A1"
    while address:
        answer = program.get(address).json()
        found += [one["id"] for one in answer["courses"]]
        address = answer["next"]
    assert found == sorted(made)


@pytest.mark.parametrize("address", [API, f"{BASE}kurse.json", f"{BASE}kurse.csv"])
def test_an_unchanged_answer_is_a_304(program, shown, address, django_assert_num_queries):
    first = program.get(address)
    with django_assert_num_queries(1):
        again = program.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_sitemap_leads_to_the_finder_and_every_public_run(program, shown):
    page = program.get("/teststadt/sitemap.xml").content.decode()
    assert f"http://testserver{BASE}</loc>" in page
    assert f"http://testserver{BASE}deutsch-am-abend-{shown.pk}/</loc>" in page
    assert page.count("/kurse/") == 2


@pytest.mark.parametrize("address", [API, f"{BASE}kurse.json", "/teststadt/sitemap.xml"])
def test_programs_cost_the_same_for_one_and_three_runs(
    program, shown, address, django_assert_num_queries, django_assert_max_num_queries
):
    def grow(number: int) -> None:
        for _ in range(number):
            factories.course_run(shown.course)
        # Nothing comes from memory.
        Municipality.objects.update(revision=F("revision") + 1)

    program.get(address)
    grow(1)
    with django_assert_max_num_queries(12) as first:
        program.get(address)
    grow(2)
    with django_assert_num_queries(len(questions(first))):
        program.get(address)
