"""The whole story: a new user, an invented document, a plan that everyone can read."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import stories

DOCUMENT = """Integrationskonzept der Stadt Neuburg

1. Handlungsfeld „Sprache und Bildung“
1.1. Frühe Bildung
Ausgangslage
Viele Kinder lernen Deutsch erst in der Kita.
Ziel
Alle Kinder kommen mit guten Deutschkenntnissen in die Schule.
Konkret bedeutet dies:

Jede Kita benennt eine Fachkraft für Sprachbil-
dung.

Eltern erhalten Beratung in ihrer Sprache.

2. Handlungsfeld „Wohnen“
Ausgangslage
Wohnungen sind knapp.
Ziel
Alle finden eine bezahlbare Wohnung.
Konkret bedeutet dies:

Die Stadt vermittelt zwischen Mietenden und Vermietenden.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "konzept.txt"
    path.write_text(DOCUMENT, "utf-8")
    return path


def test_a_new_user_gets_from_nothing_to_a_public_plan(page: Page, document: Path):
    stories.set_up_a_town(page, "Neuburg", "05000001")
    stories.hand_in(page, document)
    stories.correct_title(page, "Fachkraft", "Jede Kita hat eine Fachkraft für Sprache")
    stories.leave_out(page, "Eltern erhalten")
    stories.take_over_and_publish(page)

    page.context.clear_cookies()
    page.goto("/neuburg/konzept/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Neuburg")
    expect(page.get_by_text("2 Maßnahmen").first).to_be_visible()
    page.get_by_role("link", name="Sprache und Bildung").first.click()
    expect(page.get_by_text("Alle Kinder kommen mit guten Deutschkenntnissen")).to_be_visible()
    expect(page.get_by_text("Eltern erhalten Beratung")).to_have_count(0)
    page.get_by_role("link", name="Jede Kita hat eine Fachkraft für Sprache").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Jede Kita hat eine Fachkraft für Sprache"
    )


def test_the_same_works_without_javascript(scriptless_page: Page, document: Path):
    page = scriptless_page
    stories.set_up_a_town(page, "Neuburg", "05000001")
    stories.hand_in(page, document)
    stories.correct_title(page, "Fachkraft", "Jede Kita hat eine Fachkraft für Sprache")
    stories.leave_out(page, "Eltern erhalten")
    stories.take_over_and_publish(page)
    page.goto("/neuburg/konzept/massnahmen/")
    expect(
        page.get_by_role("link", name="Jede Kita hat eine Fachkraft für Sprache")
    ).to_be_visible()


def test_nothing_is_public_before_it_is_published(page: Page, document: Path):
    stories.set_up_a_town(page, "Neuburg", "05000001")
    stories.hand_in(page, document)
    stories.press(page, "Weiter zur Übernahme")
    stories.press(page, "Jetzt übernehmen")
    page.context.clear_cookies()
    page.goto("/neuburg/konzept/")
    expect(page.get_by_text("Fachkraft")).to_have_count(0)
    assert page.goto("/neuburg/konzept/massnahmen/").status in (200, 404)
    expect(page.get_by_text("Fachkraft")).to_have_count(0)
