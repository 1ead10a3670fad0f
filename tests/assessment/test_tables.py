"""Needs as tables: out, in again, and the errors of rows before anything is stored."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from miteinander.assessment import columns
from miteinander.assessment.choices import EvidenceKind, NeedState, Priority
from miteinander.assessment.models import AssessmentVersion, Need
from tests import factories

BASE = "/teststadt/arbeit/bedarfe/"
TITLES = st.text("ab; 1.ä", min_size=1, max_size=12).map(lambda one: " ".join(one.split()))


@pytest.fixture
def edition(in_town):
    return factories.edition(in_town)


@pytest.fixture
def measure(edition):
    field = factories.field(edition, "Sprache; und Bildung", number="1")
    return factories.measure(factories.goal(field, "Kurse finden", number="1.1"), number="1.1.1")


def upload(client, text: str) -> str:
    file = SimpleUploadedFile("b.csv", text.encode())
    return client.post(f"{BASE}einlesen/", {"file": file}).content.decode()


def take_over(client, page: str):
    token = page.partition('name="table" value="')[2].partition('"')[0]
    return client.post(f"{BASE}einlesen/", {"table": token}, follow=True)


def test_a_table_is_previewed_and_only_then_taken_over(as_coordinator, measure):
    page = upload(
        as_coordinator,
        "Titel;Worum es geht;Stand;Handlungsfeld;Maßnahmen;Beleg;Art des Belegs;Zahl;Einheit\n"
        "Plätze fehlen;Zu wenig Plätze.;wird beantwortet;1;1.1.1;Es sind viele;Befragung;12,5;%\n"
        "Räume fehlen;Keine Räume.;offen;;;;;;\n",
    )
    assert "2 neu" in page
    assert not Need.objects.exists()
    answer = take_over(as_coordinator, page)
    assert "2 neu angelegt, 0 geändert." in answer.content.decode()
    made = Need.objects.get(title="Plätze fehlen")
    assert made.state == NeedState.ANSWERING
    assert list(made.fields.all()) == [measure.field]
    assert list(made.measures.all()) == [measure]
    row = made.evidence.get()
    assert (row.kind, row.number, row.unit) == (EvidenceKind.SURVEY, 12.5, "%")
    assert AssessmentVersion.objects.filter(item_id=made.pk).count() == 2


def test_rows_with_errors_say_what_is_wrong(as_coordinator, measure):
    page = upload(
        as_coordinator,
        "Titel;Worum es geht;Stand;Begründung;Ziele;Bekannt seit;Beleg;Art des Belegs;"
        "Kennung;Zahl\n"
        ";x;offen;;;;;;\n"
        "t;x;offen;;;;Satz;Studie;;1.240\n"
        "a;x;irgendwie;;;;;;\n"
        "b;x;nicht weiter verfolgt;;;;;;\n"
        "c;x;offen;;9.9;;;;\n"
        "d;x;offen;;;gestern;;;\n"
        "e;x;offen;;;;Satz;;\n"
        "f;x;offen;;;;;;999\n"
        "g;x;offen;;1.1;;;;\n"
        "g;x;offen;;1.1;;;;\n",
    )
    for sentence in (
        "Zeile 2: Titel:",
        "Zeile 3 (t): Zahl: Bitte ohne Punkt",
        "„irgendwie“ ist nicht bekannt. Möglich ist: offen, wird beantwortet",
        "Zeile 5 (b): Begründung: Bitte begründen Sie",
        "Zeile 6 (c): Ziele: „9.9“ gibt es nicht.",
        "Zeile 7 (d): Bekannt seit:",
        "Zeile 8 (e): Art des Belegs:",
        "„999“ gibt es hier nicht",
        "Zeile 11 (g): Diesen Bedarf gibt es in der Tabelle zweimal.",
        "1 neu",
        "9 mit Fehlern",
    ):
        assert sentence in page, sentence


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_comes_back_unchanged(ending, as_coordinator, measure):
    town = measure.edition.municipality
    full = factories.need(
        town,
        "=1+1",
        measure,
        measure.goal,
        measure.field,
        statement="Zeile eins\r\nZeile zwei",
        reason="'so",
        priority=Priority.LATER,
    )
    factories.evidence(full)
    factories.need(town, "Leer")
    file = as_coordinator.get(f"{BASE}bedarfe.{ending}")
    again = SimpleUploadedFile(f"x.{ending}", file.content)
    page = as_coordinator.post(f"{BASE}einlesen/", {"file": again}).content.decode()
    assert "2 unverändert" in page
    assert "Es gibt nichts zu übernehmen." in page


def test_a_row_changes_the_need_that_its_key_names(as_coordinator, measure):
    known = factories.need(measure.edition.municipality, "Alt", measure)
    page = upload(
        as_coordinator, f"Kennung;Titel;Worum es geht\n{known.pk};Neu;Es fehlen Plätze.\n"
    )
    assert "1 geändert" in page
    take_over(as_coordinator, page)
    known.refresh_from_db()
    assert known.title == "Neu"
    assert list(known.measures.all()) == [measure]


def test_the_same_evidence_is_not_added_twice(as_coordinator, edition):
    known = factories.need(edition.municipality, "Plätze")
    factories.evidence(known, "Es sind viele")
    table = "Titel;Worum es geht;Beleg;Art des Belegs\nPlätze;Es fehlen Plätze.;{};Studie\n"
    assert "1 unverändert" in upload(as_coordinator, table.format("Es sind viele"))
    take_over(as_coordinator, upload(as_coordinator, table.format("Es werden mehr")))
    assert known.evidence.count() == 2


def test_the_export_has_what_the_list_shows(as_editor, measure):
    town = measure.edition.municipality
    factories.evidence(factories.need(town, "Mit Antwort", measure), "Ein Satz", source="Amt")
    factories.need(town, "Ohne Antwort")
    text = as_editor.get(f"{BASE}bedarfe.csv?antwort=mit").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Titel"] for row in rows] == ["Mit Antwort"]
    assert rows[0]["Belege"] == "eigene Zahlen: Ein Satz (Amt)"
    assert rows[0]["Maßnahmen"] == str(measure)


def test_judgements_are_exported_with_goals_that_nobody_judged(as_editor, measure):
    factories.judgement(measure.goal)
    factories.goal(measure.field, "Offenes Ziel")
    file = as_editor.get("/teststadt/arbeit/bewertung/bewertungen.xlsx")
    rows = list(load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["Urteil", "teilweise erreicht", "noch nicht bewertet"]


@given(st.lists(TITLES.filter(bool), min_size=1, max_size=5, unique_by=str.casefold))
def test_several_items_in_a_cell_come_back(titles):
    known = {title.casefold(): key for key, title in enumerate(titles)}
    keys, unknown = columns.split(columns.joined(titles), known)
    assert not unknown or any(";" in title for title in titles)
    if not any(";" in title for title in titles):
        assert keys == list(range(len(titles)))
