"""The operator's page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from miteinander.accounts.choices import Role
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.operation import queries, readings, rules, state
from tests.browser import sign_in, sound_in_all_variants
from tests.factories import coordinator
from tests.factories.people import member

FINE = queries.Installation(
    mails_waiting=0,
    mails_failed=0,
    jobs_waiting=0,
    jobs_failed=0,
    oldest_job_seconds=None,
    worker_seconds=1.0,
    backup_at=datetime.now(UTC),
    database_bytes=1000,
    disk_free=90,
    disk_total=100,
    trail_seals=1,
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("MITEINANDER_JOBS", "worker")


def client_of(town, role: Role) -> Client:
    client = Client()
    user = member(town, f"Person {role}", role)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("role", Role)
def test_only_operator_and_coordination_see_the_page(town, role):
    status = client_of(town, role).get(f"/{town.slug}/arbeit/betrieb/").status_code
    assert status == (200 if role in (Role.OPERATOR, Role.COORDINATION) else 403)


def test_the_rule_says_the_same():
    for role in Role:
        actor = Actor(1, Door.SESSION, roles=frozenset({role}))
        assert rules.can_see_operation(actor) == (role in (Role.OPERATOR, Role.COORDINATION))


def test_an_installation_without_worker_and_backup_says_what_to_do(town):
    page = client_of(town, Role.OPERATOR).get(f"/{town.slug}/arbeit/betrieb/").content.decode()
    assert "Hier ist etwas zu tun" in page
    assert "meldet sich nicht" in page
    assert "miteinander backup --out ORDNER" in page


def test_a_sound_installation_says_that_there_is_nothing_to_do(town, monkeypatch):
    state.beat("worker-a-1")
    now = timezone.now().isoformat()
    state.write("backup", {"made_at": now, "bytes": 1})
    monkeypatch.setattr(readings, "LEAST_FREE", 0.0)
    page = client_of(town, Role.OPERATOR).get(f"/{town.slug}/arbeit/betrieb/").content.decode()
    assert "Alles in Ordnung" in page
    assert "zu tun</span>" not in page


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"mails_failed": 1}, "Mails"),
        ({"jobs_failed": 1}, "Gescheiterte Aufträge"),
        ({"jobs_waiting": 1, "oldest_job_seconds": 3600.0}, "Aufträge"),
        ({"backup_at": None}, "Letzte Sicherung"),
        ({"backup_at": datetime.now(UTC) - timedelta(days=3)}, "Letzte Sicherung"),
        ({"disk_free": 5}, "Platz im Datenordner"),
    ],
)
def test_whatever_is_wrong_has_its_advice(change, name):
    state.beat("worker-a-1")
    assert all(row.is_fine for row in readings.readings(FINE, []))
    changed = queries.Installation(**{**vars(FINE), **change})
    (wrong,) = [row for row in readings.readings(changed, []) if not row.is_fine]
    assert wrong.name == name
    assert wrong.advice


def test_tables_that_are_not_up_to_date_have_their_advice():
    state.beat("worker-a-1")
    (wrong,) = [row for row in readings.readings(FINE, ["concept.0002"]) if not row.is_fine]
    assert "miteinander migrate" in wrong.advice


@pytest.mark.browser
def test_the_page_is_sound_on_every_device(page, town, transactional_db):
    sign_in(page, coordinator(town))
    page.goto(f"/{town.slug}/arbeit/betrieb/")
    sound_in_all_variants(page)
