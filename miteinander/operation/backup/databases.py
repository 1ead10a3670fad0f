"""Dump and load of the configured database, as streams: SQLite and PostgreSQL.

Commands that see the rows of all municipalities come as the tables' owner where one is configured.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

# Filled by Django while migrating, before anybody did anything.
_FILLED_BY_ITSELF = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass(frozen=True)
class Contents:
    """What a database holds at one moment: applied migrations, rows per table, the trail's head.

    `trail` names the keys too (their ids) with which the trail was marked.
    """

    migrations: list[str]
    rows: dict[str, int]
    trail: dict[str, Any]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that somebody could miss."""
        return not any(n for table, n in self.rows.items() if table not in _FILLED_BY_ITSELF)


class Database(Protocol):
    """What backup and restore ask of a database."""

    vendor: str

    def snapshot(self) -> "AbstractContextManager[Snapshot]":
        """The database as it is now, whoever writes meanwhile."""

    def load(self, pieces: Iterable[bytes]) -> None:
        """Replace everything in the database by the dump: all or nothing."""


@dataclass(frozen=True)
class Snapshot:
    """One moment of a database: what it holds, and its dump as a stream of bytes."""

    contents: Contents
    dump: Iterator[bytes]


def alias() -> str:
    """The name of the connection of the tables' owner."""
    return "owner" if "owner" in settings.DATABASES else "default"


def configured() -> Database:
    """The database of the settings."""
    from miteinander.operation.backup.postgres import PostgreSQL
    from miteinander.operation.backup.sqlite import SQLite

    connection = connections[alias()]
    return PostgreSQL(connection) if connection.vendor == "postgresql" else SQLite(connection)


def contents(connection: BaseDatabaseWrapper) -> Contents:
    """Count every table, inside the transaction that is open on the connection."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        rows = {table: _count(connection, cursor, table) for table in tables}
        trail = _trail(cursor) if "kernel_auditevent" in rows else {}
    return Contents(_migrations(connection, rows), rows, trail)


def _count(connection: BaseDatabaseWrapper, cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return int(cursor.fetchone()[0])


def _trail(cursor: Any) -> dict[str, Any]:
    cursor.execute("SELECT count(*) FROM kernel_auditevent")
    (events,) = cursor.fetchone()
    cursor.execute("SELECT count(*), coalesce(max(number), 0) FROM kernel_auditseal")
    seals, last = cursor.fetchone()
    cursor.execute(
        "SELECT key_id FROM kernel_auditevent UNION SELECT key_id FROM kernel_auditseal ORDER BY 1"
    )
    keys = [key for (key,) in cursor.fetchall()]
    return {"events": events, "seals": seals, "last": last, "keys": keys}


def _migrations(connection: BaseDatabaseWrapper, rows: dict[str, int]) -> list[str]:
    if MigrationRecorder.Migration._meta.db_table not in rows:
        return []
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
