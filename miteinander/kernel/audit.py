"""The trail: every action writes one event, in its own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F

from miteinander.kernel.actor import Actor
from miteinander.kernel.models import AuditEvent, Municipality


def record(
    by: Actor, verb: str, thing: models.Model | None = None, *, is_change: bool = True, **ids: Any
) -> AuditEvent:
    """Write down that `by` did `verb` to `thing`, and mark the municipality's pages as changed.

    What changes no page (`is_change` is false: a sign-in) leaves the stored pages as they are.

    Pages that were stored before carry an older revision and are built anew on the next request,
    so a published change shows at once. Call it inside the transaction of the change.
    """
    if is_change:
        Municipality.objects.filter(pk=by.municipality_id).update(revision=F("revision") + 1)
    return AuditEvent.objects.create(
        municipality_id=by.municipality_id,
        user_id=by.user_id,
        door=by.door,
        verb=verb,
        object_kind=ids.get("kind") or (thing._meta.label_lower if thing else ""),
        object_id=ids.get("pk") or (thing.pk if thing else None),
    )


def record_all(by: Actor, verb: str, things: Iterable[models.Model]) -> None:
    """Write the same down of many things at once: one statement, however many they are."""
    AuditEvent.objects.bulk_create(
        AuditEvent(
            municipality_id=by.municipality_id,
            user_id=by.user_id,
            door=by.door,
            verb=verb,
            object_kind=thing._meta.label_lower,
            object_id=thing.pk,
        )
        for thing in things
    )
    Municipality.objects.filter(pk=by.municipality_id).update(revision=F("revision") + 1)
