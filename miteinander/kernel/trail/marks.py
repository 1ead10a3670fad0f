"""Keyed hashes over rows of the trail. Who has the database but not the keyring cannot make them.

All columns of the model count, so a new one cannot be forgotten. Empty ones are left out: rows from
before a column was added keep their mark.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models

from miteinander.kernel.encryption.keyring import TRAIL
from miteinander.kernel.encryption.vault import find
from miteinander.kernel.models import AuditEvent, AuditSeal

Row = Mapping[str, Any]
HASH_BYTES = 32
NO_SEAL_BEFORE = bytes(HASH_BYTES)
# Not part of what they themselves are made of; an event's seal is known only later.
_NOT_IN_MARK = frozenset({"mark", "seal_id"})
_NOT_IN_HASH = frozenset({"hash"})


def columns(model: type[models.Model]) -> list[str]:
    """The names of all columns, as a row has them."""
    return [field.attname for field in model._meta.concrete_fields]


def row(thing: models.Model) -> dict[str, Any]:
    """The row of an event or a seal."""
    return {name: getattr(thing, name) for name in columns(type(thing))}


def mark_of(event: Row, secret: bytes) -> bytes:
    """The mark of an event: 32 bytes over all of its columns but mark and seal."""
    return hashlib.blake2b(
        _bytes(event, _NOT_IN_MARK), key=secret, digest_size=HASH_BYTES, person=b"mit-trail-event"
    ).digest()


def hash_of(seal: Row, events: Iterable[Row], secret: bytes) -> bytes:
    """The hash of a seal: 32 bytes over its other columns and all columns of its events."""
    state = hashlib.blake2b(
        _bytes(seal, _NOT_IN_HASH), key=secret, digest_size=HASH_BYTES, person=b"mit-trail-seal"
    )
    for event in events:
        state.update(_bytes(event, frozenset()))
    return state.digest()


def secret_of(key_id: str) -> bytes | None:
    """The secret with which a row was marked, or None where the keyring lacks it."""
    key = find(key_id, TRAIL)
    return key.secret if key else None


def mark(event: AuditEvent, key_id: str, secret: bytes) -> AuditEvent:
    """The same event, marked."""
    event.key_id = key_id
    event.mark = mark_of(row(event), secret)
    return event


def close(seal: AuditSeal, events: Iterable[Row], secret: bytes) -> AuditSeal:
    """The same seal with its hash."""
    seal.hash = hash_of(row(seal), events, secret)
    return seal


def _bytes(values: Row, left_out: frozenset[str]) -> bytes:
    """Bytes that no other row gives: each name and value with its length, in order of names."""
    parts = [
        part
        for name in sorted(values)
        if name not in left_out and values[name] is not None
        for part in (name.encode(), _value(values[name]))
    ]
    framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return len(framed).to_bytes(4, "big") + framed


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return b"o%d" % value
    if isinstance(value, int):
        return b"i%d" % value
    if isinstance(value, str):
        return b"s" + value.encode()
    if isinstance(value, datetime):
        return b"t" + value.astimezone(UTC).isoformat(timespec="microseconds").encode()
    if isinstance(value, UUID):
        return b"u" + value.bytes
    if isinstance(value, bytes | memoryview):
        return b"b" + bytes(value)
    raise TypeError(f"The trail cannot hold a {type(value).__name__}.")
