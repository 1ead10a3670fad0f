"""Answers are saved while somebody types, handed in, and corrected until they are taken over."""

from dataclasses import replace

import pytest

from miteinander.accounts.queries import actor_in
from miteinander.kernel import links
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from miteinander.network.queries import organisations_of
from miteinander.rounds import personal_links
from miteinander.rounds.actions import answers
from miteinander.rounds.actions.answers import Typed
from miteinander.rounds.choices import AnswerState, RoundState
from miteinander.rounds.models import AnswerVersion
from tests import factories
from tests.factories import rounds

SAID = {"status": "started", "note": "Zwei Kurse laufen."}


@pytest.fixture
def answer(in_town):
    edition = factories.edition(in_town)
    measure = factories.measure(factories.field(edition))
    asking = rounds.a_round(edition, measure)
    return rounds.answer(rounds.inquiry(asking, factories.organisation(in_town)), measure)


def by_link(inquiry, name="Frau Muster"):
    link = links.opened(personal_links.PURPOSE, personal_links.token(inquiry))
    return link.actor(name)


def write(answer, values=None, *, by=None, based_on=None, hand_in=True):
    answer.refresh_from_db()
    typed = {answer.pk: Typed(values or SAID, based_on or answer.version)}
    handed_in = [answer.pk] if hand_in else []
    by = by or by_link(answer.inquiry)
    outcome = answers.write(answer.inquiry, typed, by=by, handed_in=handed_in)
    answer.refresh_from_db()
    return outcome


def test_typing_is_saved_and_is_no_answer_yet(answer):
    write(answer, hand_in=False)
    assert (answer.state, answer.note) == (AnswerState.OPEN, SAID["note"])
    assert answer.saved_at
    assert not AnswerVersion.objects.exists()


def test_what_is_handed_in_keeps_author_door_and_words(answer):
    write(answer)
    kept = AnswerVersion.objects.get()
    assert answer.answered_at
    assert answer.state == AnswerState.ANSWERED
    assert (kept.author, kept.door, kept.values["note"]) == (
        *("Frau Muster", "mail_link"),
        SAID["note"],
    )
    assert AuditEvent.objects.filter(verb="answer.handed_in", object_id=answer.pk).count() == 1


def test_the_same_sent_twice_is_one_answer(answer):
    write(answer, based_on=1)
    outcome = write(answer, based_on=1)
    assert (outcome.rivals, outcome.problems) == ({}, {})
    assert AnswerVersion.objects.count() == 1


def test_an_answer_without_a_status_is_kept_but_not_handed_in(answer):
    outcome = write(answer, {"status": "", "note": "Noch unklar."})
    assert "wie weit" in outcome.problems[answer.pk]
    assert (answer.state, answer.note) == (AnswerState.OPEN, "Noch unklar.")


def test_only_a_status_that_may_follow_can_be_handed_in(answer):
    answer.measure.status = "completed"
    answer.measure.save()
    assert "passt nicht" in write(answer, {"status": "planned"}).problems[answer.pk]
    assert write(answer, {"status": "permanent"}).handed_in


def test_of_two_who_type_at_once_nobody_loses_a_word(answer, coordinator):
    write(answer, based_on=1)
    answers.take_up_again(answer, by=by_link(answer.inquiry))
    answer.refresh_from_db()
    seen = answer.version
    write(answer, {"note": "Drei Kurse."}, based_on=seen, hand_in=False)
    outcome = write(answer, {"note": "Vier."}, by=coordinator, based_on=seen)
    assert outcome.rivals[answer.pk].note == "Drei Kurse."
    assert (answer.note, answer.state) == ("Drei Kurse.", AnswerState.OPEN)
    write(answer, {"note": "Vier."}, by=coordinator, hand_in=False)
    assert answer.note == "Vier."
    assert [one.values["note"] for one in answer.versions.all()] == ["Drei Kurse.", SAID["note"]]


def test_nothing_has_changed_is_one_click(answer):
    answer.measure.status = "advanced"
    answer.measure.save()
    for _ in range(2):
        answers.say_unchanged(answer, by=by_link(answer.inquiry))
    answer.refresh_from_db()
    assert (answer.status, answer.is_unchanged) == ("advanced", True)
    assert answer.state == AnswerState.ANSWERED
    assert AnswerVersion.objects.count() == 1


def test_nothing_can_be_unchanged_before_the_first_report(answer):
    with pytest.raises(NotPossible, match="noch keinen Stand"):
        answers.say_unchanged(answer, by=by_link(answer.inquiry))


def test_an_answer_is_corrected_until_it_is_taken_over(answer):
    write(answer)
    answers.take_up_again(answer, by=by_link(answer.inquiry))
    write(answer, {"status": "advanced"})
    assert (answer.status, answer.versions.count()) == ("advanced", 2)
    answer.state = AnswerState.CONFIRMED
    answer.save()
    with pytest.raises(NotPossible, match="schon übernommen"):
        answers.take_up_again(answer, by=by_link(answer.inquiry))
    assert write(answer, {"status": "paused"}).rivals
    assert answer.status == "advanced"


def test_nobody_answers_once_the_round_is_closed(answer):
    answer.round.state = RoundState.CLOSED
    answer.round.save()
    with pytest.raises(NotPossible, match="abgeschlossen"):
        write(answer)


def test_what_was_typed_about_a_deleted_measure_is_kept(answer):
    answer.measure.delete()
    outcome = write(answer)
    assert "gibt es nicht mehr" in outcome.problems[answer.pk]
    assert answer.note == SAID["note"]


def test_a_link_writes_no_answer_of_another_inquiry(answer, in_town):
    other = rounds.inquiry(answer.round, factories.organisation(in_town))
    with pytest.raises(NotAllowed):
        write(answer, by=by_link(other))
    outcome = answers.write(other, {answer.pk: Typed(SAID, 1)}, by=by_link(other))
    answer.refresh_from_db()
    assert (outcome.rivals, answer.note) == ({}, "")


def test_a_partner_answers_for_the_own_institution_only(answer, in_town):
    own = factories.partner(answer.organisation)
    stranger = factories.partner(factories.organisation(in_town), "Pascal")
    actors = [actor_in(one, in_town) for one in (own, stranger)]
    mine, theirs = [replace(one, organisation_ids=organisations_of(one)) for one in actors]
    with pytest.raises(NotAllowed):
        write(answer, by=theirs)
    assert write(answer, by=mine).handed_in
