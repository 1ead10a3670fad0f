"""The pages of the plan's workspace in a real browser, in every variant."""

from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from miteinander.accounts.queries import actor_in
from miteinander.concept.actions import deletion, drafts, plan
from miteinander.concept.choices import ItemKind, Status
from miteinander.concept.models import Attachment, Guideline, MeasureLink, ProcessStep
from miteinander.concept.values import content
from miteinander.kernel.tenancy import town_scope
from miteinander.network.models import Organisation
from tests import factories
from tests.browser import sign_in, sound_in_all_variants

pytestmark = pytest.mark.browser

LONG = "Integrationsbeauftragtenfortbildungsveranstaltungen"
TEXT = f"Was getan wird, **für wen** und mit wem.\n\n- {LONG}\n- Beratung\n\n> Zitat"


@pytest.fixture
def rich(town):
    """A town with a plan in which everything occurs; its parts by name."""
    edition = factories.edition(town, preamble=TEXT)
    field = factories.field(edition, "Sprache und Bildung", number="1", description=TEXT)
    topic = factories.topic(field, "Frühe Bildung")
    goal = factories.goal(field, f"Alle lernen Deutsch ({LONG})", topic=topic, number="1.1")
    measure = factories.measure(
        goal,
        f"Sprachcafé: {LONG}",
        number="1.1.1",
        lead=factories.organisation(town, f"Verein für {LONG}"),
        description=TEXT,
        approach=TEXT,
        indicators="Zahl der Treffen\nZahl der Gäste",
        internal_notes="Nur für uns",
        period="2024 bis 2026",
        cost_eur=12_000,
    )
    for status in (Status.STARTED, Status.ADVANCED):
        factories.report(measure, status, note=TEXT)
    report = factories.report(measure, Status.PAUSED, is_published=False, note=TEXT)
    factories.measure(field, "Ein Entwurf", is_draft=True)
    parts = {"edition": edition, "field": field, "topic": topic, "goal": goal, "measure": measure}
    with town_scope(town):
        parts |= _lists_and_files(town, edition, measure)
        parts |= _two_at_work(town, measure, field)
    keys = {name: one.pk for name, one in {**parts, "report": report}.items()}
    return SimpleNamespace(town=town, user=factories.coordinator(town), keys=keys, **parts)


def _lists_and_files(town, edition, measure):
    shared = {"municipality": town, "edition": edition}
    # So many that the form offers a search in them.
    Organisation.objects.bulk_create(
        Organisation(municipality=town, name=f"Institution {number}") for number in range(14)
    )
    MeasureLink.objects.create(
        municipality=town, measure=measure, title="Mehr dazu", url=f"https://{LONG}.example/"
    )
    ProcessStep.objects.create(**shared, title="Auftakt", date_text="Mai 2023", description=TEXT)
    file = {"title": f"Flyer {LONG}", "name": f"{LONG}.pdf", "size": 12_345}
    return {
        "entry": Guideline.objects.create(**shared, title="Mut", question="Was wagen wir?"),
        "file": Attachment.objects.create(**shared, measure=measure, **file),
        "download": Attachment.objects.create(**shared, **file, published_at=timezone.now()),
    }


def _two_at_work(town, measure, field):
    """Bob saved while Alice was typing, and a measure with a history was deleted."""
    alice = actor_in(factories.coordinator(town), town)
    bob = actor_in(factories.editor(town), town)
    mine = {**content(measure), "title": "Was Alice schreibt", "description": TEXT * 2}
    drafts.save(ItemKind.MEASURE, measure.pk, mine, base_version=measure.version, by=alice)
    theirs = {**content(measure), "title": f"Was Bob schreibt: {LONG}", "period": "2030"}
    changed = plan.change(measure, theirs, based_on=measure.version, by=bob)
    drafts.save(ItemKind.MEASURE, measure.pk, theirs, base_version=changed.version, by=bob)
    gone = plan.add(ItemKind.GOAL, field, {"number": "9", "title": f"Weg: {LONG}"}, by=bob)
    deletion.delete(gone, based_on=gone.version, by=alice)
    return {"gone": gone}


