"""Public pages may be built from a copy of the database (read replica), never from an older state.

`reading` asks the replica for the town's revision. Only where it is the one that the primary has
now do the queries inside go to the replica; where it lags behind or is down, they go to the primary
as always. See docs/adr/0008.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

ALIAS = "replica"
# Seconds for which a replica that did not answer is left alone.
PAUSE = 5.0
_current: ContextVar[str] = ContextVar("database", default=DEFAULT_DB_ALIAS)
_left_alone_until = 0.0
Revision = tuple[int, int]


def alias() -> str:
    """The name of the connection to which queries go here."""
    return _current.get()


@contextmanager
def reading(town: str, revision: Revision) -> Iterator[bool]:
    """Inside, queries read from the replica if it has this revision of the town; gives whether."""
    uses = revision_on(town) == revision
    token = _current.set(ALIAS if uses else DEFAULT_DB_ALIAS)
    try:
        yield uses
    finally:
        _current.reset(token)


def revision_on(town: str) -> Revision | None:
    """Key and revision of the town as the replica knows them; None where it cannot say."""
    global _left_alone_until
    if ALIAS not in settings.DATABASES or time.monotonic() < _left_alone_until:
        return None
    try:
        return revision(town, ALIAS)
    except (DatabaseError, InterfaceError):
        _left_alone_until = time.monotonic() + PAUSE
        connections[ALIAS].close()
        return None


def revision(town: str, using: str = DEFAULT_DB_ALIAS) -> Revision | None:
    """Key and revision of an active town; one small query."""
    # Written out, because this query is most of what an unchanged page costs. The key tells a
    # town that was set up anew under the same name from the one before.
    query = "SELECT id, revision FROM kernel_municipality WHERE slug = %s AND is_active"
    with connections[using].cursor() as cursor:
        cursor.execute(query, [town])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


class Router:
    """Sends reads to where `reading` says, writes and migrations always to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The replica inside of `reading`, the primary everywhere else."""
        return _current.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The primary."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both are the same database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The replica gets its tables from the primary."""
        return db != ALIAS
