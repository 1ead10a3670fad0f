"""Lets the tests empty the tables between them, which the trail's own guard refuses.

Tests with real transactions end with a flush (DELETE on SQLite, TRUNCATE on PostgreSQL). The guard
is taken away for that moment only and built anew; production code has no way around it.
"""

from pathlib import Path

import pytest


def pytest_sessionstart(session: pytest.Session) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    from miteinander.kernel import trail_walls
    from miteinander.kernel.encryption import keyring

    # Tests write into the trail past the actions; a keyring must be there before.
    keyring.create(Path(settings.KEYS))
    flush = TransactionTestCase._fixture_teardown

    def flush_without_guard(self: TransactionTestCase) -> None:
        trail_walls.remove(connection)
        try:
            flush(self)
        finally:
            trail_walls.build(connection)

    TransactionTestCase._fixture_teardown = flush_without_guard  # type: ignore[method-assign]
