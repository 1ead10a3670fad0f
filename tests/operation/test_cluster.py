"""Several machines, tried on one: primary, replica, pgbouncer, two web servers, a worker.

Whatever is killed, no request that was answered is lost, and pages go on.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

import pytest

from tests.operation.cluster import Servers, Web, wait_until
from tests.operation.installation import Installation

pytestmark = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL"), reason="a cluster is PostgreSQL's (--pg)"
)
TOKEN = "a" * 32
ADD, PAGE = "/stadt-cluster/arbeit/institutionen/neu/", "/stadt-cluster/konzept/"
_pages = count()


@dataclass
class Cluster:
    """Everything that runs."""

    servers: Servers
    web: Web

    def page(self) -> str:
        """The public plan, built anew: an address that nobody asked before is in no memory."""
        status, text = self.web.get(f"{PAGE}?n={next(_pages)}")
        assert status == 200
        return text

    def reads_on_replica(self) -> int:
        words = (
            "SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) FROM pg_stat_user_tables"
            " WHERE relname = 'concept_field'"
        )
        with self.servers.connect("replica", "postgres") as connection:
            return int(connection.execute(words).fetchone()[0])

    def rename(self, title: str) -> None:
        """As an action does it: the change and the town's revision in one transaction."""
        with self.servers.connect("primary", "app") as connection, connection.transaction():
            connection.execute("UPDATE concept_field SET title = %s", [title])
            connection.execute("UPDATE kernel_municipality SET revision = revision + 1")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    """Started in the order of docs/operations.md."""
    servers = Servers()
    url = f"postgres://app@127.0.0.1:{servers.pool_port}/town"
    made = Installation(tmp_path_factory.mktemp("data"), url)
    made.settings = {"MITEINANDER_POOL": "1"}
    made.settings["MITEINANDER_OWNER_URL"] = servers.url("primary", "owner")
    web = Web(made)
    try:
        servers.start_primary()
        servers.start_pool()
        made.run("migrate", "-v0")
        made.fill("Cluster")
        servers.start_replica()
        made.settings["MITEINANDER_REPLICA_URL"] = servers.url("replica", "app")
        session = made.python("tests.operation.session").strip()
        web.cookie = f"sessionid={session}; csrftoken={TOKEN}"
        web.start()
        yield Cluster(servers, web)
    finally:
        web.stop()
        servers.stop()


def test_public_pages_are_read_from_the_replica(cluster: Cluster):
    before = cluster.reads_on_replica()
    for _ in range(4):
        assert "Cluster" in cluster.page()
    wait_until(lambda: cluster.reads_on_replica() > before)


def test_a_replica_that_lags_behind_shows_no_old_page(cluster: Cluster):
    with cluster.servers.connect("replica", "postgres") as replica:
        replica.execute("SELECT pg_wal_replay_pause()")
        cluster.rename("Umbenannt während des Rückstands")
        for _ in range(4):
            assert "Umbenannt während des Rückstands" in cluster.page()
        found = replica.execute("SELECT count(*) FROM concept_field WHERE title LIKE 'Umbenannt%'")
        assert found.fetchone() == (0,)
        replica.execute("SELECT pg_wal_replay_resume()")
        words = "SELECT count(*) FROM concept_field WHERE title LIKE 'Umbenannt%'"
        wait_until(lambda: replica.execute(words).fetchone() == (1,))
    assert "Umbenannt während des Rückstands" in cluster.page()


def test_nothing_that_was_answered_is_lost_when_the_replica_and_a_web_server_are_killed(
    cluster: Cluster,
):
    names = [f"Verein Nummer {number}" for number in range(90)]

    def work(name: str) -> bool:
        """One change and two pages; whether the change was answered."""
        for _ in range(2):
            assert "Umbenannt" in cluster.page()
        form = {"name": name, "kind": "other", "trotzdem": "1", "csrfmiddlewaretoken": TOKEN}
        status = cluster.web.post(ADD, urlencode(form))
        assert status in (302, None)
        return status == 302

    with ThreadPoolExecutor(3) as pool:
        first = list(pool.map(work, names[:30]))
        second = [pool.submit(work, name) for name in names[30:60]]
        cluster.servers.kill_replica()
        second = [one.result() for one in second]
        third = [pool.submit(work, name) for name in names[60:]]
        cluster.web.kill(0)
        third = [one.result() for one in third]
    answered = {name for name, is_so in zip(names, [*first, *second, *third], strict=True) if is_so}
    assert all(first)
    assert all(second)
    assert len(answered) > 60
    with cluster.servers.connect("primary", "app") as connection:
        rows = connection.execute("SELECT name FROM network_organisation").fetchall()
    assert answered <= {name for (name,) in rows}


def test_pages_go_on_with_one_web_server_and_without_the_replica(cluster: Cluster):
    cluster.rename("Nach dem Ausfall")
    for _ in range(4):
        assert "Nach dem Ausfall" in cluster.page()


def test_the_worker_lives_on(cluster: Cluster):
    status, text = cluster.web.get("/zustand/bereit/")
    assert (status, "worker: ok" in text) == (200, True)
