"""Tests of the signed-in home: what is waiting for whom."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Draft
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.workspace import queries
from tests import factories
from tests.factories import rounds
from tests.signing_in import signed_in

HOME = "/teststadt/arbeit/"


@pytest.fixture
def edition(town):
    return factories.edition(town, label="2026")


@pytest.fixture
def field(edition):
    return factories.field(edition)


def draft(town, measure, user) -> Draft:
    with all_towns():
        return Draft.objects.create(
            municipality=town,
            user=user,
            kind="measure",
            item_id=measure.pk,
            base_version=1,
            values={},
        )


def document(town, state=ImportState.REVIEW, name="Konzept.pdf") -> ConceptImport:
    with all_towns():
        return ConceptImport.objects.create(
            municipality=town, name=name, file="x", sha256="0" * 64, state=state
        )


def test_an_empty_town_shows_the_first_steps(as_coordinator, as_editor, town):
    text = as_coordinator.get(HOME).content.decode()
    for path in ("importe/", "konzept/beginnen/", "zugaenge/neu/", "kommune/"):
        assert f'href="/teststadt/arbeit/{path}"' in text
    assert "Noch kein Konzept" in as_editor.get(HOME).content.decode()


def test_measures_are_counted_by_what_their_reports_lack(in_town, edition, field):
    today = timezone.localdate()
    factories.measure(field)
    factories.measure(field, is_draft=True)
    factories.report(factories.measure(field), reported_on=today)
    factories.report(factories.measure(field), reported_on=today - timedelta(days=400))
    factories.measure(factories.field(factories.edition(in_town)))
    found = queries.measures(edition)
    assert found == queries.Measures(
        total=4,
        drafts=1,
        unreported=2,
        not_recent=3,
        concerns=[("ohne-institution", "ohne federführende Institution", 4)],
    )


def test_the_numbers_are_those_of_the_lists_that_they_lead_to(as_coordinator, field):
    for _ in range(2):
        factories.measure(field)
    factories.report(factories.measure(field, is_draft=True), reported_on=date(2020, 1, 1))
    with all_towns():
        counts = queries.measures(field.edition)
    for query, number in (
        ("stand=ohne", counts.unreported),
        ("bericht=12", counts.not_recent),
        ("entwurf=ja", counts.drafts),
    ):
        assert f"?{query}" in as_coordinator.get(HOME).content.decode()
        page = as_coordinator.get(f"{HOME}massnahmen/?{query}").context["page"]
        assert len(page.items) == number


def test_unpublished_reports_wait_with_their_measure(as_coordinator, as_editor, field):
    measure = factories.measure(field, "Elterncafé")
    factories.report(measure, is_published=False)
    text = as_coordinator.get(HOME).content.decode()
    assert "Berichte prüfen und veröffentlichen" in text
    assert "Elterncafé" in text
    assert "warten auf die Koordination" in as_editor.get(HOME).content.decode()


def test_only_own_drafts_are_offered_and_none_of_a_deleted_item(
    in_town, editor, coordinator, field
):
    measure, gone = factories.measure(field, "Elterncafé"), factories.measure(field)
    bob = factories.editor(in_town)
    draft(in_town, measure, bob)
    draft(in_town, gone, bob)
    gone.delete()
    assert [own.title for own in queries.own_drafts(editor)] == ["Elterncafé"]
    assert queries.own_drafts(coordinator) == []


def test_a_draft_leads_back_to_its_form(as_editor, town, field):
    measure = factories.measure(field, "Elterncafé")
    draft(town, measure, factories.editor(town))
    path = f"{HOME}konzept/massnahmen/{measure.pk}/bearbeiten/?entwurf=1"
    assert path in as_editor.get(HOME).content.decode()
    assert as_editor.get(path).status_code == 200


def test_documents_wait_for_the_coordination_only(as_coordinator, as_editor, town):
    waiting = document(town)
    document(town, ImportState.TAKEN_OVER, "Fertig.pdf")
    document(town, ImportState.READING, "Laufend.pdf")
    text = as_coordinator.get(HOME).content.decode()
    assert f"importe/{waiting.pk}/durchsicht/" in text
    assert "Laufend.pdf wird gelesen" in text
    assert "Fertig.pdf" not in text
    assert "Konzept.pdf" not in as_editor.get(HOME).content.decode()


def test_an_unpublished_edition_waits_for_the_coordination(as_coordinator, as_editor, town):
    edition = factories.edition(town, is_published=False, label="2027")
    factories.measure(factories.field(edition))
    assert "Fassung 2027 veröffentlichen" in as_coordinator.get(HOME).content.decode()
    assert "veröffentlichen" not in as_editor.get(HOME).content.decode()


def test_when_all_is_done_the_page_says_so(as_coordinator, field, town):
    lead = factories.organisation(town, email="vhs@partner.example")
    factories.report(factories.measure(field, lead=lead), reported_on=timezone.localdate())
    assert "Nichts wartet" in as_coordinator.get(HOME).content.decode()


def test_strangers_do_not_come_in(as_stranger, town):
    assert as_stranger.get(HOME).status_code == 404
    assert Client().get(HOME)["Location"].startswith("/konto/login/")


def test_nothing_of_another_town_is_counted(in_town, edition, coordinator):
    other = factories.town("Fremdstadt")
    measure = factories.measure(factories.field(factories.edition(other)))
    factories.report(measure, is_published=False)
    document(other)
    with town_scope(in_town):
        assert queries.measures(edition).total == 0
        assert queries.unpublished_reports(edition).total == 0
        assert queries.open_imports() == []


@pytest.mark.parametrize("number", [1, 3])
def test_home_costs_the_same_for_one_and_three(
    as_coordinator, town, field, number, django_assert_num_queries
):
    alice = factories.coordinator(town)
    for _ in range(number):
        measure = factories.measure(field, is_draft=True)
        factories.report(measure, is_published=False)
        draft(town, measure, alice)
        document(town)
    as_coordinator.get(HOME)
    with django_assert_num_queries(12):
        as_coordinator.get(HOME)


def test_administration_stands_below_a_heading_of_its_own(as_coordinator, as_editor, town):
    work, heading, administration = (
        as_coordinator.get(HOME).content.decode().partition('id="verwaltung">Verwaltung</p>')
    )
    assert heading
    for path in ("zugaenge/", "datenschutz/", "schnittstelle/", "kommune/"):
        assert f'href="/teststadt/arbeit/{path}"' in administration
    assert 'href="/teststadt/arbeit/institutionen/"' in work
    assert "arbeit/kommune/" not in as_editor.get(HOME).content.decode()


def test_who_only_administers_finds_the_pages_in_the_text(town):
    page = signed_in(factories.auditor(town)).get(HOME).content.decode().partition("<main")[2]
    assert 'href="/teststadt/arbeit/datenschutz/protokoll/"' in page


def test_a_partner_sees_what_is_asked_and_what_was_reported_last(field, town):
    mine = factories.organisation(town)
    measure = factories.measure(field, "Nähkurs", lead=mine)
    factories.report(measure)
    factories.report(factories.measure(field, "Chor"), is_published=False)
    asking = rounds.a_round(field.edition, measure)
    rounds.answer(rounds.inquiry(asking, mine), measure)
    other = factories.organisation(town)
    rounds.answer(rounds.inquiry(asking, other), measure)
    told = signed_in(factories.partner(mine)).get(HOME).content.decode()
    assert "1 Antwort zu Ihren Maßnahmen geben" in told
    assert "Nähkurs" in told
    assert "Chor" not in told
