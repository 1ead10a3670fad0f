"""What machines hear: readiness and figures."""

import os
import time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from miteinander.kernel.actor import system
from miteinander.kernel.mail import MOST_ATTEMPTS
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns
from miteinander.operation import queries, state
from tests import factories
from tests.queries import questions

READY, FIGURES = "/zustand/bereit/", "/zustand/zahlen/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("MITEINANDER_JOBS", "worker")
    monkeypatch.delenv("MITEINANDER_METRICS_TOKEN", raising=False)


def lines(answer) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_a_process_with_everything_is_ready(town):
    state.beat("worker-a-1")
    answer = Client().get(READY)
    assert answer.status_code == 200
    assert set(lines(answer).values()) == {"ok"}
    assert set(lines(answer)) == {"database", "migrations", "data folder", "worker"}
    assert "no-store" in answer["Cache-Control"]


def test_an_installation_that_nobody_has_set_up_is_ready_and_not_redirected(db):
    assert Client().get(READY).status_code == 200
    assert Client().get("/zustand/").status_code == 200


def test_a_silent_worker_is_told_and_takes_no_page_away(town):
    state.beat("worker-a-1")
    old = time.time() - 3600
    os.utime(state.folder() / "worker-a-1.beat", (old, old))
    answer = Client().get(READY)
    assert (answer.status_code, lines(answer)["worker"]) == (200, "silent")


def test_a_process_whose_tables_are_not_up_to_date_is_not_ready(town, monkeypatch):
    monkeypatch.setattr(queries, "_seen_migrated", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'concept'")
    answer = Client().get(READY)
    assert (answer.status_code, lines(answer)["migrations"]) == (503, "not applied")


def test_a_process_that_may_not_write_is_not_ready(town, settings, tmp_path):
    settings.DATA = tmp_path / "gone"
    (tmp_path / "gone").mkdir()
    state.beat("worker-a-1")
    settings.DATA = "/proc"
    assert Client().get(READY).status_code == 503


def test_figures_count_what_waits_and_what_failed(town):
    by = system(town.pk)
    with all_towns():
        for attempts in (0, 1, MOST_ATTEMPTS):
            OutgoingMail.objects.create(
                municipality=town, to="a@b.example", subject="x", body="y", attempts=attempts
            )
        OutgoingMail.objects.create(
            municipality=town, to="a@b.example", subject="x", body="y", sent_at=timezone.now()
        )
    assert by.is_system
    state.write("backup", {"made_at": "2026-11-25T03:00:00+00:00", "bytes": 1})
    state.beat("worker-a-1")
    text = Client().get(FIGURES).content.decode()
    found = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert found["miteinander_mails_waiting"] == "2.0"
    assert found["miteinander_mails_failed"] == "1.0"
    assert found["miteinander_jobs_waiting"] == "0.0"
    assert float(found["miteinander_backup_timestamp_seconds"]) == 1795575600
    assert float(found["miteinander_worker_seen_seconds"]) < 60
    assert float(found["miteinander_database_bytes"]) > 0
    assert "b.example" not in text


def test_requests_are_counted_by_route_and_never_by_address(town):
    factories.edition(town)
    Client().get("/zustand/")
    Client().get("/gibt-es-nicht/?name=Erika")
    Client().get(f"/{town.slug}/kontakt/")
    text = Client().get(FIGURES).content.decode()
    assert 'miteinander_requests_total{method="GET",route="health",status="200"}' in text
    assert 'route="public:contact"' in text
    assert town.slug not in text
    assert "Erika" not in text
    assert "gibt-es-nicht" not in text


def test_a_method_that_somebody_invented_makes_no_new_figure(town):
    Client().generic("ERIKA", "/zustand/")
    text = Client().get(FIGURES).content.decode()
    assert 'method="OTHER"' in text
    assert "ERIKA" not in text


def test_strangers_find_no_figures(town):
    assert Client(REMOTE_ADDR="192.0.2.1").get(FIGURES).status_code == 404
    through_proxy = Client(headers={"X-Forwarded-For": "192.0.2.1"})
    assert through_proxy.get(FIGURES).status_code == 404


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"],
)
def test_behind_a_proxy_on_the_same_machine_nobody_is_taken_for_the_machine(town, header):
    """Every visitor comes from loopback then; what a proxy adds tells them apart."""
    assert Client().get(FIGURES).status_code == 200
    assert Client(headers={header: "127.0.0.1"}).get(FIGURES).status_code == 404


def test_with_a_token_only_who_knows_it_finds_figures(town, monkeypatch):
    monkeypatch.setenv("MITEINANDER_METRICS_TOKEN", "geheim")
    assert Client().get(FIGURES).status_code == 404
    assert Client(headers={"Authorization": "Bearer falsch"}).get(FIGURES).status_code == 404
    knows = Client(REMOTE_ADDR="192.0.2.1", headers={"Authorization": "Bearer geheim"})
    assert knows.get(FIGURES).status_code == 200


def test_figures_cost_the_same_however_much_waits(town, django_assert_num_queries):
    def mails(number: int) -> None:
        with all_towns():
            for _ in range(number):
                OutgoingMail.objects.create(municipality=town, to="a@b.c", subject="x", body="y")

    from django.test.utils import CaptureQueriesContext

    mails(1)
    with CaptureQueriesContext(connection) as first:
        queries.installation()
    mails(2)
    with django_assert_num_queries(len(questions(first))):
        queries.installation()
