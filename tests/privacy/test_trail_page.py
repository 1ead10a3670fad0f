"""Tests of the trail's page for auditors."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page

from miteinander.accounts.queries import actor_in
from miteinander.kernel import audit, trail_walls
from miteinander.kernel.actor import Operator, system
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.kernel.trail import sealing
from tests import factories
from tests.browser import sign_in, sound_in_all_variants
from tests.queries import questions
from tests.signing_in import signed_in

PATH = "/teststadt/arbeit/datenschutz/protokoll/"


@pytest.fixture
def as_auditor(town) -> Client:
    """A browser signed in as Dana, the auditor."""
    return signed_in(factories.auditor(town))


@pytest.fixture
def filled(town, coordinator, editor) -> None:
    """Alice published, Bob looked, the system read a document."""
    organisation = factories.organisation(town)
    with town_scope(town):
        audit.record(coordinator, "report.published", kind="concept.statusreport", pk=12)
        audit.read(editor, organisation)
        audit.record(system(town.pk), "import.read", kind="concept.conceptimport", pk=3)


def text(client: Client, query: str = "") -> str:
    answer = client.get(f"{PATH}{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_only_the_auditor_reads_the_trail(town, as_coordinator, as_editor, as_auditor, as_stranger):
    statuses = [
        client.get(path).status_code
        for client in (as_auditor, as_coordinator, as_editor, as_stranger)
        for path in (PATH, f"{PATH}protokoll.csv")
    ]
    assert statuses == [200, 200, 403, 403, 403, 403, 404, 404]


def test_what_was_done_reads_as_a_sentence(filled, as_auditor):
    page = text(as_auditor)
    assert "Alice hat den Statusbericht 12 veröffentlicht" in page
    assert "Bob hat die Institution" in page
    assert "angesehen" in page
    assert "Das System hat das Dokument 3 eingelesen" in page


def test_an_account_that_is_gone_is_said_to_be_gone(town, as_auditor):
    with town_scope(town):
        gone = factories.editor(town, "Gustav")
        audit.record(actor_in(gone, town), "member.invited", gone)
        gone.delete()
    page = text(as_auditor)
    assert "gelöschtes Konto hat gelöschtes Konto erneut eingeladen" in page
    assert "Gustav" not in page


def test_nothing_of_another_town_or_of_the_installation_shows(filled, as_auditor):
    other = factories.town("Anderswo")
    with town_scope(other):
        audit.record(system(other.pk), "measure.deleted", kind="concept.measure", pk=77)
    audit.record(Operator(), "keys.rotated")
    page = text(as_auditor)
    assert "Maßnahme 77" not in page
    assert "Schlüssel gewechselt" not in page
    assert "3 Einträge" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?art=concept.statusreport", {"Alice"}),
        ("?vorgang=angesehen", {"Bob"}),
        ("?zugang=system", {"Das System"}),
        ("?person=PERSON", {"Bob"}),
        ("?person=PERSON&vorgang=veroeffentlicht", set()),
        ("?von=TODAY&bis=TODAY", {"Alice", "Bob", "Das System"}),
        ("?von=TOMORROW", set()),
        ("?bis=YESTERDAY", set()),
        ("?person=abc&art=x&vorgang=y&zugang=z&von=a&bis=b", {"Alice", "Bob", "Das System"}),
        ("?bis=9999-12-31&von=0001-01-01", {"Alice", "Bob", "Das System"}),
    ],
)
def test_the_address_filters_list_and_tables_alike(filled, as_auditor, editor, query, found):
    today = timezone.localdate()
    for word, value in (
        ("PERSON", editor.user_id),
        ("TODAY", today),
        ("TOMORROW", today + timedelta(days=1)),
        ("YESTERDAY", today - timedelta(days=1)),
    ):
        query = query.replace(word, str(value))
    page = text(as_auditor, query)
    assert {name for name in ("Alice", "Bob", "Das System") if f"{name} hat" in page} == found
    file = as_auditor.get(f"{PATH}protokoll.csv{query}").content.decode("utf-8-sig")
    assert {row[1] for row in csv.reader(io.StringIO(file), delimiter=";")} == {"Wer", *found}


def test_the_excel_table_has_the_same_rows(filled, as_auditor):
    answer = as_auditor.get(f"{PATH}protokoll.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == ("Zeitpunkt", "Wer", "Was", "Zugang", "Siegel")
    assert [row[1] for row in rows[1:]] == ["Das System", "Bob", "Alice"]
    assert rows[3][2] == "hat den Statusbericht 12 veröffentlicht"


def test_pages_follow_each_other_and_keep_the_filter(town, as_auditor):
    with town_scope(town):
        for number in range(1, 61):
            audit.record(system(town.pk), "goal.changed", kind="concept.goal", pk=number)
    first = as_auditor.get(f"{PATH}?art=concept.goal")
    assert "art=concept.goal" in first.context["page"].next_url
    second = as_auditor.get(f"{PATH}{first.context['page'].next_url}")
    numbers = [entry.deed for page in (first, second) for entry in page.context["entries"]]
    assert numbers == [f"hat das Ziel {number} geändert" for number in reversed(range(1, 61))]


def test_the_page_costs_as_many_queries_for_one_event_as_for_three(town, coordinator, as_auditor):
    counts = []
    text(as_auditor)
    for number in (1, 3):
        with town_scope(town):
            for _ in range(number):
                audit.record(coordinator, "member.invited", factories.editor(town))
        with CaptureQueriesContext(connection) as found:
            text(as_auditor)
        counts.append(len(questions(found)))
    assert counts[0] == counts[1]


def test_the_page_says_how_far_the_chain_reaches(filled, town, as_auditor):
    assert "Noch ist kein Siegel gesetzt" in text(as_auditor)
    sealing.seal(town.pk)
    with town_scope(town):
        audit.record(system(town.pk), "goal.changed", kind="concept.goal", pk=1)
        head = AuditEvent.objects.exclude(seal=None)[0].seal
    page = text(as_auditor)
    assert "bis zu Siegel 1 vom" in page
    assert f"<code>{bytes(head.hash).hex()[:16]}</code>, 3 Einträge; 1 wartet" in page


def test_the_auditor_has_the_chain_computed_anew_and_reads_what_is_wrong(filled, town, as_auditor):
    sealing.seal(town.pk)
    assert "Ja. Alle Einträge sind, wie sie geschrieben wurden." in text(as_auditor, "?pruefung=1")
    trail_walls.remove(connection)
    with all_towns():
        AuditEvent.objects.filter(verb="read").update(user_id=None)
    page = text(as_auditor, "?pruefung=1")
    assert "Nein. Bitte wenden Sie sich an den Betrieb." in page
    assert "(Siegel 1) wurde verändert oder nachträglich eingefügt." in page


@pytest.mark.browser
@pytest.mark.parametrize("query", ["", "?pruefung=1", "?art=nichts&zugang=api_token"])
def test_the_page_is_sound_in_every_variant(page: Page, filled, town, query):
    sealing.seal(town.pk)
    sign_in(page, factories.auditor(town))
    page.goto(f"{PATH}{query}")
    sound_in_all_variants(page)
