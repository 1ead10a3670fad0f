"""The trail: every action writes one event, in its own transaction.

An event gets its mark when it is written (`trail.marks`); a job seals it later (`trail.sealing`).
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F

from miteinander.kernel.actor import Actor, Operator
from miteinander.kernel.encryption import vault
from miteinander.kernel.encryption.keyring import TRAIL
from miteinander.kernel.models import AuditEvent, Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.kernel.trail import marks, sealing

READ = "read"


def record(
    by: Actor | Operator,
    verb: str,
    thing: models.Model | None = None,
    *,
    is_change: bool = True,
    **ids: Any,
) -> AuditEvent:
    """Write down that `by` did `verb` to `thing`, and mark the municipality's pages as changed.

    What changes no page (`is_change` is false: a sign-in) leaves the stored pages as they are.

    Pages that were stored before carry an older revision and are built anew on the next request,
    so a published change shows at once. Call it inside the transaction of the change.
    """
    kind = ids.get("kind") or (thing._meta.label_lower if thing else "")
    if is_change and by.municipality_id is not None:
        _outdate_pages(by.municipality_id)
    return _write(_event(by, verb, kind, ids.get("pk") or (thing.pk if thing else None)))


def record_all(by: Actor, verb: str, things: Iterable[models.Model]) -> None:
    """Write the same down of many things at once: one statement, however many they are."""
    events = [_event(by, verb, thing._meta.label_lower, thing.pk) for thing in things]
    AuditEvent.objects.bulk_create(events)
    _outdate_pages(by.municipality_id)
    sealing.soon()


def read(by: Actor, thing: models.Model) -> AuditEvent:
    """Write down that `by` looked at a sensitive record; no page is outdated by that."""
    return _write(_event(by, READ, thing._meta.label_lower, thing.pk))


def _event(by: Actor | Operator, verb: str, kind: str, pk: int | None) -> AuditEvent:
    event = AuditEvent(
        municipality_id=by.municipality_id,
        user_id=by.user_id,
        door=by.door,
        verb=verb,
        object_kind=kind,
        object_id=pk,
    )
    key = vault.active(TRAIL)
    return marks.mark(event, key.id, key.secret)


def _write(event: AuditEvent) -> AuditEvent:
    if event.municipality_id is None:
        with all_towns():  # the row belongs to none of them
            event.save(force_insert=True)
    else:
        event.save(force_insert=True)
    sealing.soon()
    return event


def _outdate_pages(municipality_id: int) -> None:
    Municipality.objects.filter(pk=municipality_id).update(revision=F("revision") + 1)
