"""The whole story with a real concept of 50 pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import stories
from tests.real.documents import document as real

FIELDS = [
    "Sprache und Bildung",
    "Wirtschaftliche Integration",
    "Interkulturelle Begegnung und Interreligiöser Dialog",
    "Interkulturelle Öffnung",
    "Gesundheit, Sport und Älter werden",
    "Wohnen",
    "Rechtliche Integration",
]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "integrationsplan.txt"
    path.write_bytes(real("karlsruhe_2018_integrationsplan_fortschreibung.txt"))
    return path


def test_a_real_concept_becomes_a_public_plan(page: Page, document: Path):
    stories.set_up_a_town(page, "Karlsruhe", "08212000")
    stories.hand_in(page, document)
    stories.take_over_and_publish(page)
    page.context.clear_cookies()
    page.goto("/karlsruhe/konzept/")
    for field in FIELDS:
        expect(page.get_by_role("link", name=field).first).to_be_visible()
    page.get_by_role("link", name="Rechtliche Integration").first.click()
    expect(page.get_by_text("Die Zahl der Einbürgerungen steigt.")).to_be_visible()
