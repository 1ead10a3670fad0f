"""The pages of a document on its way to a plan in a real browser, in every variant."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page

from miteinander.accounts.queries import actor_in
from miteinander.concept.actions.imports import documents, taking_over
from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.browser import sign_in, sound_in_all_variants
from tests.concept.imports.conftest import CONCEPT

pytestmark = pytest.mark.browser

LONG = "Integrationsbeauftragtenfortbildungsveranstaltungen"
LOOSE = f"""
Impressum: {LONG}
Redaktion: Stadt Beispiel, Amt für Zusammenleben, Rathausplatz 1, 12345 Beispiel
"""
FIRST = CONCEPT.replace("Sprachcafé im Rathaus", f"Sprachcafé: {LONG}") + LOOSE
CHANGED = FIRST.replace("Kurse am Abend", "Kurse am Abend und am Wochenende").replace(
    "Maßnahme 2.1.1 Beratung zur Wohnungssuche", "Maßnahme 2.1.2 Ein Verein vermittelt Wohnungen"
)
SHEET = f"Handlungsfeld;Maßnahme;Wer\nSprache;{LONG};Caritas\nSprache;Lernpaten;Diakonie\n"


@pytest.fixture
def hand_in(town, transactional_db, settings, tmp_path):
    """Hand a document in and have it read at once."""
    settings.MEDIA_ROOT = tmp_path
    actor = actor_in(factories.coordinator(town), town)

    def handed(text, name="Integrationskonzept der Stadt Beispiel, beschlossene Fassung.txt"):
        with town_scope(town):
            document = documents.upload(file=ContentFile(text.encode(), name), name=name, by=actor)
            document.refresh_from_db()
        return document

    handed.actor = actor
    return handed


def visit(page: Page, town, subtests, paths):
    """Look at every path below the workspace, in every variant."""
    sign_in(page, factories.coordinator(town))
    for path in paths:
        with subtests.test(path):
            answer = page.goto(f"/{town.slug}/arbeit/importe/{path}")
            assert answer.status == 200
            assert page.get_by_role("heading", level=1).count() == 1
            sound_in_all_variants(page)


def key_of(town, document, title):
    with town_scope(town):
        return Proposal.objects.get(document=document, title__contains=title).pk


def test_a_first_document_is_reviewed_soundly(page: Page, town, hand_in, subtests):
    document = hand_in(FIRST)
    base = f"{document.pk}/"
    entry = key_of(town, document, "Kurse am Abend")
    paths = [
        f"{base}durchsicht/?stelle={entry}",
        f"{base}durchsicht/?zeige=unsicher",
        f"{base}eintraege/{entry}/",
        f"{base}nicht-zugeordnet/",
        f"{base}institutionen/",
        f"{base}dokument/?von=5&bis=9",
        f"{base}uebernehmen/",
        f"{base}verwerfen/",
    ]
    visit(page, town, subtests, paths)


def test_a_newer_document_is_compared_soundly(page: Page, town, hand_in, subtests):
    first = hand_in(FIRST)
    with town_scope(town):
        taking_over.take_over(first, by=hand_in.actor)
    second = hand_in(CHANGED, "neu.txt")
    entry = key_of(town, second, "am Wochenende")
    paths = [
        "",
        f"{first.pk}/",
        f"{second.pk}/durchsicht/?zeige=aenderungen",
        f"{second.pk}/eintraege/{entry}/",
        f"{second.pk}/uebernehmen/",
    ]
    visit(page, town, subtests, paths)


def test_the_columns_of_a_sheet_are_shown_soundly(page: Page, town, hand_in, subtests):
    visit(page, town, subtests, [f"{hand_in(SHEET, 'plan.csv').pk}/spalten/"])


def test_every_state_of_reading_is_shown_soundly(page: Page, town, hand_in, subtests):
    keys = [hand_in(FIRST).pk for _ in range(3)]
    with town_scope(town):
        for key, values in zip(
            keys,
            [
                {"state": ImportState.READING, "percent": 40, "step": "Der Text wird gelesen."},
                {"state": ImportState.READING, "heartbeat_at": "2026-01-01T00:00:00Z"},
                {"state": ImportState.DROPPED},
            ],
            strict=True,
        ):
            ConceptImport.objects.filter(pk=key).update(**values)
    refused = hand_in("%PDF-1.7 kaputt", "kaputt.pdf")
    # The page under way asks again by itself: it comes last.
    visit(page, town, subtests, ["", *(f"{key}/" for key in (keys[1], keys[2], refused.pk))])
    page.goto(f"/{town.slug}/arbeit/importe/{keys[0]}/")
    sound_in_all_variants(page)


def test_entries_are_left_out_and_moved_without_leaving_the_page(page: Page, town, hand_in):
    document = hand_in(FIRST)
    sign_in(page, factories.coordinator(town))
    page.goto(f"/{town.slug}/arbeit/importe/{document.pk}/durchsicht/")
    key = key_of(town, document, "Kurse am Abend")
    page.locator(f"#lassen-{key}").click()
    page.locator(f"#e-{key}").get_by_text("weggelassen").wait_for()
    assert page.evaluate("document.activeElement.id") == f"lassen-{key}"
    page.locator(f"#hoch-{key}").focus()
    page.keyboard.press("Enter")
    page.locator(f"#e-{key}:first-child").wait_for()
    assert page.evaluate("document.activeElement.id") == f"hoch-{key}"
    assert "Stelle 1 von 2" in page.get_by_role("status").first.text_content()
    sound_in_all_variants(page)
