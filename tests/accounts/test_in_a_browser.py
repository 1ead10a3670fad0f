"""Set-up, access and the municipality's own texts in a real browser, in every variant."""

import pytest
from playwright.sync_api import Page

from miteinander.kernel import setup_code
from miteinander.kernel.models import Municipality
from tests import factories
from tests.browser import sign_in, sound_in_all_variants

pytestmark = pytest.mark.browser


def test_a_town_is_set_up_without_a_script(scriptless_page: Page, db):
    page = scriptless_page
    factories.town("Kleve", ags="05154036", is_active=False)
    page.goto("/einrichten/")
    page.get_by_label("Kommune im Gemeindeverzeichnis finden").fill("kleve")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Kleve").click()
    page.get_by_label("Einrichtungscode").fill(setup_code.code())
    page.get_by_label("Ihr Name").fill("Dana Muster")
    page.get_by_label("Ihre E-Mail").fill("dana@kleve.example")
    page.get_by_label("Passwort").fill("sonne-mond-und-sterne")
    page.get_by_role("button", name="Einrichten").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Guten Tag, Dana Muster"
    assert Municipality.objects.get(slug="kleve").is_active


def test_the_set_up_is_sound_in_all_variants(page: Page, db):
    factories.town("Kleve", ags="05154036", is_active=False)
    page.goto("/einrichten/?suche=kleve")
    sound_in_all_variants(page)
    page.get_by_role("button", name="Einrichten").click()
    assert page.get_by_text("Bitte prüfen Sie Ihre Angaben").is_visible()
    sound_in_all_variants(page)


@pytest.mark.parametrize("path", ["", "zugaenge/neu/", "zugaenge/{pk}/", "kommune/"])
def test_every_page_is_sound_in_all_variants(page: Page, town, path):
    sign_in(page, factories.coordinator(town))
    pk = factories.editor(town).pk
    page.goto(f"/{town.slug}/arbeit/{path.format(pk=pk)}")
    assert page.get_by_role("heading", level=1).count() == 1
    sound_in_all_variants(page)


def test_the_home_with_work_waiting_is_sound_in_all_variants(page: Page, town):
    field = factories.field(factories.edition(town))
    factories.report(factories.measure(field, is_draft=True), is_published=False)
    sign_in(page, factories.coordinator(town))
    page.goto(f"/{town.slug}/arbeit/")
    assert page.get_by_role("heading", name="Das wartet auf Sie").is_visible()
    sound_in_all_variants(page)
