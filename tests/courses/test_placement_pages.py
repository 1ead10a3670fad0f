"""The board of proposals, offers and the page behind the link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from miteinander.courses import availability, offer_links, offer_texts
from miteinander.courses.models import Learner, PlacementProposal, PlacementRound, PlaceOffer
from miteinander.courses.placement_choices import Decision, LearnerState, OfferState
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.courses.test_placement import MORNINGS, a_run, calculated
from tests.queries import questions

WORK = "/teststadt/arbeit/"
BOARD = f"{WORK}vermittlung/"


@pytest.fixture
def run(town):
    return a_run(town, "Deutsch am Morgen")


def link(offer) -> str:
    return offer_links.address(offer, "teststadt").partition("//")[2].partition("/")[2]


def at(offer) -> str:
    return f"/{link(offer)}"


def test_the_board_says_why_and_that_staff_decide(as_coordinator, town, run):
    factories.learner(town, "Amal Haddad", urgency=5)
    factories.learner(town, "Bohdan Koval", child_care=False)
    calculated(town)
    page = as_coordinator.get(BOARD).content.decode()
    assert "Das ist ein Vorschlag, Sie entscheiden." in page
    assert "Art. 22 DSGVO" in page
    assert "1 von 2 Menschen haben einen Vorschlag" in page
    assert "alle Plätze sind vergeben" in page
    assert "Ein Platz mehr" in page


def test_all_marked_proposals_are_accepted_at_once(as_coordinator, town, run):
    factories.learner(town, "Amal Haddad")
    one = calculated(town)
    with town_scope(town):
        keys = list(PlacementProposal.objects.filter(round=one).values_list("pk", flat=True))
    sent = {"proposals": keys, "do": "accept"}
    page = as_coordinator.post(f"{BOARD}entscheiden/", sent, follow=True).content.decode()
    assert "1 angenommen" in page
    assert "Amal Haddad" in page
    page = as_coordinator.post(f"{BOARD}entscheiden/", sent, follow=True).content.decode()
    assert "schon entschieden" in page


def test_where_nobody_has_a_place_there_is_nothing_to_mark_or_accept(as_coordinator, town, run):
    for _ in range(2):
        factories.learner(town)
    calculated(town)
    assert "Markierte annehmen" in as_coordinator.get(BOARD).content.decode()
    page = as_coordinator.get(f"{BOARD}?zeigen=ohne").content.decode()
    assert "Kein Platz" in page
    assert "Markierte annehmen" not in page


def test_one_place_for_two_marked_is_given_to_nobody(as_coordinator, town, run):
    for _ in range(2):
        factories.learner(town)
    one = calculated(town)
    with town_scope(town):
        PlacementProposal.objects.filter(round=one).update(run=run)
        keys = list(PlacementProposal.objects.values_list("pk", flat=True))
    sent = {"proposals": keys, "do": "accept"}
    page = as_coordinator.post(f"{BOARD}entscheiden/", sent, follow=True).content.decode()
    assert "kein Platz mehr frei" in page
    with town_scope(town):
        assert not PlaceOffer.objects.exists()


def test_another_run_can_be_taken_and_those_that_do_not_fit_say_why(as_coordinator, town, run):
    evening = a_run(town, "Abendkurs", times="Mo 18:00-20:00", places=3)
    a_run(town, "Für Fortgeschrittene", level_from="B1", level_to="B2")
    learner = factories.learner(town, "Amal Haddad", preferred_time="morning")
    calculated(town)
    with town_scope(town):
        proposal = PlacementProposal.objects.get()
    address = f"{WORK}vorschlaege/{proposal.pk}/"
    page = as_coordinator.get(address).content.decode()
    assert "Geht nicht, weil das Niveau nicht passt (er führt von B1 bis B2)." in page
    as_coordinator.post(address, {"run": evening.pk})
    with town_scope(town):
        proposal.refresh_from_db()
        assert (proposal.decision, proposal.chosen) == (Decision.CHANGED, evening)
        assert learner.offers.get().run == evening


def cost(client) -> int:
    """How much is asked of the database for the page."""
    with CaptureQueriesContext(connection) as captured:
        client.get(BOARD)
    return len(questions(captured))


def test_the_board_costs_the_same_for_two_and_four(as_coordinator, town, run):
    for _ in range(2):
        factories.learner(town)
    calculated(town)
    as_coordinator.get(BOARD)
    two = cost(as_coordinator)
    for _ in range(2):
        factories.learner(town)
    calculated(town)
    assert cost(as_coordinator) == two


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ar", "rtl", "لا، لا أقبل المكان"),
        ("uk", "ltr", "Ні, я не приймаю місце"),
        ("tr", "ltr", "Hayır, yeri kabul etmiyorum"),
        ("en", "ltr", "No, I do not take the place"),
        ("de", "ltr", "Nein, ich nehme den Platz nicht"),
    ],
)
def test_the_link_opens_in_the_person_s_language(client, town, run, language, direction, words):
    offer = factories.offer(factories.learner(town, "Amal Haddad", language=language), run)
    page = client.get(at(offer)).content.decode()
    assert words in page
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert offer_texts.in_language(language).to_content in page
    assert ("\u206608:30–\u206012:45\u2069" in page) is (direction == "rtl")
    # What stands below in German for whoever helps to read it says so.
    assert ('<details class="m-fold" lang="de" dir="ltr">' in page) is (language != "de")
    with town_scope(town):
        offer.refresh_from_db()
    assert offer.state == OfferState.OFFERED


@pytest.mark.parametrize(
    ("answer", "state", "then"),
    [
        ("yes", OfferState.ACCEPTED, LearnerState.PLACED),
        ("no", OfferState.REFUSED, LearnerState.OPEN),
    ],
)
def test_an_answer_is_stored_once(client, town, run, answer, state, then):
    learner = factories.learner(town)
    offer = factories.offer(learner, run)
    address = at(offer)
    assert client.post(address, {"answer": answer}).status_code == 200
    with town_scope(town):
        offer.refresh_from_db()
        assert offer.state == state
        assert Learner.objects.get(pk=learner.pk).state == then
        assert PlacementRound.objects.exists() is (answer == "no")
    assert client.get(address).status_code == 410
    assert client.post(address, {"answer": "yes"}).status_code == 410


def test_a_link_that_is_altered_late_or_of_another_town_answers_nothing(client, town, run):
    offer = factories.offer(factories.learner(town), run)
    address = at(offer)
    assert client.post(f"{address[:-3]}x/", {"answer": "no"}).status_code == 404
    factories.town("Fremdstadt")
    elsewhere = address.replace("/teststadt/", "/fremdstadt/")
    assert client.post(elsewhere, {"answer": "no"}).status_code == 404
    with town_scope(town):
        PlaceOffer.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    page = client.post(address, {"answer": "no"})
    assert page.status_code == 410
    assert "Die Zeit zum Antworten ist vorbei" in page.content.decode()
    with town_scope(town):
        assert PlaceOffer.objects.get().state == OfferState.OFFERED


def test_letter_mail_and_sms_carry_the_link(as_coordinator, town, run):
    learner = factories.learner(
        town, "Amal Haddad", contact="amal@post.example", contact_way="mail", language="ar"
    )
    offer = factories.offer(learner, run)
    base = f"{WORK}platzangebote/{offer.pk}/"
    assert "SMS zum Kopieren" in as_coordinator.get(base).content.decode()
    letter = as_coordinator.get(f"{base}brief/").content.decode()
    assert "/platz/" in letter
    assert "<svg" in letter
    as_coordinator.post(f"{base}mail/")
    with town_scope(town):
        mail = OutgoingMail.objects.get()
        offer.refresh_from_db()
    assert mail.to == "amal@post.example"
    assert "مرحبًا Amal Haddad" in mail.body
    assert "Guten Tag Amal Haddad" in mail.body
    assert "/platz/" in mail.body
    assert offer.sent_by == "mail"


def test_an_outcome_is_reported_and_what_cannot_follow_is_not_offered(as_coordinator, town, run):
    offer = factories.offer(factories.learner(town), run)
    base = f"{WORK}platzangebote/{offer.pk}/"
    as_coordinator.post(base, {"state": "accepted"})
    page = as_coordinator.post(base, {"state": "completed"}, follow=True).content.decode()
    assert "kann nicht" in page
    as_coordinator.post(base, {"state": "started"})
    with town_scope(town):
        offer.refresh_from_db()
    assert offer.state == OfferState.STARTED


def test_more_time_to_answer_keeps_the_link(as_coordinator, client, town, run):
    offer = factories.offer(factories.learner(town), run)
    address, later = at(offer), timezone.localdate() + timedelta(days=9)
    as_coordinator.post(f"{WORK}platzangebote/{offer.pk}/frist/", {"until": later.isoformat()})
    with town_scope(town):
        offer.refresh_from_db()
    assert offer.answer_by == later
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("of_run", "asked", "heading"),
    [
        ({}, {"was": "platz"}, "1 Person bekäme einen Platz"),
        ({"places": 2}, {"was": "kinder"}, "1 Person bekäme einen Platz"),
        ({}, {"was": "kinder"}, "Niemand mehr bekäme einen Platz"),
        ({"places": 2}, {"was": "zeiten", "zeiten": "Sa 9-12"}, "Niemand mehr bekäme einen Platz"),
    ],
)
def test_what_if_names_who_would_gain_and_stores_nothing(
    as_coordinator, town, of_run, asked, heading
):
    run = a_run(town, "Kurs", **of_run)
    factories.learner(town, "Amal Haddad", urgency=5)
    is_care = asked["was"] == "kinder"
    factories.learner(town, "Bohdan Koval", child_care=is_care)
    calculated(town)
    page = as_coordinator.get(f"{BOARD}was-waere-wenn/", {"kurs": run.pk, **asked})
    assert heading in page.content.decode()
    if "1 Person" in heading:
        assert "<li>Bohdan Koval</li>" in page.content.decode()
    with town_scope(town):
        assert PlacementRound.objects.count() == 1


def test_what_if_counts_all_places_of_a_second_group_at_other_times(as_coordinator, town):
    run = a_run(town, "Kurs")
    for name in ("Amal Haddad", "Bohdan Koval", "Chiara Neri"):
        factories.learner(town, name, times=MORNINGS)
    factories.learner(town, "Dilek Aras", times=availability.bit(5, 3))
    calculated(town)

    def page(**asked):
        asked = {"kurs": run.pk, **asked}
        return as_coordinator.get(f"{BOARD}was-waere-wenn/", asked).content.decode()

    assert "2 Personen bekämen einen Platz" in page(was="platz", plaetze=5)
    assert "2 Personen bekämen einen Platz" in page(was="noch", plaetze=5)
    other = page(was="noch", plaetze=5, zeiten="Sa 18-20")
    assert "1 Person bekäme einen Platz" in other
    assert "<li>Dilek Aras</li>" in other
    assert "wie viele Plätze die Gruppe hätte" in page(was="noch")


def test_what_if_says_where_a_course_was_not_counted(as_coordinator, town, run):
    silent = a_run(town, "Ohne Angabe", places=None)
    factories.learner(town)
    calculated(town)
    asked = {"kurs": silent.pk, "was": "platz"}
    page = as_coordinator.get(f"{BOARD}was-waere-wenn/", asked).content.decode()
    assert "Mit diesem Kurs wurde nicht gerechnet" in page


def test_what_if_wants_proposals_that_are_up_to_date(as_coordinator, town, run):
    factories.learner(town)
    calculated(town)
    factories.learner(town)
    page = as_coordinator.get(f"{BOARD}was-waere-wenn/", {"kurs": run.pk, "was": "platz"})
    assert "Bitte lassen Sie zuerst neue Vorschläge berechnen" in page.content.decode()


def test_figures_show_waiting_times_and_nobody_can_be_told_apart(as_coordinator, town, run):
    for number in range(6):
        offer = factories.offer(factories.learner(town), run, waited_days=10 * number)
    with town_scope(town):
        PlaceOffer.objects.filter(pk=offer.pk).update(state=OfferState.NO_SHOW)
    factories.learner(town)
    page = as_coordinator.get(f"{BOARD}zahlen/").content.decode()
    assert "etwa 5" in page
    assert "25 Tage (Median)" in page
    assert "unter 5" in page
    assert "zu wenige" in page
    table = as_coordinator.get(f"{BOARD}vermittlung.csv").content.decode()
    assert "Angebote in einem Jahr;Integrationskurs;etwa 5;25;2;;unter 5" in table
    assert "längste: bis zu 2 Monate" in page


def test_fairness_shows_large_groups_rounded_and_hides_small_ones(as_coordinator, town, run):
    for number in range(12):
        factories.learner(town, sex="female" if number else "male")
    calculated(town)
    page = as_coordinator.get(f"{BOARD}zahlen/").content.decode()
    assert "Werden Gruppen gleich gut vermittelt?" in page
    assert '<td class="kern-table__cell" data-label="Menschen">etwa 10</td>' in page
    assert "zu wenige" in page


def test_a_calculation_that_nobody_took_up_is_told_and_started_again(as_coordinator, town, run):
    factories.learner(town)
    with town_scope(town):
        late = timezone.now() - PlacementRound.LONGEST_SILENCE - timedelta(seconds=1)
        one = PlacementRound.objects.create(municipality=town, heartbeat_at=late)
    page = as_coordinator.get(BOARD).content.decode()
    assert "Das Rechnen hat noch nicht begonnen" in page
    again = f"{WORK}vermittlungslaeufe/{one.pk}/wieder/"
    assert "noch einmal berechnet" in as_coordinator.post(again, follow=True).content.decode()
    with town_scope(town):
        one.refresh_from_db()
        assert (one.attempt, one.waits_long) == (2, False)
