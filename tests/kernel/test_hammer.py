"""Many threads, few connections, aborted transactions: nobody ever sees a row of another town.

100,000 borrowings in CI; fewer on a machine where somebody waits.
"""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from miteinander.kernel.models import AuditEvent, Municipality
from miteinander.kernel.tenancy import town_scope
from tests import factories

THREADS, TOWNS, ABORTED = 8, 6, 0.1
BORROWINGS = 100_000 if os.environ.get("CI") else 4_000

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'", reason="Zeilensicherheit gibt es nur in PostgreSQL"
    ),
]
RAW = "SELECT DISTINCT municipality_id FROM kernel_auditevent"


class Abort(Exception):
    """Ends a transaction in the middle."""


def seen() -> set[int]:
    """The municipalities whose rows raw SQL finds: no filter of ours stands in it."""
    with connection.cursor() as cursor:
        cursor.execute(RAW)
        return {row[0] for row in cursor.fetchall()}


def borrow(towns: list[int], luck: random.Random) -> int:
    """One transaction in a random town; gives how many foreign rows it saw."""
    town = luck.choice(towns)
    try:
        with town_scope(town):
            foreign = seen() - {town}
            mine = set(AuditEvent.objects.values_list("municipality_id", flat=True))
            if luck.random() < ABORTED:
                raise Abort
    except Abort:
        pass
    return len(foreign | (mine - {town})) + len(seen())


def work(seed: int, towns: list[int], times: int) -> int:
    """What one thread does, with a connection of the pool for each borrowing."""
    luck, foreign = random.Random(seed), 0
    for _ in range(times):
        foreign += borrow(towns, luck)
        connection.close()
    return foreign


@pytest.fixture
def pool(settings):
    """Four connections for eight threads, as behind a pooler."""
    default = connections["default"]
    default.close()
    before = dict(default.settings_dict["OPTIONS"]), default.settings_dict["CONN_MAX_AGE"]
    default.settings_dict["OPTIONS"] = {**before[0], "pool": {"min_size": 4, "max_size": 4}}
    default.settings_dict["CONN_MAX_AGE"] = 0
    yield
    default.close()
    default.close_pool()
    default.settings_dict["OPTIONS"], default.settings_dict["CONN_MAX_AGE"] = before


def test_no_borrowed_connection_ever_shows_a_foreign_row(pool):
    towns = [factories.town(f"Stadt {number}").pk for number in range(TOWNS)]
    for town in towns:
        with town_scope(town):
            AuditEvent.objects.create(municipality_id=town, door="system", verb="x")
    assert Municipality.objects.count() == TOWNS
    each = BORROWINGS // THREADS
    with ThreadPoolExecutor(THREADS) as threads:
        jobs = [threads.submit(work, seed, towns, each) for seed in range(THREADS)]
        foreign = [job.result() for job in jobs]
    assert foreign == [0] * THREADS
