"""Lets the tests empty the tables between them, which the trail's own guard refuses.

Tests with real transactions end with a flush (DELETE on SQLite, TRUNCATE on PostgreSQL). The guard
is taken away for that moment only and built anew; production code has no way around it.
"""

import pytest


def pytest_sessionstart(session: pytest.Session) -> None:
    from django.db import connection
    from django.test import TransactionTestCase

    from miteinander.kernel import trail_walls

    flush = TransactionTestCase._fixture_teardown

    def flush_without_guard(self: TransactionTestCase) -> None:
        trail_walls.remove(connection)
        try:
            flush(self)
        finally:
            trail_walls.build(connection)

    TransactionTestCase._fixture_teardown = flush_without_guard  # type: ignore[method-assign]
