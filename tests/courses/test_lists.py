"""The list of runs: filtered by its address, paged, exported."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from tests import factories

BASE = "/teststadt/arbeit/kurse/"


@pytest.fixture
def runs(school):
    """One in the evening with child care and free places, one in the morning without."""
    evening = factories.course(
        school,
        title="Abendkurs",
        level_from="A1",
        level_to="B1",
        child_care="on_site",
        languages=" ar ",
    )
    morning = factories.course(school, title="Morgenkurs", kind="vocational", level_from="C1")
    factories.course_run(
        evening, "Di 18-20", free_places=2, capacity=9, reported_on=date(2026, 8, 1), place="Turm"
    )
    factories.course_run(morning, "Mo 8-12\n05.09.2026 9-12", state="full")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Abendkurs", "Morgenkurs"}),
        ("suche=turm", {"Abendkurs"}),
        ("suche=volkshochschule+morgen", {"Morgenkurs"}),
        ("art=vocational", {"Morgenkurs"}),
        ("niveau=A2", {"Abendkurs"}),
        ("niveau=C1", {"Morgenkurs"}),
        ("niveau=C2", set()),
        ("zeit=evening", {"Abendkurs"}),
        ("zeit=morning", {"Morgenkurs"}),
        ("zeit=weekend", {"Morgenkurs"}),
        ("zeit=afternoon", set()),
        ("kinder=ja", {"Abendkurs"}),
        ("plaetze=frei", {"Abendkurs"}),
        ("sprache=ar", {"Abendkurs"}),
        ("stand=full", {"Morgenkurs"}),
        ("stand=unsinn&institution=99", {"Abendkurs", "Morgenkurs"}),
    ],
)
def test_the_address_narrows_the_list(as_guide, runs, query, shown):
    page = as_guide.get(f"{BASE}?{query}").content.decode()
    assert {name for name in ("Abendkurs", "Morgenkurs") if name in page} == shown
    table = as_guide.get(f"{BASE}kurse.csv?{query}").content.decode()
    assert {name for name in ("Abendkurs", "Morgenkurs") if name in table} == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Läuft", "Kommt"]),
        ("stand=vorbei", ["Ausgefallen", "Vergessen", "Beendet"]),
        ("stand=alle", ["Ausgefallen", "Kommt", "Läuft", "Vergessen", "Beendet"]),
        ("stand=open", ["Vergessen", "Kommt"]),
    ],
)
def test_what_goes_on_comes_first_and_what_is_over_when_it_is_asked_for(
    as_guide, school, query, shown
):
    today = timezone.localdate()
    for title, state, starts, ends in (
        ("Beendet", "finished", -300, -200),
        ("Vergessen", "open", -150, -1),
        ("Läuft", "running", -30, 30),
        ("Kommt", "open", 10, 90),
        ("Ausgefallen", "cancelled", 20, 90),
    ):
        factories.course_run(
            factories.course(school, title=title),
            state=state,
            reason="Zu wenige" if state == "cancelled" else "",
            starts_on=today + timedelta(days=starts),
            ends_on=today + timedelta(days=ends),
        )
    page = as_guide.get(f"{BASE}?{query}")
    assert [run.course.title for run in page.context["page"].items] == shown
    table = as_guide.get(f"{BASE}kurse.csv?{query}").content.decode()
    assert all(title in table for title in shown)
    assert table.count("Volkshochschule") == len(shown)


def test_the_list_asks_the_same_for_one_and_for_three_runs(
    as_guide, course, django_assert_num_queries
):
    as_guide.get(BASE)
    factories.course_run(course)
    with django_assert_num_queries(9):
        as_guide.get(BASE)
    other = factories.course(course.organisation, factories.condition(course.municipality))
    factories.course_run(other)
    factories.course_run(other, "Sa 9-12\nSo 9-12")
    with django_assert_num_queries(9):
        as_guide.get(BASE)


def test_the_list_of_courses_asks_the_same_for_one_and_for_three(
    as_guide, run, django_assert_num_queries
):
    address = f"{BASE}angebote/"
    as_guide.get(address)
    with django_assert_num_queries(9):
        as_guide.get(address)
    for _ in range(2):
        factories.course_run(factories.course(run.course.organisation))
    with django_assert_num_queries(9):
        as_guide.get(address)


def test_excel_has_numbers_and_days_as_such(as_guide, school):
    offered = factories.course(school, title="=1+1", price_cents=8470)
    factories.course_run(offered, latitude="51.5", longitude="6.54")
    book = openpyxl.load_workbook(BytesIO(as_guide.get(f"{BASE}kurse.xlsx").content))
    header, row = book.active.iter_rows(values_only=True)
    found = dict(zip(header, row, strict=True))
    assert found["Preis in Euro"] == 84.7
    assert found["Beginn"].date() == date(2026, 9, 2)
    assert found["Kurszeiten"] == "Mo, Mi 08:30–12:45"
    assert "'=1+1" in as_guide.get(f"{BASE}kurse.csv").content.decode()


def test_an_empty_list_says_what_to_do(as_coordinator, in_town):
    assert "Gerade läuft kein Kurs" in as_coordinator.get(BASE).content.decode()
    assert "Dazu gibt es nichts" in as_coordinator.get(f"{BASE}?art=staff").content.decode()
