"""Tests of charts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.ui.charts import PATTERNS, Segment, stacked_bar


@given(st.lists(st.integers(0, 10**6), max_size=12))
def test_slices_fill_the_bar_without_gap_or_overlap(values):
    bar = stacked_bar([Segment(str(value), value) for value in values], "Stand")
    for before, after in pairwise(bar.slices):
        assert before.x + before.width == pytest.approx(after.x, abs=0.02)
    end = bar.slices[-1].x + bar.slices[-1].width if sum(values) else 100
    assert end == pytest.approx(100, abs=0.02)
    assert bar.total == sum(values)


def test_a_bar_of_nothing_says_so():
    assert stacked_bar([], "Stand").sentence == "Stand: noch nichts"


def test_no_two_shapes_share_a_pattern():
    assert len(set(PATTERNS.values())) == len(PATTERNS)
