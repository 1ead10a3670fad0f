"""Gathers what was committed into seals, one chain per municipality and one for the installation.

Writers do not wait for it: they only leave unsealed events. What commits late, with an id from
before the last seal, goes into the next one.
"""

import logging
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from miteinander.kernel.encryption import vault
from miteinander.kernel.encryption.keyring import TRAIL
from miteinander.kernel.models import AuditEvent, AuditSeal
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.kernel.trail import marks

logger = logging.getLogger(__name__)

Chain = int | None  # a municipality's key; None: the installation itself
LARGEST = 1000  # events in a seal
PAUSE = timedelta(minutes=1)
_LOCK = 7261  # names our locks among all advisory locks of a PostgreSQL database
_due: list[datetime] = []


def soon() -> None:
    """Have what this transaction writes sealed after its commit: one job, however many events."""
    if not any(entry[1] is _enqueue for entry in connection.run_on_commit):
        transaction.on_commit(_enqueue)


@task()
def seal_waiting() -> int:
    """Seal everything that waits; gives the number of events."""
    with all_towns():
        waiting = AuditEvent.objects.filter(seal=None).order_by().values_list("municipality_id")
        chains = [chain for (chain,) in waiting.distinct()]
    return sum(seal(chain) for chain in chains)


def seal(chain: Chain) -> int:
    """Seal what waits in one chain, in transactions of up to `LARGEST`; gives the events."""
    sealed = 0
    while size := _seal_some(chain):
        sealed += size
    return sealed


def scope_of(chain: Chain) -> AbstractContextManager[None]:
    """The scope in which a chain is read and written."""
    return all_towns() if chain is None else town_scope(chain)


def is_of(chain: Chain) -> Q:
    """That an event or a seal belongs to the chain."""
    return Q(municipality=None) if chain is None else Q(municipality_id=chain)


def _enqueue() -> None:
    """Put the job into the queue unless one waits there already."""
    if not seal_waiting.get_backend().supports_defer:
        seal_waiting.enqueue()
        return
    now = timezone.now()
    if _due and now < _due[0]:
        return  # the job of this process's last minute takes this along
    # Not `ready()`: that leaves out the jobs whose time has not come yet.
    waiting = DBTaskResult.objects.filter(
        task_path=seal_waiting.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        seal_waiting.using(run_after=now + PAUSE).enqueue()
        _due[:] = [now + PAUSE]


def _seal_some(chain: Chain) -> int:
    with scope_of(chain), transaction.atomic():
        _lock(chain)
        waiting = AuditEvent.objects.filter(is_of(chain), seal=None)
        events = list(waiting.order_by("pk").values(*marks.columns(AuditEvent))[:LARGEST])
        if events:
            last = AuditSeal.objects.filter(is_of(chain)).order_by("number").last()
            _close(chain, last, events)
        return len(events)


def _close(chain: Chain, last: AuditSeal | None, events: list[dict[str, Any]]) -> None:
    key = vault.active(TRAIL)
    seal = AuditSeal(
        municipality_id=chain,
        number=last.number + 1 if last else 1,
        previous=bytes(last.hash) if last else marks.NO_SEAL_BEFORE,
        size=len(events),
        key_id=key.id,
    )
    ids = [event["id"] for event in events]
    marks.close(seal, [{**event, "seal_id": seal.pk} for event in events], key.secret)
    seal.save(force_insert=True)
    if AuditEvent.objects.filter(pk__in=ids, seal=None).update(seal=seal) != len(ids):
        raise RuntimeError("Somebody else sealed the same events.")
    _tell_head(last, seal)


def _lock(chain: Chain) -> None:
    """Two sealers never fork a chain: SQLite has one writer anyway, PostgreSQL gets a lock.

    Should that fail, the numbers of a chain are unique.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, chain or 0])


def _tell_head(last: AuditSeal | None, seal: AuditSeal) -> None:
    """Log the head once a day, so that a tail cut later is noticed by whoever keeps the logs."""
    if last is None or timezone.localdate(last.sealed_at) != timezone.localdate(seal.sealed_at):
        where = seal.municipality_id or "installation"
        logger.info("Trail of %s, seal %s: %s", where, seal.number, seal.hash.hex())
