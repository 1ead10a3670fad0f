"""A whole year: a round, answers by link, reminders, publication, the report, the next edition."""

import io
import re
from datetime import timedelta

import docx
import openpyxl
import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from miteinander.concept.choices import Responsibility
from miteinander.concept.models import MeasureResponsibility
from miteinander.kernel.tenancy import all_towns
from miteinander.rounds.models import Round
from tests import factories
from tests.journeys.stories import press
from tests.reporting.test_pdf import tags, text

SCHOOL, CLUB = "vhs@partner.example", "verein@partner.example"
WORDS = "Vierzig Menschen kommen jede Woche."


@pytest.fixture
def asked(plan, town, settings, live_server):
    """The plan, with a school that answers for two measures and a club that answers for one."""
    settings.MITEINANDER_SITE = f"{live_server.url}/"
    school = factories.organisation(town, "Volkshochschule", email=SCHOOL)
    club = factories.organisation(town, "Leseverein", email=CLUB)
    leads = [(plan.measure, school), (plan.others[0], school), (plan.others[1], club)]
    with all_towns():
        for measure, lead in leads:
            MeasureResponsibility.objects.create(
                municipality=town, measure=measure, organisation=lead, role=Responsibility.LEAD
            )
    return plan


def send_a_round(page: Page, work: str) -> None:
    """Ask all institutions; the answer is due in a week, so that a reminder is due today."""
    page.goto(f"{work}berichtsrunden/")
    press(page, "Berichtsrunde vorbereiten")
    page.get_by_label("Bezeichnung").fill("Umsetzungsstand")
    page.get_by_label("Antwort bis").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    page.get_by_label("Erinnern: Tage vor der Frist").fill("7")
    press(page, "Weiter zu den Maßnahmen")
    press(page, "Alle gezeigten aufnehmen")
    press(page, "Speichern und zur Vorschau")
    expect(page.get_by_role("row", name="Volkshochschule")).to_contain_text(SCHOOL)
    press(page, "Jetzt verschicken")


def link_in(inbox, to: str) -> str:
    """The personal link of the last mail to this address."""
    mail = [one for one in inbox.mails if one["To"] == to][-1]
    found = re.search(r"https?://\S+/bericht/\S+", mail.get_content())
    assert found, mail.get_content()
    return found[0]


def answer(page: Page, measure: str, status: str, words: str) -> None:
    """Say how far a measure is and hand it in."""
    section = page.get_by_role("region", name=measure)
    section.get_by_label("Wie weit ist die Maßnahme?").select_option(label=status)
    section.get_by_label("Was wurde getan?").fill(words)
    section.get_by_role("button", name="Abgeben").click()
    page.wait_for_load_state()


def a_day_passes() -> None:
    """As if the round had been sent yesterday: nobody is reminded on the day of the question."""
    with all_towns():
        Round.objects.update(sent_at=timezone.now() - timedelta(days=1))


def recipients(inbox) -> list[str]:
    return sorted(mail["To"] for mail in inbox.mails)


def saved(page: Page, words: str) -> bytes:
    """What a link with these words has the browser save."""
    with page.expect_download() as download:
        page.locator("main").get_by_role("link", name=f"{words} laden", exact=True).click()
    return download.value.path().read_bytes()


def test_a_year_from_the_round_to_the_next_edition(alice: Page, everyone: Page, asked, inbox):
    send_a_round(alice, asked.work)
    assert recipients(inbox) == [CLUB, SCHOOL]

    everyone.goto(link_in(inbox, SCHOOL))
    answer(everyone, "Sprachcafé", "fortgeschritten", WORDS)
    everyone.goto(link_in(inbox, SCHOOL))
    answer(everyone, "Kurse", "begonnen", "Der erste Kurs läuft.")

    a_day_passes()
    call_command("remind")
    assert recipients(inbox) == [CLUB, CLUB, SCHOOL]
    call_command("remind")
    assert len(inbox.mails) == 3
    everyone.goto(link_in(inbox, CLUB))
    answer(everyone, "Lesepaten", "geplant", "Wir suchen noch Paten.")

    everyone.goto(f"{asked.public}massnahmen/")
    everyone.get_by_role("link", name="Sprachcafé").first.click()
    expect(everyone.get_by_text(WORDS)).to_have_count(0)
    publish_all(alice, asked.work)
    everyone.reload()
    expect(everyone.get_by_text(WORDS).first).to_be_visible()

    read_the_report(alice, asked.work)
    write_on(alice, asked)
    everyone.goto(asked.public)
    expect(everyone.get_by_text("2030 bis 2035").first).to_be_visible()
    expect(everyone.get_by_text(asked.field.edition.label).first).to_be_visible()


def publish_all(page: Page, work: str) -> None:
    """Look the answers through and publish them all."""
    page.goto(f"{work}berichtsrunden/")
    page.get_by_role("link", name="Umsetzungsstand", exact=True).click()
    expect(page.get_by_text("3 von 3 Antworten sind da")).to_be_visible()
    press(page, "Antworten durchsehen und veröffentlichen")
    press(page, "Alle 3 veröffentlichen")
    press(page, "Veröffentlichen")


def read_the_report(page: Page, work: str) -> None:
    """Load the council report as PDF, Word and Excel, and read it back."""
    page.goto(f"{work}bericht/")
    paper = saved(page, "PDF")
    assert {"H1", "Table", "Figure"} <= tags(paper)
    assert WORDS in text(paper)
    word = docx.Document(io.BytesIO(saved(page, "Word")))
    assert any(WORDS in paragraph.text for paragraph in _paragraphs(word))
    book = openpyxl.load_workbook(io.BytesIO(saved(page, "Excel")))
    cells = [str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    assert any(WORDS in cell for cell in cells)


def _paragraphs(word):
    yield from word.paragraphs
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def write_on(page: Page, asked) -> None:
    """Draft the next edition, decide what becomes of all measures, adopt and publish it."""
    key = asked.field.edition_id
    page.goto(f"{asked.work}konzept/fassungen/{key}/naechste/")
    page.get_by_label("Bezeichnung").fill("2030 bis 2035")
    press(page, "Entwerfen")
    press(page, "Alle 3 offenen, an denen nichts geändert ist, fortführen")
    press(page, "Beschluss festhalten")
    page.get_by_label("Beschlossen am").fill(timezone.localdate().isoformat())
    page.get_by_label("Beschlossen von").fill("Rat der Stadt")
    page.get_by_label("Nummer der Vorlage").fill("12/2030")
    page.locator("input[name=is_sure]").check()
    press(page, "Festschreiben")
    press(page, "Veröffentlichen")
