"""Tests of measures that go out as a table and come back."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.forms.table import OVERTAKEN, check
from miteinander.concept.models import ItemVersion, Measure, TargetGroup
from miteinander.concept.queries import measures as queries
from miteinander.concept.tables import HEADERS, key, rows
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.ui.sheets import csv_response, plain, xlsx_response
from miteinander.ui.tables import reading
from tests import factories
from tests.signing_in import signed_in

HARD = '=1+1\n\'kein Apostroph; "Zitat"\tTab – größer'
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=60)


@pytest.fixture
def plan(town):
    """A public plan with a measure that says something in every column."""
    edition = factories.edition(town)
    field = factories.field(edition, "Sprache", number="1")
    goal = factories.goal(field, "Alle lernen Deutsch")
    lead = factories.organisation(town, "Amt; Abteilung 3")
    values = dict.fromkeys(("description", "approach", "indicators", "internal_notes"), HARD)
    measure = factories.measure(
        goal,
        "Sprachcafé",
        number="1.1",
        lead=lead,
        cost_eur=Decimal("1234.50"),
        begins_on=date(2026, 3, 12),
        kind="project",
        **values,
    )
    with all_towns():
        group = TargetGroup.objects.create(municipality=town, edition=edition, title="Eltern")
        measure.target_groups.add(group)
    factories.report(measure, note="Es läuft.")
    factories.measure(field, "Ohne Ziel")
    return edition


@pytest.fixture
def browser(town):
    return signed_in(factories.coordinator(town))


@pytest.fixture
def address(town) -> str:
    return reverse("workspace:measures_import", kwargs={"town": town.slug})


def table(edition) -> list[list]:
    with town_scope(edition.municipality_id):
        return [list(HEADERS), *rows(queries.for_export(queries.measures_of(edition)))]


def as_read(edition, kind: str) -> list[list[str]]:
    """The export as the importer reads it."""
    head, *found = table(edition)
    answer = (csv_response if kind == "csv" else xlsx_response)(f"x.{kind}", head, found)
    read = reading.read(answer.content)
    return [[plain(cell) for cell in row] for row in read] if kind == "csv" else read


def checked(edition, changed_table):
    with town_scope(edition.municipality_id):
        return check(edition, changed_table)


def upload(browser, address, found: list[list[str]]):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(found)
    return browser.post(address, {"file": SimpleUploadedFile("t.csv", text.getvalue().encode())})


def take_over(browser, address, found):
    page = upload(browser, address, found)
    return browser.post(address, {"table": page.context["table"]}, follow=True)


def with_cell(found, measure: str, title: str, value: str):
    """The table with another word in the row of this measure."""
    row = next(row for row in found if measure in row)
    row[found[0].index(title)] = value
    return found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_that_nobody_changed_changes_nothing(plan, kind):
    found = checked(plan, as_read(plan, kind))
    assert [(row.change, row.errors, row.what) for row in found] == [("same", [], [])] * 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_every_text_goes_out_and_comes_back_unchanged(plan, kind, text):
    with all_towns():
        Measure.objects.filter(number="1.1").update(description=text, title=text.strip() or "x")
    assert {row.change for row in checked(plan, as_read(plan, kind))} == {"same"}


def test_a_text_that_excel_cuts_off_is_kept_whole(plan):
    with all_towns():
        Measure.objects.filter(number="1.1").update(description="ä" * 40_000)
    assert {row.change for row in checked(plan, as_read(plan, "xlsx"))} == {"same"}


def test_what_was_changed_in_the_table_is_shown_and_then_stored(plan, browser, address):
    found = with_cell(as_read(plan, "csv"), "Sprachcafé", "Titel", "Sprachtreff")
    page = upload(browser, address, with_cell(found, "Sprachtreff", "Kosten in Euro", "1.300,00"))
    assert "(Titel, Kosten in Euro)" in page.content.decode()
    with all_towns():
        assert Measure.objects.get(number="1.1").title == "Sprachcafé"
    done = browser.post(address, {"table": page.context["table"]}, follow=True)
    assert "0 neu angelegt, 1 geändert." in done.content.decode()
    with all_towns():
        measure = Measure.objects.get(number="1.1")
        assert (measure.title, measure.cost_eur) == ("Sprachtreff", Decimal("1300.00"))
        assert measure.description == HARD
        assert ItemVersion.objects.filter(item_id=measure.pk).count() == 2


def test_a_row_without_a_key_becomes_a_draft(plan, browser, address):
    found = [["Handlungsfeld", "Titel", "Federführend"], ["1 Sprache", "Neu", "amt; abteilung 3"]]
    take_over(browser, address, found)
    with all_towns():
        made = Measure.objects.get(title="Neu")
        assert made.is_draft
        assert made.organisations.get().name == "Amt; Abteilung 3"


def test_a_measure_moves_to_where_the_table_puts_it(plan, browser, address):
    factories.field(plan, "Arbeit", number="2")
    found = with_cell(as_read(plan, "csv"), "Ohne Ziel", "Handlungsfeld", "2 Arbeit")
    take_over(browser, address, found)
    with all_towns():
        assert Measure.objects.get(title="Ohne Ziel").field.title == "Arbeit"


@pytest.mark.parametrize(
    ("title", "value", "sentence"),
    [
        ("Titel", "", "Titel: "),
        ("Beginn", "bald", "ist kein Datum"),
        ("Ende", "01.01.2020", "Das Ende liegt vor dem Beginn."),
        ("Kosten in Euro", "viel", "ist kein Betrag"),
        ("Art", "Traum", "ist keine bekannte Art"),
        ("Federführend", "Unbekannt e.V.", "„Unbekannt e.V.“ gibt es noch nicht"),
        ("Zielgruppen", "Alle", "„Alle“ gibt es noch nicht"),
        ("Handlungsfeld", "9 Nichts", "gibt es dort nicht"),
        ("Kennung", "M999-1", "gibt es hier nicht"),
        ("Kennung", "17", "gibt es hier nicht"),
        ("Nummer", "x" * 31, "Nummer: "),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_nothing_is_stored(
    plan, browser, address, title, value, sentence
):
    page = upload(browser, address, with_cell(as_read(plan, "csv"), "Sprachcafé", title, value))
    told = page.content.decode()
    assert "Zeile 3" in told
    assert sentence in told
    assert "Es gibt nichts zu übernehmen." in told


def test_the_same_measure_twice_is_told(plan):
    found = as_read(plan, "csv")
    assert checked(plan, [*found, found[1]])[-1].errors == [
        "Diese Maßnahme steht weiter oben schon einmal."
    ]


def test_a_table_older_than_a_change_of_the_same_measure_is_told(plan, browser, town, coordinator):
    from miteinander.concept.actions import plan as actions

    old = with_cell(as_read(plan, "csv"), "Sprachcafé", "Titel", "Aus der Tabelle")
    with town_scope(town):
        measure = Measure.objects.get(number="1.1")
        actions.change(measure, {"title": "Von Hand"}, based_on=1, by=coordinator)
    assert checked(plan, old)[1].errors == [OVERTAKEN]


def test_a_change_between_preview_and_taking_over_takes_nothing_over(
    plan, browser, address, town, coordinator
):
    from miteinander.concept.actions import plan as actions

    found = with_cell(as_read(plan, "csv"), "Ohne Ziel", "Titel", "Zweite")
    page = upload(browser, address, with_cell(found, "Sprachcafé", "Titel", "Erste"))
    with town_scope(town):
        measure = Measure.objects.get(title="Ohne Ziel")
        actions.change(measure, {"title": "Von Hand"}, based_on=1, by=coordinator)
    told = browser.post(address, {"table": page.context["table"]}, follow=True).content.decode()
    assert "Es wurde nichts übernommen." in told
    with all_towns():
        assert set(Measure.objects.values_list("title", flat=True)) == {"Sprachcafé", "Von Hand"}


def test_a_table_of_another_town_meets_nothing_here(plan, browser, address):
    other = factories.edition(factories.town("Nachbarstadt"))
    theirs = factories.measure(factories.field(other, "Sprache"), "Fremd")
    found = [["Kennung", "Titel"], [key(theirs), "Gekapert"]]
    assert "gibt es hier nicht" in upload(browser, address, found).content.decode()
    with all_towns():
        assert Measure.objects.get(pk=theirs.pk).title == "Fremd"


def test_formulas_of_an_excel_file_are_not_run(plan, browser, address):
    book = openpyxl.Workbook()
    book.active.append(["Handlungsfeld", "Titel"])
    book.active.append(["1 Sprache", '=HYPERLINK("http://boese.example")'])
    data = io.BytesIO()
    book.save(data)
    page = browser.post(address, {"file": SimpleUploadedFile("t.xlsx", data.getvalue())})
    assert "Titel: Dieses Feld ist zwingend erforderlich." in page.content.decode()


def test_status_and_reports_of_the_table_change_nothing(plan):
    found = with_cell(as_read(plan, "csv"), "Sprachcafé", "Stand", "abgeschlossen")
    assert checked(plan, found)[0].change == "same"


def test_checking_asks_the_database_as_often_for_three_rows_as_for_one(
    plan, django_assert_num_queries
):
    with town_scope(plan.municipality_id):
        one = as_read(plan, "csv")[:2]
        with django_assert_num_queries(14):
            check(plan, one)
        field = factories.field(plan, "Dritte")
        factories.measure(field, "Drei")
        three = as_read(plan, "csv")
        assert len(three) == 4
        with django_assert_num_queries(14):
            check(plan, three)
