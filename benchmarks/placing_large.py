"""Placing 100,000 people against PuLP with CBC: about a quarter of an hour, 9 GB of memory."""

from benchmarks.figures import Figure
from benchmarks.placing import against_pulp, growth
from benchmarks.rivals import measured, ours

PEOPLE, FASTER = 100_000, 100


def figures() -> list[Figure]:
    """Both at 100,000 people, and the growth up to there."""
    small, large = measured(ours, PEOPLE // 10, 3), measured(ours, PEOPLE, 1)
    return [*growth(small, large, PEOPLE), *against_pulp(PEOPLE, 1, FASTER)]
