"""Counts what is asked of the database, without the frame of transactions and scopes around it.

On PostgreSQL a scope is a transaction and a setting, in tests a savepoint; on SQLite it is nothing.
The fixtures, named in conftest.py, replace those of pytest-django: one number holds for both.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT")
SETTING = "miteinander.town"
Counting = Callable[[int], AbstractContextManager[CaptureQueriesContext]]


def questions(captured: CaptureQueriesContext) -> list[str]:
    """The SQL of what was asked while capturing."""
    said = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in said if not sql.startswith(FRAME) and SETTING not in sql]


@contextmanager
def _counting(least: int, most: int) -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured
    asked = questions(captured)
    assert least <= len(asked) <= most, f"{len(asked)}:\n" + "\n".join(asked)


@pytest.fixture
def django_assert_num_queries() -> Counting:
    """`with django_assert_num_queries(5):` fails unless exactly five questions are asked."""
    return lambda number: _counting(number, number)


@pytest.fixture
def django_assert_max_num_queries() -> Counting:
    """`with django_assert_max_num_queries(5):` fails if more than five questions are asked."""
    return lambda number: _counting(0, number)
