"""Tests of setting up and sending a round."""

from datetime import timedelta

import pytest
from django.utils import timezone

from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.network.models import Person
from miteinander.rounds.actions import rounds as actions
from miteinander.rounds.actions import sending
from miteinander.rounds.choices import AnswerState, LetterKind, RoundState
from miteinander.rounds.models import Answer, Inquiry, Letter, Round
from miteinander.rounds.queries import recipients
from tests import factories
from tests.factories import rounds as made

LIST = "/teststadt/arbeit/berichtsrunden/"


def person(organisation, last_name: str, email: str) -> Person:
    with all_towns():
        return Person.objects.create(
            municipality=organisation.municipality,
            organisation=organisation,
            last_name=last_name,
            email=email,
        )


def draft(town, number: int = 1, **values) -> Round:
    """A round in preparation about as many measures, each led by an institution of its own."""
    field = factories.field(factories.edition(town))
    measures = []
    for index in range(number):
        lead = factories.organisation(town, f"Träger {index}", email=f"t{index}@partner.example")
        measures.append(factories.measure(field, f"Maßnahme {index}", lead=lead))
    values = {"state": RoundState.DRAFT, "sent_at": None, **values}
    return made.a_round(field.edition, *measures, **values)


def take_part(measure, organisation) -> None:
    with all_towns():
        measure.responsibilities.create(
            municipality=organisation.municipality, organisation=organisation, role="partner"
        )


def test_sending_asks_each_institution_once_about_all_its_measures(in_town, coordinator):
    asking = draft(in_town)
    lead = factories.organisation(in_town, "Caritas", email="info@caritas.example")
    field = factories.field(asking.edition)
    asking.measures.add(*(factories.measure(field, lead=lead) for _ in range(2)))
    assert sending.send(asking=asking, by=coordinator) == 2
    asking.refresh_from_db()
    assert asking.state == RoundState.RUNNING
    assert asking.sent_at
    assert Answer.objects.filter(organisation=lead, state=AnswerState.OPEN).count() == 2
    assert Inquiry.objects.filter(organisation=lead).count() == 1
    mail = OutgoingMail.objects.get(to="info@caritas.example")
    assert Letter.objects.get(mail=mail).kind == LetterKind.INVITATION


