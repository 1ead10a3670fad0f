"""Tests of sealing: when, in what order, and by how many at once."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from miteinander.kernel import audit
from miteinander.kernel.actions import keys
from miteinander.kernel.actor import Operator, system
from miteinander.kernel.encryption.keyring import TRAIL
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import AuditEvent, AuditSeal
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.kernel.trail import marks, sealing, verifying
from tests import factories
from tests.kernel.trail.conftest import write


def test_each_town_and_the_installation_have_a_chain_of_their_own(town):
    other = factories.town("Anderswo")
    for one in (town, other, town):
        with town_scope(one):
            write(system(one.pk), one, 1)
    audit.record(Operator(), "keys.rotated")
    assert sealing.seal_waiting.call() == 4
    assert sealing.seal_waiting.call() == 0
    with all_towns():
        seals = AuditSeal.objects.order_by("municipality_id").values_list("number", "size")
        assert sorted(seals) == [(1, 1), (1, 1), (1, 2)]
        assert all(verifying.verify(chain).is_whole for chain in verifying.chains())


def test_a_large_batch_becomes_several_seals_that_follow_each_other(
    in_town, coordinator, monkeypatch
):
    monkeypatch.setattr(sealing, "LARGEST", 4)
    write(coordinator, in_town, 10)
    assert sealing.seal(in_town.pk) == 10
    seals = list(AuditSeal.objects.order_by("number"))
    assert [(seal.number, seal.size) for seal in seals] == [(1, 4), (2, 4), (3, 2)]
    assert bytes(seals[0].previous) == marks.NO_SEAL_BEFORE
    assert [bytes(one.hash) for one in seals[:2]] == [bytes(one.previous) for one in seals[1:]]


def test_an_event_that_comes_late_goes_into_the_next_seal(in_town, coordinator):
    late = audit._event(coordinator, "town.changed", "kernel.municipality", in_town.pk)
    write(coordinator, in_town, 2)
    sealing.seal(in_town.pk)
    audit._write(late)
    sealing.seal(in_town.pk)
    sealed = AuditEvent.objects.order_by("pk").values_list("seal__number", flat=True)
    assert list(sealed) == [2, 1, 1]
    assert verifying.verify(in_town.pk).is_whole


def test_after_a_rotation_of_the_trail_s_key_old_events_and_seals_still_verify(
    ring_file, in_town, coordinator
):
    write(coordinator, in_town, 2)
    sealing.seal(in_town.pk)
    write(coordinator, in_town, 1)
    old = AuditSeal.objects.get().key_id
    keys.rotate(TRAIL, by=Operator())
    write(coordinator, in_town, 1)
    sealing.seal(in_town.pk)
    assert len(set(AuditEvent.objects.values_list("key_id", flat=True))) == 2
    assert verifying.verify(in_town.pk).is_whole
    with pytest.raises(NotPossible, match="noch 5-mal gebraucht"):
        keys.retire(old, by=Operator())


def test_verifying_and_sealing_cost_as_many_queries_for_one_event_as_for_three(
    in_town, coordinator
):
    counts = []
    for number in (1, 3):
        write(coordinator, in_town, number)
        with CaptureQueriesContext(connection) as found:
            sealing.seal(in_town.pk)
            verifying.verify(in_town.pk)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_verifying_reads_every_row_once(in_town, coordinator, monkeypatch):
    """However many seals and events there are: so it is linear."""
    monkeypatch.setattr(sealing, "LARGEST", 2)
    monkeypatch.setattr(verifying, "_EVENTS_AT_ONCE", 6)
    monkeypatch.setattr(verifying, "_SEALS_AT_ONCE", 5)
    looked = []
    mark_of = marks.mark_of
    monkeypatch.setattr(
        marks, "mark_of", lambda row, secret: (looked.append(row["id"]), mark_of(row, secret))[1]
    )
    write(coordinator, in_town, 40)
    sealing.seal(in_town.pk)
    write(coordinator, in_town, 3)
    looked.clear()
    assert verifying.verify(in_town.pk).is_whole
    assert looked == list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))


def test_the_head_is_logged_with_the_first_seal_of_a_day(in_town, coordinator, caplog, monkeypatch):
    caplog.set_level(logging.INFO, "miteinander.kernel.trail")
    for day in (0, 0, 1):
        later = timezone.now() + timedelta(days=day)
        monkeypatch.setattr(AuditSeal._meta.get_field("sealed_at"), "default", lambda at=later: at)
        AuditSeal._meta.get_field("sealed_at").__dict__.pop("_get_default", None)
        write(coordinator, in_town, 1)
        sealing.seal(in_town.pk)
    AuditSeal._meta.get_field("sealed_at").__dict__.pop("_get_default", None)
    first, _, last = AuditSeal.objects.order_by("number")
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        f"Trail of {in_town.pk}, seal {seal.number}: {bytes(seal.hash).hex()}"
        for seal in (first, last)
    ]


@pytest.fixture
def queue(settings) -> None:
    """Jobs go into the database, as with a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    sealing._due.clear()
    yield
    sealing._due.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_is_asked_for_only_while_none_waits(queue, town):
    def commit() -> None:
        with town_scope(town), transaction.atomic():
            write(system(town.pk), town, 3)

    commit()
    commit()
    sealing._due.clear()  # another process
    commit()
    waiting = DBTaskResult.objects.get(task_path=sealing.seal_waiting.module_path)
    assert waiting.run_after > timezone.now()
    sealing._due.clear()
    DBTaskResult.objects.update(status="RUNNING")
    commit()
    assert DBTaskResult.objects.count() == 2


def test_the_command_seals_and_says_how_many(in_town, coordinator, capsys):
    write(coordinator, in_town, 3)
    call_command("audit", "seal")
    assert "3 Einträge gesiegelt" in capsys.readouterr().out
