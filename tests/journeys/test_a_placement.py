"""Ten courses, twelve people, eleven places: from the providers' offers to the council's report.

All of it goes through the pages as people use them: two providers enter a course each, the town
reads in the table that they sent of their others, a guide enters everybody at the desk.
"""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from miteinander.accounts.choices import Role
from tests import factories
from tests.browser import sign_in
from tests.journeys.stories import press
from tests.reporting.test_pdf import text

START = timezone.localdate() + timedelta(days=20)
NO_IN_ARABIC = "لا، لا أقبل المكان"
PROVIDERS = ("Volkshochschule", "Familienbildungsstätte")
NAMES = ("Ana", "Boris", "Clara", "Dan", "Elif", "Farid", "Goran", "Hana", "Ivo", "Jana")


@pytest.fixture
def work(plan, town, settings, live_server) -> str:
    settings.MITEINANDER_SITE = f"{live_server.url}/"
    return plan.work


def tab_of(browser, live_server, user) -> Page:
    context = browser.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    tab = context.new_page()
    sign_in(tab, user)
    return tab


def publish_a_course(tab: Page, work: str, of: str, title: str, places: int) -> None:
    """A provider offers a course and publishes it."""
    tab.goto(f"{work}kurse/angebote/neu/")
    tab.get_by_label("Titel").fill(title)
    tab.get_by_label("Art", exact=True).select_option(label="Integrationskurs")
    tab.get_by_label("Institution").select_option(label=of)
    tab.get_by_label("Niveau zu Beginn").select_option(label="A1")
    tab.get_by_label("Ziel").select_option(label="A2")
    press(tab, "Speichern")
    press(tab, "Veröffentlichen")
    press(tab, "Durchgang anlegen")
    tab.get_by_label("Beginn").fill(START.isoformat())
    tab.get_by_label("Ende").fill((START + timedelta(days=90)).isoformat())
    tab.get_by_label("Kurszeiten").fill("Mo, Mi 08:30-12:45")
    tab.get_by_label("Plätze", exact=True).fill(str(places))
    press(tab, "Speichern")


