"""A partner and the coordination save at the same moment.

On PostgreSQL (`--pg`) only: SQLite lets one writer after the other begin, and the database in
memory on which tests run does not let two threads write at all.
"""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from miteinander.accounts.queries import actor_in
from miteinander.kernel import links
from miteinander.kernel.actor import Actor
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.rounds import personal_links
from miteinander.rounds.actions import answers
from miteinander.rounds.actions.answers import Outcome, Typed
from miteinander.rounds.models import Answer, AnswerVersion, Inquiry
from tests import factories
from tests.factories import rounds

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite queues its writers"),
    pytest.mark.django_db(transaction=True),
]
TIMES = 6


def asked(town, number=1) -> Inquiry:
    field = factories.field(factories.edition(town))
    measures = [factories.measure(field) for _ in range(number)]
    asking = rounds.a_round(field.edition, *measures)
    inquiry = rounds.inquiry(asking, factories.organisation(town))
    for measure in measures:
        rounds.answer(inquiry, measure)
    return inquiry


def by_link(inquiry: Inquiry) -> Actor:
    link = links.opened(personal_links.PURPOSE, personal_links.token(inquiry))
    assert link
    return link.actor("Frau Muster")


def at_once(inquiry: Inquiry, keys: list[int], sayings: list[tuple[Actor, str]]) -> list[Outcome]:
    """Everybody hands in all answers with an own note, in threads of their own."""
    start, outcomes = Barrier(len(sayings)), []

    def run(by: Actor, note: str) -> None:
        start.wait()
        try:
            with town_scope(by.municipality_id):
                typed = {key: Typed({"status": "started", "note": note}, 1) for key in keys}
                outcomes.append(answers.write(inquiry, typed, by=by, handed_in=keys))
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=saying) for saying in sayings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(sayings)
    return outcomes


def keys_of(inquiry: Inquiry) -> list[int]:
    with all_towns():
        return list(Answer.objects.filter(inquiry=inquiry).values_list("pk", flat=True))


def test_of_two_texts_one_is_stored_and_the_other_comes_back():
    town = factories.town("Teststadt")
    coordinator = actor_in(factories.coordinator(town), town)
    for _ in range(TIMES):
        inquiry = asked(town)
        keys = keys_of(inquiry)
        sayings = [(by_link(inquiry), "Zwei."), (coordinator, "Drei.")]
        outcomes = at_once(inquiry, keys, sayings)
        rivals = [one for outcome in outcomes for one in outcome.rivals.values()]
        with all_towns():
            answer = Answer.objects.get(pk=keys[0])
        assert [one.note for one in rivals] == [answer.note]


def test_the_same_answers_sent_twice_at_once_are_handed_in_once():
    town = factories.town("Teststadt")
    for _ in range(TIMES):
        inquiry = asked(town, 3)
        keys = keys_of(inquiry)
        outcomes = at_once(inquiry, keys, [(by_link(inquiry), "Zwei.")] * 2)
        assert sum(len(outcome.handed_in) for outcome in outcomes) == 3
        with all_towns():
            assert AnswerVersion.objects.filter(answer__in=keys).count() == 3
