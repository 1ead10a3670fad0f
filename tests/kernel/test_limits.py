"""Counting how often something happens."""

import pytest
from django.core.cache import cache

from miteinander.kernel import limits


@pytest.fixture(autouse=True)
def _nothing_counted(db, monkeypatch) -> None:
    cache.clear()
    monkeypatch.setattr(limits.time, "time", lambda: 3_999_999_970.5)


def test_so_many_are_let_through_and_the_next_waits_for_the_window_to_end():
    told = [limits.wait("a", most=2, seconds=60) for _ in range(4)]
    assert told == [0, 0, 50, 50]


def test_others_and_the_next_window_are_free(monkeypatch):
    assert limits.wait("a", most=1, seconds=60) == 0
    assert limits.wait("a", most=1, seconds=60) > 0
    assert limits.wait("b", most=1, seconds=60) == 0
    monkeypatch.setattr(limits.time, "time", lambda: 4_000_000_020.0)
    assert limits.wait("a", most=1, seconds=60) == 0