GROUPS = {
    "the plan": [
        "konzept/",
        "konzept/?suche=sprachcafé&stand=started",
        "konzept/?suche=nirgends",
        "konzept/geloescht/",
        "konzept/bezeichnungen/",
    ],
    "the edition": [
        "konzept/fassungen/{edition}/",
        "konzept/fassungen/{edition}/liste/leitlinien/",
        "konzept/fassungen/{edition}/liste/entstehung/",
        "konzept/fassungen/{edition}/liste/leitlinien/neu/",
        "konzept/listen/leitlinien/{entry}/",
        "konzept/listen/leitlinien/{entry}/loeschen/",
        "konzept/fassungen/{edition}/dateien/neu/",
    ],
    "measures": [
        "massnahmen/",
        "massnahmen/?suche=nirgends",
        "massnahmen/{measure}/",
        "massnahmen/{measure}/dateien/neu/",
        "dateien/{file}/loeschen/",
    ],
    "reports": [
        "massnahmen/{measure}/bericht/",
        "berichte/{report}/",
        "berichte/{report}/loeschen/",
    ],
    "adding": [
        "konzept/fassungen/{edition}/neu/felder/",
        "konzept/felder/{field}/neu/themen/",
        "konzept/themen/{topic}/neu/ziele/",
        "konzept/ziele/{goal}/neu/massnahmen/",
    ],
    "editing": [
        "konzept/felder/{field}/bearbeiten/",
        "konzept/ziele/{goal}/bearbeiten/",
        "konzept/massnahmen/{measure}/bearbeiten/",
        "konzept/massnahmen/{measure}/bearbeiten/?entwurf=1",
        "konzept/massnahmen/{measure}/vergleich/",
    ],
    "moving and deleting": [
        "konzept/themen/{topic}/verschieben/",
        "konzept/massnahmen/{measure}/verschieben/",
        "konzept/felder/{field}/loeschen/",
        "konzept/ziele/{goal}/loeschen/",
        "konzept/massnahmen/{measure}/loeschen/",
    ],
    "the history": [
        "konzept/massnahmen/{measure}/verlauf/",
        "konzept/ziele/{gone}/verlauf/",
        "konzept/felder/{field}/verlauf/",
    ],
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_page_is_sound_in_all_variants(page: Page, rich, group, subtests):
    sign_in(page, rich.user)
    for path in GROUPS[group]:
        with subtests.test(path):
            answer = page.goto(f"/{rich.town.slug}/arbeit/{path.format(**rich.keys)}")
            assert answer.status == 200
            assert page.get_by_role("heading", level=1).count() == 1
            sound_in_all_variants(page)


def test_a_town_without_a_concept_begins_soundly(page: Page, town):
    sign_in(page, factories.coordinator(town))
    for path in ("konzept/", "konzept/beginnen/", "massnahmen/", "konzept/geloescht/"):
        page.goto(f"/{town.slug}/arbeit/{path}")
        sound_in_all_variants(page)


def test_a_form_with_errors_is_sound(page: Page, rich):
    sign_in(page, rich.user)
    page.goto(f"/{rich.town.slug}/arbeit/konzept/massnahmen/{rich.measure.pk}/bearbeiten/")
    title = page.get_by_label("Titel", exact=True)
    title.evaluate("field => field.removeAttribute('required')")
    title.fill("")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    sound_in_all_variants(page)


def test_a_large_plan_is_folded_and_unfolds_soundly(page: Page, rich, monkeypatch):
    monkeypatch.setattr("miteinander.concept.views.plan.SMALL", 1)
    monkeypatch.setattr("miteinander.concept.views.plan.LARGE", 1)
    sign_in(page, rich.user)
    page.goto(f"/{rich.town.slug}/arbeit/konzept/")
    expect(page.get_by_role("link", name="Ein Entwurf")).to_have_count(0)
    sound_in_all_variants(page)
    page.get_by_role("heading", name="Sprache und Bildung").click()
    expect(page.get_by_role("link", name="Ein Entwurf")).to_be_visible()
    sound_in_all_variants(page)


@pytest.mark.parametrize(
    ("level", "act", "words"),
    [
        ("m-node--measure", "Bearbeiten", "Alle Angaben bearbeiten"),
        ("m-node--measure", "Verschieben", "Alles, was darunter steht"),
        ("m-node--goal", "Löschen", "Direkt darunter"),
        ("m-node--topic", "+ Ziel", "Der neue Eintrag ist ein Entwurf"),
    ],
)
def test_a_form_inside_the_plan_is_sound(page: Page, rich, level, act, words):
    sign_in(page, rich.user)
    page.goto(f"/{rich.town.slug}/arbeit/konzept/")
    page.locator(f".{level}").first.get_by_role("link", name=act).first.click()
    expect(page.get_by_text(words)).to_be_visible()
    sound_in_all_variants(page)
    page.get_by_role("link", name="Abbrechen").click()
    expect(page.get_by_text(words)).to_have_count(0)
