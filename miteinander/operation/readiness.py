"""Whether this process can do its work: database, tables, data folder, and the jobs."""

import os
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.conf import settings
from django.db import DatabaseError, connection

from miteinander.operation import queries, state

# A worker gives a sign every ten seconds.
SILENT_AFTER = 60.0


@dataclass(frozen=True)
class Part:
    """One part, a word about it, and whether pages can be served without it."""

    name: str
    is_fine: bool
    word: str
    is_vital: bool = True


def parts() -> list[Part]:
    """Every part; the tables are not looked at where the database does not answer.

    A silent worker is told and takes no web process out of service: pages go on without it.
    """
    database = _database()
    tables = [_tables()] if database.is_fine else []
    return [database, *tables, _folder(), worker()]


def worker() -> Part:
    """Whether somebody does the jobs."""
    if os.environ.get("MITEINANDER_JOBS") == "immediate":
        return Part("worker", True, "not needed", is_vital=False)
    seconds = state.last_beat()
    is_fine = seconds is not None and seconds < SILENT_AFTER
    return Part("worker", is_fine, "ok" if is_fine else "silent", is_vital=False)


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Part("database", False, "does not answer")
    return Part("database", True, "ok")


def _tables() -> Part:
    is_fine = queries.is_migrated()
    return Part("migrations", is_fine, "ok" if is_fine else "not applied")


def _folder() -> Part:
    try:
        with TemporaryFile(dir=settings.DATA) as file:
            file.write(b"ok")
    except OSError:
        return Part("data folder", False, "not writable")
    return Part("data folder", True, "ok")
