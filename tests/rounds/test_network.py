"""Institutions, people and measures that a round has asked: merged and deleted without loss."""

import pytest

from miteinander.kernel.errors import NotPossible
from miteinander.network.actions import organisations as actions
from miteinander.network.models import Organisation, Person
from miteinander.rounds.models import Answer, Inquiry
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


def test_two_that_were_asked_in_the_same_round_are_not_merged(asked, coordinator, in_town):
    keep = factories.organisation(in_town, "Neu")
    made.inquiry(asked.round, keep)
    with pytest.raises(NotPossible, match="ginge etwas davon verloren"):
        actions.merge(keep=keep, gone=asked.organisation, by=coordinator)
    assert Inquiry.objects.count() == 2
    assert Organisation.objects.count() == 2


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
