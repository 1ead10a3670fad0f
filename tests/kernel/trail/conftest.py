"""A trail of a town: three seals of three events, and two events that wait."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.ids import new_id
from miteinander.kernel.models import AuditSeal, Municipality
from miteinander.kernel.trail import sealing


def write(by: Actor, town: Municipality, number: int) -> None:
    """Write some events into the trail."""
    for _ in range(number):
        audit.record(by, "town.changed", town)


def others(field: models.Field, value: Any) -> list[Any]:
    """Values that differ from this one as little as their kind allows."""
    if field.is_relation:
        different = [other for other in _keys(field) if other != value]
    elif isinstance(value, UUID):
        different = [new_id(), UUID(int=value.int ^ 1)]
    elif isinstance(value, datetime):
        different = [value + timedelta(microseconds=1)]
    elif isinstance(value, str):
        different = [value[:-1] + ("a" if value[-1:] != "a" else "b"), "", value.upper()]
    elif isinstance(value, bytes | memoryview):
        raw = bytes(value)
        different = [raw[:-1] + bytes([raw[-1] ^ 1]), b"", raw + b"\0"]
    else:
        different = [(value or 0) + 1, 2**30]
    return [one for one in [*different, *([None] if field.null else [])] if one != value]


def _keys(field: models.Field) -> list[Any]:
    return list(field.related_model._base_manager.values_list("pk", flat=True))


@pytest.fixture
def trail(in_town: Municipality, coordinator: Actor) -> list[AuditSeal]:
    """The seals, in the scope of the town."""
    for _ in range(3):
        write(coordinator, in_town, 3)
        sealing.seal(in_town.pk)
    write(coordinator, in_town, 2)
    return list(AuditSeal.objects.order_by("number"))
