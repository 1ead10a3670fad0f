"""Institutions, people and measures that a round has asked: merged and deleted without loss."""

import pytest
from django.utils import timezone

from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from miteinander.network.actions import organisations as actions
from miteinander.network.models import Person
from miteinander.rounds import personal_links
from miteinander.rounds.models import Answer, AnswerFile, Inquiry, Round
from miteinander.rounds.queries import board
from tests import factories
from tests.factories import rounds as made


@pytest.fixture
def asked(in_town) -> Inquiry:
    """An institution that is asked about a measure."""
    measure = factories.measure(factories.field(factories.edition(in_town)))
    inquiry = made.inquiry(made.a_round(measure.edition), factories.organisation(in_town, "Alt"))
    made.answer(inquiry, measure, note="Läuft.")
    return inquiry


def test_an_institution_that_was_asked_is_not_deleted(asked, coordinator):
    with pytest.raises(NotPossible, match="in Berichtsrunden gefragt"):
        actions.delete(organisation=asked.organisation, by=coordinator)
    assert Answer.objects.get().note == "Läuft."


def test_merging_takes_what_was_asked_and_answered_along(asked, coordinator, in_town):
    keep = factories.organisation(in_town, "Neu")
    actions.merge(keep=keep, gone=asked.organisation, by=coordinator)
    assert Inquiry.objects.get().organisation == keep
    assert Answer.objects.get().organisation == keep


def test_two_that_were_asked_in_the_same_round_both_keep_their_links(asked, coordinator, in_town):
    keep = factories.organisation(in_town, "Neu")
    own = made.inquiry(asked.round, keep, email="neu@partner.example")
    other = made.answer(own, factories.measure(asked.answers.get().measure.field))
    state = personal_links.state(asked)
    actions.merge(keep=keep, gone=asked.organisation, by=coordinator)
    asked.refresh_from_db()
    assert (asked.organisation, asked.passed_on_by) == (keep, own)
    assert personal_links.state(asked) == state
    assert [one.note for one in asked.answers.all()] == ["Läuft."]
    assert list(own.answers.all()) == [other]
    assert not board.board(asked.round).rows[1].was_passed_on
    with all_towns():
        assert AuditEvent.objects.filter(verb="inquiry.joined", object_id=asked.pk).exists()


@pytest.mark.parametrize(("their", "own", "stays"), [("answered", "open", 0), ("open", "open", 1)])
def test_of_two_answers_about_one_measure_the_further_stays_and_both_are_read(
    asked, coordinator, in_town, their, own, stays
):
    keep, saved = factories.organisation(in_town, "Neu"), {"saved_at": timezone.now()}
    theirs = asked.answers.get()
    Answer.objects.update(state=their, author="Alt", **saved)
    mine = made.answer(
        made.inquiry(asked.round, keep), theirs.measure, note="Drei Kurse.", state=own, **saved
    )
    file = AnswerFile.objects.create(municipality=in_town, answer=theirs, name="a.pdf", size=1)
    actions.merge(keep=keep, gone=asked.organisation, by=coordinator)
    left = Answer.objects.get()
    assert left == (theirs, mine)[stays]
    assert left.organisation == keep
    said = {left.note, *(one.values["note"] for one in left.versions.all())}
    assert said == {"Läuft.", "Drei Kurse."}
    assert AnswerFile.objects.get(pk=file.pk).answer == left
    with all_towns():
        assert AuditEvent.objects.filter(verb="answer.joined", object_id=left.pk).exists()


def test_who_is_chosen_for_a_round_in_preparation_stays_chosen(asked, coordinator, in_town):
    keep = factories.organisation(in_town, "Neu")
    Answer.objects.all().delete()
    Round.objects.update(state="draft", sent_at=None)
    own = made.inquiry(asked.round, keep, email="neu@partner.example")
    actions.merge(keep=keep, gone=asked.organisation, by=coordinator)
    assert list(Inquiry.objects.all()) == [own]


def test_what_was_passed_on_goes_along(asked, coordinator, in_town):
    keep = factories.organisation(in_town, "Neu")
    made.inquiry(asked.round, keep)
    colleague = made.inquiry(asked.round, asked.organisation, passed_on_by=asked)
    actions.merge(keep=keep, gone=asked.organisation, by=coordinator)
    colleague.refresh_from_db()
    assert (colleague.organisation, colleague.passed_on_by) == (keep, asked)


def test_a_deleted_person_and_measure_leave_the_answer(asked, in_town):
    asked.person = Person.objects.create(
        municipality=in_town, organisation=asked.organisation, last_name="Muster"
    )
    asked.save()
    asked.person.delete()
    Answer.objects.get().measure.delete()
    asked.refresh_from_db()
    answer = Answer.objects.get()
    assert (asked.person, asked.name) == (None, "Frau Muster")
    assert (answer.measure, answer.note) == (None, "Läuft.")
    assert answer.measure_title.startswith("Maßnahme")