def test_a_second_click_sends_nothing_twice(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    with pytest.raises(NotPossible, match="schon verschickt"):
        sending.send(asking=asking, by=coordinator)
    assert OutgoingMail.objects.count() == Letter.objects.count() == Answer.objects.count() == 1


def test_only_the_coordination_sends(in_town, editor):
    with pytest.raises(NotAllowed):
        sending.send(asking=draft(in_town), by=editor)


@pytest.mark.parametrize("number", [1, 3])
def test_sending_costs_the_same_for_one_and_three(
    in_town, coordinator, number, django_assert_num_queries
):
    asking = draft(in_town, number)
    with django_assert_num_queries(15):
        sending.send(asking=asking, by=coordinator)


def test_partners_are_asked_where_nobody_leads_or_where_the_round_says_so(in_town):
    asking = draft(in_town)
    led, helper = asking.measures.get(), factories.organisation(in_town, "Helfer")
    alone = factories.measure(led.field)
    nobody = factories.measure(led.field)
    for one in (led, alone):
        take_part(one, helper)
    asking.measures.add(alone, nobody)
    plan = recipients.preview(asking)
    about = {str(one.organisation): [m.pk for m in one.measures] for one in plan.asked}
    assert about == {"Helfer": [alone.pk], "Träger 0": [led.pk]}
    assert plan.orphans == [nobody]
    assert [str(one.organisation) for one in plan.without_address] == ["Helfer"]
    asking.asks_partners = True
    assert recipients.preview(asking).questions == 3


def test_whoever_was_asked_last_is_asked_again_and_missed_when_gone(in_town, coordinator):
    asking = draft(in_town)
    lead = asking.measures.get().responsibilities.get().organisation
    person(lead, "Anders", "anders@partner.example")
    muster = person(lead, "Muster", "muster@partner.example")
    before = made.a_round(asking.edition, sent_at=timezone.now() - timedelta(days=365))
    made.inquiry(before, lead, person=muster)
    (one,) = recipients.preview(asking).asked
    assert (one.email, one.left) == ("muster@partner.example", "")
    muster.delete()
    (one,) = recipients.preview(asking).asked
    assert (one.email, one.left) == ("anders@partner.example", "Frau Muster")


def test_who_is_asked_can_be_changed_before_sending(in_town, coordinator):
    asking = draft(in_town)
    lead = asking.measures.get().responsibilities.get().organisation
    sending.name_recipient(
        asking=asking,
        organisation=lead,
        person=None,
        name="Ali",
        email="ali@x.example",
        by=coordinator,
    )
    assert OutgoingMail.objects.count() == 0
    sending.send(asking=asking, by=coordinator)
    assert OutgoingMail.objects.get().to == "ali@x.example"


def test_asking_somebody_else_makes_the_old_link_worthless(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    inquiry = Inquiry.objects.get()
    old = inquiry.key
    Answer.objects.update(state=AnswerState.MISDIRECTED, other_name="Ali")
    sending.name_recipient(
        asking=asking,
        organisation=inquiry.organisation,
        person=None,
        name="Ali",
        email="ali@x.example",
        by=coordinator,
    )
    inquiry.refresh_from_db()
    assert inquiry.key != old
    assert Answer.objects.get().state == AnswerState.OPEN
    assert OutgoingMail.objects.order_by("pk").last().to == "ali@x.example"


def test_whom_a_partner_named_gets_an_own_link_to_this_measure_only(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    answer = Answer.objects.get()
    with pytest.raises(NotPossible):
        sending.ask_proposed(answer=answer, by=coordinator)
    answer.state, answer.other_name = AnswerState.MISDIRECTED, "Ali"
    answer.other_email = "ali@x.example"
    answer.save()
    asked = sending.ask_proposed(answer=answer, by=coordinator)
    answer.refresh_from_db()
    assert (answer.inquiry, answer.state) == (asked, AnswerState.OPEN)
    assert asked.passed_on_by.organisation == asked.organisation
    assert OutgoingMail.objects.order_by("pk").last().to == "ali@x.example"


def test_a_running_round_takes_more_measures_with_one_mail(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    field = factories.field(asking.edition)
    some = [factories.measure(field, f"Angebot {number}") for number in range(3)]
    other = factories.organisation(in_town, "Neu", email="neu@x.example")
    sending.add(asking=asking, measures=some[:2], organisation=other, by=coordinator)
    with pytest.raises(NotPossible, match="schon gefragt"):
        sending.add(asking=asking, measures=some[:2], organisation=other, by=coordinator)
    assert Answer.objects.filter(organisation=other).count() == 2
    assert OutgoingMail.objects.filter(to="neu@x.example").count() == 1
    sending.add(asking=asking, measures=some, organisation=other, by=coordinator)
    assert Answer.objects.filter(organisation=other).count() == 3


def test_several_measures_are_ticked_on_one_page(town, as_coordinator, coordinator):
    with town_scope(town):
        asking = draft(town)
        sending.send(asking=asking, by=coordinator)
        some = [factories.measure(factories.field(asking.edition)) for _ in range(2)]
        other = factories.organisation(town, "Neu")
    page = f"/teststadt/arbeit/berichtsrunden/{asking.pk}/ergaenzen/"
    refused = as_coordinator.post(page, {"organisation": other.pk}).content.decode()
    assert "Bitte kreuzen Sie mindestens eine Maßnahme an." in refused
    sent = {"organisation": other.pk, "measures": [one.pk for one in some]}
    answer = as_coordinator.post(page, sent, follow=True)
    assert "Neu wird gefragt. Es fehlt noch eine Mailadresse." in answer.content.decode()
    with town_scope(town):
        assert Answer.objects.filter(organisation=other).count() == 2


def test_a_fresh_link_changes_the_key(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    inquiry = Inquiry.objects.get()
    old = inquiry.key
    sending.fresh_link(inquiry=inquiry, by=coordinator)
    assert inquiry.key != old
    actions.close(asking=asking, by=coordinator)
    with pytest.raises(NotPossible):
        sending.fresh_link(inquiry=inquiry, by=coordinator)


def test_a_mail_of_uncertain_fate_goes_out_again_on_a_click_only(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    letter = Letter.objects.get()
    with pytest.raises(NotPossible, match="unterwegs"):
        sending.send_again(letter=letter, by=coordinator)
    OutgoingMail.objects.update(attempts=1, handed_at=timezone.now() - timedelta(hours=1))
    letter = Letter.objects.select_related("mail", "inquiry__round").get()
    sending.send_again(letter=letter, by=coordinator)
    assert OutgoingMail.objects.get().handed_at is None


def test_a_sent_round_is_neither_changed_nor_deleted(in_town, coordinator):
    asking = draft(in_town)
    sending.send(asking=asking, by=coordinator)
    for act in (
        lambda: actions.delete(asking=asking, by=coordinator),
        lambda: actions.choose(asking=asking, shown=[], chosen=[], by=coordinator),
    ):
        with pytest.raises(NotPossible, match="schon verschickt"):
            act()


FORM = {
    "title": "Umsetzungsstand 2025",
    "period_from": "2025-01-01",
    "period_until": "2025-12-31",
    "due_on": "2099-01-31",
    "questions": ["note", "results"],
    "before": "7, 1",
    "after": "3",
    "subject": "{runde}",
    "invitation": "Bitte berichten Sie, {institution}.",
    "reminder": "Bitte bis {frist}.",
}


def test_the_pages_lead_from_an_empty_list_to_a_sent_round(as_coordinator, town):
    other = draft(town)
    with town_scope(town):
        other.delete()
    first = as_coordinator.post(f"{LIST}neu/", FORM)
    with all_towns():
        asking = Round.objects.get()
        key = asking.measures.get().pk
    assert asking.remind_days == [-7, -1, 3]
    here = f"{LIST}{asking.pk}/"
    assert first.url == f"{here}massnahmen/"
    as_coordinator.post(f"{here}massnahmen/", {"gezeigt": [key], "keine": "1"})
    assert "kann niemand gefragt werden" in as_coordinator.get(f"{here}vorschau/").content.decode()
    as_coordinator.post(f"{here}massnahmen/", {"gezeigt": [key], "gefragt": [key], "weiter": "1"})
    preview = as_coordinator.get(f"{here}vorschau/").content.decode()
    assert "t0@partner.example" in preview
    assert "Bitte berichten Sie, Träger 0." in preview
    sent = as_coordinator.post(f"{here}verschicken/", follow=True).content.decode()
    assert "1 Mails sind auf dem Weg" in sent
    again = as_coordinator.post(f"{here}verschicken/", follow=True).content.decode()
    assert "nichts ein zweites Mal" in again
    with all_towns():
        assert OutgoingMail.objects.count() == 1


def test_the_form_refuses_unknown_words_and_days_gone_by(as_coordinator, town):
    factories.edition(town)
    wrong = {"invitation": "Liebe {instituton}", "due_on": "2020-01-01", "before": "bald"}
    page = as_coordinator.post(f"{LIST}neu/", FORM | wrong).content.decode()
    assert "{instituton}" in page
    assert "Möglich sind {institution}" in page
    assert "Die Frist liegt in der Vergangenheit." in page
    assert "Bitte geben Sie Zahlen an" in page
    with all_towns():
        assert not Round.objects.exists()


def test_a_former_round_lends_its_questions_texts_and_measures(as_coordinator, town):
    former = draft(town, 2, questions=["note"], invitation="Wie immer.", remind_days=[-3])
    with town_scope(town):
        former.measures.remove(former.measures.last())
    page = as_coordinator.get(f"{LIST}neu/?wie={former.pk}").content.decode()
    assert "Wie immer." in page
    as_coordinator.post(f"{LIST}neu/?wie={former.pk}", FORM)
    with town_scope(town):
        assert Round.objects.exclude(pk=former.pk).get().measures.count() == 1
