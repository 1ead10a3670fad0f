"""Public pages in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from miteinander.concept import addresses
from miteinander.concept.choices import Status
from tests import factories
from tests.browser import sound_in_all_variants

pytestmark = pytest.mark.browser

PAGES = (
    *("town", "concept", "process", "field", "measures", "measure", "downloads"),
    *("contact", "contact_thanks", "imprint", "privacy", "security", "accessibility"),
)


@pytest.fixture
def rich_town(public_measure, town):
    """A town with a measure in every status."""
    goal = factories.goal(public_measure.field, topic=factories.topic(public_measure.field))
    for status in Status:
        factories.report(factories.measure(goal), status, note="Es geht **voran**.")
    factories.report(public_measure, Status.STARTED, status_text="in Arbeit")
    return town


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_is_sound_in_all_variants(page: Page, rich_town, public_measure, name):
    paths = {
        "field": addresses.field_path(rich_town.slug, public_measure.field),
        "measure": addresses.measure_path(rich_town.slug, public_measure),
    }
    page.goto(paths.get(name) or reverse(f"public:{name}", kwargs={"town": rich_town.slug}))
    sound_in_all_variants(page)


def test_the_page_of_all_towns_is_sound_in_all_variants(page: Page, rich_town):
    page.goto("/?suche=stadt")
    sound_in_all_variants(page)


def test_measures_are_searched_without_javascript(scriptless_page: Page, rich_town, public_measure):
    page = scriptless_page
    page.goto(reverse("public:measures", kwargs={"town": rich_town.slug}))
    page.get_by_label("Suchwörter").fill("eltern")
    page.get_by_text("Liste eingrenzen", exact=True).click()
    page.get_by_label("Stand", exact=True).select_option("begonnen (2)")
    page.get_by_role("button", name="Suchen").click()
    assert page.get_by_role("heading", name="1 Maßnahme gefunden").is_visible()
    page.get_by_role("link", name=str(public_measure)).click()
    assert page.get_by_role("heading", name="Kurse für Eltern").is_visible()
