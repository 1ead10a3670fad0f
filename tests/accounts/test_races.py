"""Two people do the same at the same moment.

On PostgreSQL (`--pg`) only: SQLite lets one writer after the other begin, and the database in
memory on which tests run does not let two threads write at all.
"""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from miteinander.accounts.actions import members
from miteinander.accounts.models import Membership, User
from miteinander.accounts.queries import actor_in
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite queues its writers"),
    pytest.mark.django_db(transaction=True),
]
ROUNDS = 8


def at_once(one: Callable[[], object], other: Callable[[], object]) -> list[str]:
    """Do both in threads of their own; gives the names of what they raised, "" for nothing."""
    start, ends = Barrier(2), []

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
            ends.append("")
        except Exception as error:
            ends.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(work,)) for work in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def adding(by: Actor, email: str) -> Callable[[], object]:
    def add() -> None:
        with town_scope(by.municipality_id):
            members.add(name="Neu", email=email, roles=["editor"], site="https://x.example", by=by)

    return add


def _coordinator(town_name: str, name: str) -> Actor:
    town = factories.town(town_name)
    actor = actor_in(factories.coordinator(town, name), town)
    assert actor
    return actor


def test_somebody_whom_two_coordinators_add_at_once_is_added_once():
    alice, berta = _coordinator("Teststadt", "Alice"), _coordinator("Teststadt", "Berta")
    for number in range(ROUNDS):
        email = f"neu{number}@verein.example"
        assert at_once(adding(alice, email), adding(berta, email)) == ["", NotPossible.__name__]
    with all_towns():
        assert Membership.objects.filter(user__name="Neu").count() == ROUNDS
        assert OutgoingMail.objects.count() == ROUNDS


def test_somebody_whom_two_towns_add_at_once_gets_one_account_and_access_to_both():
    alice, charlie = _coordinator("Teststadt", "Alice"), _coordinator("Fremdstadt", "Charlie")
    for number in range(ROUNDS):
        email = f"neu{number}@verein.example"
        assert at_once(adding(alice, email), adding(charlie, email)) == ["", ""]
    with all_towns():
        assert User.objects.filter(name="Neu").count() == ROUNDS
        assert Membership.objects.filter(user__name="Neu").count() == 2 * ROUNDS
