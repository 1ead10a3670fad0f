"""The components in a real browser, in every variant."""

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser import sign_in, sound_in_all_variants

pytestmark = pytest.mark.browser


def test_the_gallery_is_sound_in_all_variants(page: Page, town, settings):
    settings.MITEINANDER_DEMO = True
    page.goto("/bausteine/")
    sound_in_all_variants(page)


def test_the_sign_in_is_sound_in_all_variants(page: Page, town):
    page.goto("/konto/login/")
    assert page.get_by_role("heading", level=1).inner_text() == "Anmelden"
    sound_in_all_variants(page)


def test_the_workspace_is_sound_in_all_variants(page: Page, town):
    sign_in(page, factories.coordinator(town))
    page.goto(f"/{town.slug}/arbeit/zugaenge/")
    page.locator(".m-user > summary").click()
    assert page.get_by_role("button", name="Abmelden").is_visible()
    sound_in_all_variants(page)


def test_escape_closes_the_menu_of_the_user(page: Page, town):
    sign_in(page, factories.coordinator(town))
    page.goto(f"/{town.slug}/arbeit/zugaenge/")
    page.locator(".m-user > summary").click()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Abmelden").is_visible()


def test_the_menu_of_a_narrow_screen_opens_without_a_script(scriptless_page: Page, town):
    scriptless_page.set_viewport_size({"width": 320, "height": 700})
    scriptless_page.goto(f"/{town.slug}/")
    contact = scriptless_page.get_by_role("navigation", name="Hauptnavigation").get_by_text(
        "Kontakt"
    )
    assert not contact.is_visible()
    scriptless_page.get_by_text("Menü").click()
    assert contact.is_visible()


def test_the_menu_stands_open_on_a_wide_screen(scriptless_page: Page, town):
    scriptless_page.set_viewport_size({"width": 1280, "height": 700})
    scriptless_page.goto(f"/{town.slug}/")
    assert not scriptless_page.get_by_text("Menü").is_visible()
    navigation = scriptless_page.get_by_role("navigation", name="Hauptnavigation")
    assert navigation.get_by_role("link", name="Kontakt").is_visible()


def test_the_first_tab_leads_past_the_head(page: Page, town):
    page.goto(f"/{town.slug}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"
