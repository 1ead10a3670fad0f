"""In which municipality a piece of code reads and writes. Only this module opens scopes.

Two walls stand behind each other. django-scopes filters every query of the ORM and raises outside
of a scope. On PostgreSQL, row-level security (`walls.py`) hides the rows of all other
municipalities even from raw SQL; the database knows the municipality by the setting
`miteinander.town`, which holds within one transaction, so that a pooled connection carries nothing
over to whoever borrows it next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django_scopes import scope, scopes_disabled

from miteinander.kernel import replica
from miteinander.kernel.models import Municipality

SETTING = "miteinander.town"
ALL = "*"
# (connection, value of the setting) of the innermost scope
_current: ContextVar[tuple[str, str]] = ContextVar("town", default=("", ""))


@contextmanager
def town_scope(municipality: Municipality | int, *, is_own: bool = False) -> Iterator[None]:
    """Inside, queries find rows of this municipality (or its key) only; outside they raise.

    On PostgreSQL all that happens inside is one transaction. Long work opens it for each step.
    With `is_own` it is one that `undo` can take back, also where the same scope is open already.
    """
    key = municipality if isinstance(municipality, int) else municipality.pk
    with scope(municipality=municipality), _database_scope(str(key), is_own):
        yield


@contextmanager
def all_towns() -> Iterator[None]:
    """Inside, queries find rows of all municipalities.

    For what belongs to no single one: sending mail, whose towns somebody works in, backups.
    `tests/house/test_tenancy.py` holds the list of places that may.
    """
    with scopes_disabled(), _database_scope(ALL):
        yield


def undo() -> None:
    """Have all that happened in the innermost scope undone when it ends.

    Only where the scope is a transaction (PostgreSQL); elsewhere every action is one of its own.
    """
    alias, value = _current.get()
    if value:
        transaction.set_rollback(True, using=alias)


@contextmanager
def _database_scope(value: str, is_own: bool = False) -> Iterator[None]:
    # Public pages may be read from a replica: the setting belongs where the queries go.
    connection = connections[replica.alias()]
    before, here = _current.get(), (connection.alias, value)
    if connection.vendor != "postgresql" or (before == here and not is_own):
        yield
        return
    is_nested = connection.in_atomic_block
    with transaction.atomic(using=connection.alias):
        _set(connection, value)
        token = _current.set(here)
        try:
            yield
        finally:
            _current.reset(token)
        # The end of the transaction resets the setting, as does a rollback to the savepoint.
        if is_nested and not connection.needs_rollback:
            _set(connection, before[1] if before[0] == connection.alias else "")


def _set(connection: BaseDatabaseWrapper, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