def their_table(folder: Path) -> Path:
    """Eight more courses of both providers with one place each, as their office writes them."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    head = ("Nummer", "Anbieter", "Kursart", "Titel", "Niveau von", "Niveau bis", "Beginn", "Ende")
    writer.writerow((*head, "Kurszeiten", "Plätze", "Freie Plätze", "Gemeldet am", "Status"))
    ends, today = START + timedelta(days=90), timezone.localdate()
    for number in range(8):
        what = (f"K-{number}", PROVIDERS[number % 2], "Integrationskurs", f"Deutsch {number}")
        days = ("A1", "A2", f"{START:%d.%m.%Y}", ends.isoformat(), "Mo, Mi 08:30-12:45")
        writer.writerow((*what, *days, "1", "1", f"{today:%d.%m.%Y}", "Anmeldung offen"))
    path = folder / "kurse.csv"
    path.write_text(file.getvalue())
    return path


def read_in_and_publish(tab: Page, work: str, table: Path) -> None:
    """The town reads their table in, looks at the preview and publishes what is new."""
    tab.goto(f"{work}kurse/einlesen/")
    tab.locator("input[type=file]").set_input_files(table)
    tab.locator("main form button[type=submit]").first.click()
    expect(tab.get_by_text("8 neu").first).to_be_visible()
    press(tab, "übernehmen")
    for number in range(8):
        tab.goto(f"{work}kurse/angebote/")
        press(tab, f"Deutsch {number}")
        press(tab, "Veröffentlichen")


def enter(tab: Page, work: str, first: str, last: str, *, language="Deutsch", urgency=3) -> None:
    """A guide enters somebody with a tested level who has time in the mornings."""
    tab.goto(f"{work}kurswuensche/neu/")
    tab.get_by_label("Vorname").fill(first)
    tab.get_by_label("Nachname").fill(last)
    tab.get_by_label("Kontakt über").select_option(label="SMS")
    tab.get_by_label("Anschrift, E-Mail oder Handynummer").fill("0151 0000000")
    tab.get_by_label("Sprache der Briefe").select_option(label=language)
    tab.get_by_label("Niveau", exact=True).select_option(label="A1")
    tab.get_by_label("Woher bekannt").select_option(label="Einstufungstest")
    tab.get_by_label("Ziel", exact=True).select_option(label="Arbeit oder Ausbildung")
    # The whole cell is the label: a click on the box hits that first.
    tab.get_by_label("Montag bis Freitag, Vormittag (7 bis 13 Uhr)").check(force=True)
    tab.get_by_label("Dringlichkeit", exact=True).select_option(str(urgency))
    if urgency > 3:
        tab.get_by_label("Grund der Dringlichkeit").fill("Die Ausbildung beginnt bald")
    tab.get_by_label("Die Person hat die Hinweise").check()
    press(tab, "Speichern")
    expect(tab.get_by_role("heading", name=f"{first} {last}")).to_be_visible()


def files_of_the_report(tab: Page, work: str, folder: Path) -> tuple[str, list[tuple]]:
    """The council report as text of its PDF, and the rows on courses of its workbook."""
    tab.goto(f"{work}bericht/")
    found = []
    for words in ("PDF laden", "Excel laden"):
        with tab.expect_download() as loading:
            tab.get_by_role("link", name=words, exact=True).click()
        found.append(folder / loading.value.suggested_filename)
        loading.value.save_as(found[-1])
    sheet = openpyxl.load_workbook(found[1])["Deutschkurse"]
    return text(found[0].read_bytes()), list(sheet.values)


def test_from_the_offers_of_two_providers_to_waiting_times_in_the_council_report(
    browser, live_server, alice, everyone, town, work, tmp_path
):
    for places, name in ((2, PROVIDERS[0]), (1, PROVIDERS[1])):
        provider = factories.partner(factories.organisation(town, name), f"Paula {places}")
        tab = tab_of(browser, live_server, provider)
        publish_a_course(tab, work, name, f"Deutsch am Vormittag {places}", places)
    read_in_and_publish(alice, work, their_table(tmp_path))
    desk = tab_of(browser, live_server, factories.member(town, "Gül", Role.GUIDE))
    enter(desk, work, "Amal", "Haddad", language="Arabisch", urgency=5)
    for name in NAMES:
        enter(desk, work, name, "Probe")
    enter(desk, work, "Zoya", "Koval", urgency=1)

    alice.goto(f"{work}vermittlung/")
    press(alice, "Vorschläge berechnen")
    alice.goto(f"{work}vermittlung/")
    expect(alice.get_by_text("11 von 12 Menschen haben einen Vorschlag")).to_be_visible()
    expect(alice.get_by_role("row", name="Zoya Koval")).to_contain_text("alle Plätze sind vergeben")
    for box in alice.locator("input[name=proposals]").all():
        box.check()
    press(alice, "Markierte annehmen")
    expect(alice.get_by_text("11 angenommen")).to_be_visible()

    press(alice, "Amal Haddad")
    link = re.search(r"https?://\S+/platz/\S+/", alice.locator("blockquote").first.inner_text())
    assert link
    everyone.goto(link[0])
    assert everyone.locator("[dir=rtl]").count()
    everyone.get_by_role("button", name=NO_IN_ARABIC).click()
    expect(everyone.get_by_text("سنواصل البحث لك")).to_be_visible()

    alice.goto(f"{work}vermittlung/")
    expect(alice.get_by_role("row", name="Zoya Koval")).to_contain_text("Deutsch")
    expect(alice.get_by_role("row", name="Zoya Koval")).not_to_contain_text("Kein Platz")

    said, rows = files_of_the_report(alice, work, tmp_path)
    assert "wurden etwa 10 Plätze in Kursen angeboten" in " ".join(said.split())
    waited = ("Wie lange Menschen warteten", "Integrationskurs")
    assert (*waited, "bis zum Angebot", "0 Tage") in rows
    became = ("Was aus den Angeboten wurde", "Integrationskurs")
    assert (*became, "abgesagt oder abgelaufen", "unter 5") in rows
    free = (f"Freie Plätze am {timezone.localdate():%d.%m.%Y}", "Integrationskurs")
    assert (*free, "Durchgänge", 10) in rows
