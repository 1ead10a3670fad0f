"""Twelve people look for a course, eleven get a place, one says no in Arabic, the next moves up.

The pages are used once each by a provider, a guide and the coordinator; what repeats is made by the
same actions without a browser.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from miteinander.accounts.choices import Role
from miteinander.accounts.queries import actor_in
from tests import factories
from tests.browser import sign_in
from tests.courses.test_placement import a_run
from tests.journeys.stories import press

START = timezone.localdate() + timedelta(days=20)
NO_IN_ARABIC = "لا، لا أقبل المكان"


@pytest.fixture
def work(town, transactional_db, settings, live_server) -> str:
    settings.MITEINANDER_SITE = f"{live_server.url}/"
    return "/teststadt/arbeit/"


def tab_of(browser, live_server, user) -> Page:
    context = browser.new_context(base_url=live_server.url, locale="de-DE", reduced_motion="reduce")
    tab = context.new_page()
    sign_in(tab, user)
    return tab


def publish_a_course(tab: Page, work: str) -> None:
    """A provider offers a course with two places and publishes it."""
    tab.goto(f"{work}kurse/angebote/neu/")
    tab.get_by_label("Titel").fill("Deutsch am Vormittag")
    tab.get_by_label("Art", exact=True).select_option(label="Integrationskurs")
    tab.get_by_label("Institution").select_option(label="Volkshochschule")
    tab.get_by_label("Niveau zu Beginn").select_option(label="A1")
    tab.get_by_label("Ziel").select_option(label="A2")
    press(tab, "Speichern")
    press(tab, "Veröffentlichen")
    press(tab, "Durchgang anlegen")
    tab.get_by_label("Beginn").fill(START.isoformat())
    tab.get_by_label("Ende").fill((START + timedelta(days=90)).isoformat())
    tab.get_by_label("Kurszeiten").fill("Mo, Mi 08:30-12:45")
    tab.get_by_label("Plätze", exact=True).fill("2")
    press(tab, "Speichern")


def enter_amal(tab: Page, work: str) -> None:
    """A guide enters somebody who needs a course soon and reads Arabic."""
    tab.goto(f"{work}kurswuensche/neu/")
    tab.get_by_label("Vorname").fill("Amal")
    tab.get_by_label("Nachname").fill("Haddad")
    tab.get_by_label("Kontakt über").select_option(label="SMS")
    tab.get_by_label("Anschrift, E-Mail oder Handynummer").fill("0151 0000000")
    tab.get_by_label("Sprache der Briefe").select_option(label="Arabisch")
    tab.get_by_label("Niveau", exact=True).select_option(label="A1")
    tab.get_by_label("Woher bekannt").select_option(label="Einstufungstest")
    tab.get_by_label("Ziel", exact=True).select_option(label="Arbeit oder Ausbildung")
    tab.get_by_label("Montag bis Freitag, Vormittag (7 bis 13 Uhr)").check()
    tab.get_by_label("Dringlichkeit", exact=True).select_option("5")
    tab.get_by_label("Grund der Dringlichkeit").fill("Die Ausbildung beginnt bald")
    tab.get_by_label("Die Person hat die Hinweise").check()
    press(tab, "Speichern")
    expect(tab.get_by_role("heading", name="Amal Haddad")).to_be_visible()


def test_a_refusal_in_arabic_lets_the_next_move_up(
    browser, live_server, alice, everyone, town, work
):
    school = factories.organisation(town, "Volkshochschule")
    publish_a_course(tab_of(browser, live_server, factories.partner(school)), work)
    for number in range(9):
        a_run(town, f"Deutsch {number}")
    guide = factories.member(town, "Gül", Role.GUIDE)
    enter_amal(tab_of(browser, live_server, guide), work)
    for number in range(10):
        factories.learner(town, f"Person {number}", by=actor_in(guide, town))
    factories.learner(town, "Zoya Koval", urgency=1, by=actor_in(guide, town))

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
    press(alice, "Zahlen")
    expect(alice.get_by_role("row", name="Integrationskurs")).to_contain_text("0 Tage (Median)")
