"""Tables of runs: previewed row by row, taken over once, changed by the next one."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.courses import columns
from miteinander.courses.forms.tables import check
from miteinander.courses.models import Course, CourseRun
from miteinander.courses.presentation import times
from tests import factories

PAGE = "/teststadt/arbeit/kurse/einlesen/"
GERMAN = {
    "Kursnummer": "D-1",
    "Institution": "Volkshochschule",
    "Art": "Integrationskurs",
    "Titel": "Deutsch A1",
    "Niveau von": "vor A1",
    "Niveau bis": "A1",
    "Preis": "84.70",
    "Beginn": "02.09.2026",
    "Ende": "2026-12-09",
    "Kurszeiten": "Montag - Freitag\n08:30 - 12:35 Uhr",
    "Termine": "26",
    "Plätze": "20",
    "Freie Plätze": "-1",
    "Stand": "Anmeldung offen",
}


def uploaded(*rows: dict[str, str]) -> SimpleUploadedFile:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("kurse.csv", file.getvalue().encode())


def taken_over(client, *rows: dict[str, str]) -> str:
    """Upload, read the preview, confirm; the preview."""
    preview = client.post(PAGE, {"file": uploaded(*rows)})
    page = preview.content.decode()
    if preview.context.get("has_changes"):
        client.post(PAGE, {"table": preview.context["table"]})
    return page


def test_a_table_makes_courses_with_runs_only_after_the_preview(as_coordinator, school):
    second = {**GERMAN, "Kursnummer": "D-2", "Preis": "47,00 EUR", "Kurszeiten": "nach Absprache"}
    preview = as_coordinator.post(PAGE, {"file": uploaded(GERMAN, second)})
    assert "2 neu" in preview.content.decode()
    assert not CourseRun.objects.exists()
    as_coordinator.post(PAGE, {"table": preview.context["table"]})
    course = Course.objects.get()
    assert (course.price_cents, course.level_from, course.is_public) == (4700, "A0", False)
    first, second = CourseRun.objects.order_by("number")
    assert times(first) == ["Mo bis Fr 08:30–12:35"]
    assert (first.free_places, first.sessions_announced, first.state) == (None, 26, "open")
    assert second.times_note == "nach Absprache"


def test_the_second_time_the_same_run_is_changed_and_not_doubled(as_coordinator, school):
    taken_over(as_coordinator, GERMAN)
    assert "1 unverändert" in taken_over(as_coordinator, GERMAN)
    page = taken_over(as_coordinator, {**GERMAN, "Freie Plätze": "3", "Titel": "Deutsch von vorn"})
    assert "Freie Plätze" in page
    assert "Titel" in page
    run = CourseRun.objects.get()
    assert (run.free_places, run.course.title) == (3, "Deutsch von vorn")
    assert run.reported_on


def test_without_a_number_title_and_first_day_tell_which_run_it_is(as_coordinator, school):
    row = {**GERMAN, "Kursnummer": ""}
    taken_over(as_coordinator, row)
    assert "1 unverändert" in taken_over(as_coordinator, row)
    taken_over(as_coordinator, {**row, "Beginn": "03.09.2026"})
    assert (CourseRun.objects.count(), Course.objects.count()) == (2, 1)


def test_english_headings_are_understood(as_coordinator, school):
    row = {
        "Course number": "E-1",
        "Provider": "volkshochschule",
        "Course": "German",
        "Level from": "B1",
        "Price": "free of charge",
        "Start date": "2026-09-02",
        "Times": "Mon, Wed 9-12",
        "Capacity": "12",
    }
    taken_over(as_coordinator, row)
    run = CourseRun.objects.get()
    assert (run.course.price_cents, run.capacity) == (0, 12)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"Institution": "Unbekannt"}, "Eine Institution „Unbekannt“ gibt es nicht."),
        ({"Preis": "teuer"}, "ist kein Preis"),
        ({"Plätze": "viele"}, "ist keine Anzahl"),
        ({"Beginn": "31.02.2026"}, "ist kein Tag"),
        ({"Ende": "01.01.2026"}, "Es liegt vor dem Beginn"),
        ({"Niveau bis": "Z9"}, "ist kein Niveau"),
        ({"Niveau von": "B2"}, "unter dem Niveau zu Beginn"),
        ({"Stand": "fällt aus"}, "warum der Durchgang ausfällt"),
        ({"Stand": "weg"}, "Möglich ist: geplant"),
        ({"Freie Plätze": "21"}, "hat nur 20 Plätze"),
        ({"Titel": "x" * 201}, "höchstens 200"),
        ({"Titel": ""}, "Titel"),
    ],
)
def test_a_row_with_an_error_is_named_and_not_taken_over(as_coordinator, school, wrong, sentence):
    page = taken_over(as_coordinator, {**GERMAN, **wrong}, {**GERMAN, "Kursnummer": "D-2"})
    assert "Zeile 2" in page
    assert sentence in page
    assert [run.number for run in CourseRun.objects.all()] == ["D-2"]


def test_a_run_twice_in_a_table_is_taken_once(as_coordinator, school):
    page = taken_over(as_coordinator, GERMAN, GERMAN)
    assert "in der Tabelle zweimal" in page
    assert CourseRun.objects.count() == 1


def test_what_is_finished_is_not_opened_by_a_table(as_coordinator, run):
    type(run).objects.update(state="finished")
    row = {**GERMAN, "Kursnummer": run.number}
    assert "kann nicht „Anmeldung offen“ werden" in taken_over(as_coordinator, row)


def test_an_export_that_nobody_changed_changes_nothing(as_coordinator, school):
    rule = factories.condition(school.municipality)
    taken_over(
        as_coordinator, {**GERMAN, "Wer kommen kann": rule.title, "Sprachen": "de, Arabisch"}
    )
    table = as_coordinator.get("/teststadt/arbeit/kurse/kurse.csv").content
    preview = as_coordinator.post(PAGE, {"file": SimpleUploadedFile("k.csv", table)})
    assert "1 unverändert" in preview.content.decode()
    assert Course.objects.get().languages == " de ar "


def test_columns_that_are_missing_keep_what_is_stored(as_coordinator, run):
    row = {"Kursnummer": run.number, "Institution": "Volkshochschule", "Titel": run.course.title}
    assert "1 unverändert" in taken_over(as_coordinator, row)
    taken_over(as_coordinator, {**row, "Ort": "Turm"})
    run.refresh_from_db()
    assert (run.place, run.capacity, len(times(run))) == ("Turm", 20, 1)


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.fixed_dictionaries(
            {"Titel": st.text(max_size=30), "Institution": st.just("Volkshochschule")},
            optional={
                column.title: st.text(max_size=30)
                | st.sampled_from(["1", "ja", "A1", "02.09.2026"])
                for column in columns.RUN[4:]
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_table_is_checked_without_breaking(school, rows):
    header = sorted({name for row in rows for name in row})
    table = [header, *([row.get(name, "") for name in header] for row in rows)]
    for row in check(table):
        assert (row.change == "wrong") == bool(row.errors)
