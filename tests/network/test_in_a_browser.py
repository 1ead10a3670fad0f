"""The network's pages in a real browser, in every variant."""

import pytest
from playwright.sync_api import Page

from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Person
from tests import factories
from tests.browser import sign_in, sound_in_all_variants

pytestmark = pytest.mark.browser


@pytest.fixture
def vhs(town):
    made = factories.organisation(
        town,
        "Volkshochschulzweckverband mit einem recht langen Namen",
        email="volkshochschulzweckverband@teststadt.example",
        address="Marktplatz 1\n12345 Teststadt",
        website="https://www.volkshochschulzweckverband-teststadt.example/",
    )
    with all_towns():
        Person.objects.create(
            municipality=town,
            organisation=made,
            last_name="Musterfrau-Beispielmann",
            email="dana.musterfrau-beispielmann@volkshochschulzweckverband.example",
            phone="02821 123",
        )
    return made


@pytest.mark.parametrize(
    "path",
    [
        "institutionen/",
        "institutionen/?suche=nichts",
        "institutionen/neu/",
        "institutionen/einlesen/",
        "institutionen/{pk}/",
        "institutionen/{pk}/zusammenfuehren/",
        "personen/",
        "personen/neu/",
    ],
)
def test_every_page_is_sound_in_all_variants(page: Page, town, vhs, path):
    sign_in(page, factories.coordinator(town))
    page.goto(f"/{town.slug}/arbeit/{path.format(pk=vhs.pk)}")
    assert page.get_by_role("heading", level=1).count() == 1
    sound_in_all_variants(page)


def test_the_preview_of_a_table_is_sound_and_is_taken_over(page: Page, town, vhs):
    sign_in(page, factories.coordinator(town))
    page.goto(f"/{town.slug}/arbeit/institutionen/einlesen/")
    table = b"Name;Art\nSchachclub;Sportverein\nFalsch;Raumschiff\n"
    page.get_by_label("Datei").set_input_files(
        {"name": "verein.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Prüfen").click()
    assert page.get_by_text("„Raumschiff“ ist keine bekannte Art").is_visible()
    sound_in_all_variants(page)
    page.get_by_role("button", name="Übernehmen").click()
    assert page.get_by_text("1 neu angelegt, 0 geändert.").is_visible()


def test_a_nearly_equal_name_is_asked_about_without_a_script(scriptless_page: Page, town, vhs):
    sign_in(scriptless_page, factories.coordinator(town))
    scriptless_page.goto(f"/{town.slug}/arbeit/institutionen/neu/")
    scriptless_page.get_by_label("Name", exact=True).fill(f"{vhs.name} e.V.")
    scriptless_page.get_by_role("button", name="Anlegen", exact=True).click()
    scriptless_page.get_by_role("button", name="Trotzdem anlegen").click()
    assert scriptless_page.get_by_text("ist angelegt").is_visible()
