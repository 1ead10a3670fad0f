"""Placing people in courses: against PuLP with CBC on the same model, and how the cost grows."""

from math import log

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.rivals import Run, measured, ours, pulp_with_cbc, weighted

FASTER = {1_000: 30, 10_000: 60}
MEMORY_FROM, MEMORY, EXPONENT, EXACT_LEVELS = 10_000, 0.2, 1.3, 3
MANY = 30_000


def figures() -> list[Figure]:
    """Both at 1,000 and 10,000 people; alone at 30,000."""
    found = []
    for people, times in ((1_000, 5), (10_000, 1)):
        found += against_pulp(people, times, FASTER[people])
    small, large = measured(ours, 10_000, 3), measured(ours, MANY, 2)
    single = measured(weighted, 10_000, 3)
    return [
        *found,
        at_most(
            "exact levels / a weighted sum", small.seconds / single.seconds, "ratio", EXACT_LEVELS
        ),
        *growth(small, large, MANY),
    ]


def against_pulp(people: int, times: int, faster: int) -> list[Figure]:
    """CPU and memory of the same model, both in this run; RuntimeError where answers differ."""
    mine, other = measured(ours, people, times * 3), measured(pulp_with_cbc, people, times)
    if (mine.levels.placed, mine.levels.fit) != (other.levels.placed, other.levels.fit):
        raise RuntimeError(f"{mine.levels} is not {other.levels}")
    memory = mine.megabytes / other.megabytes
    goal = MEMORY if people >= MEMORY_FROM else 1
    return [
        Figure(f"possible pairs of {people} people", mine.arcs, "pairs"),
        Figure(f"placing {people} people", round(mine.seconds, 4), "s CPU"),
        Figure("the same in PuLP with CBC", round(other.seconds, 2), "s CPU"),
        at_least(f"PuLP / ours at {people} people", other.seconds / mine.seconds, "ratio", faster),
        at_most(f"memory, ours / PuLP at {people} people", memory, "ratio", goal),
    ]


def growth(small: Run, large: Run, people: int) -> list[Figure]:
    """How the cost of finding and placing grows with the pairs."""
    costs = [run.building + run.seconds for run in (small, large)]
    exponent = log(costs[1] / costs[0]) / log(large.arcs / small.arcs)
    finding = large.building / large.seconds
    return [
        Figure(f"placing {people} people, {large.arcs} pairs", round(large.seconds, 2), "s CPU"),
        at_most(f"finding pairs / placing at {people}", finding, "ratio", 1),
        at_most(f"exponent of the cost per pair up to {people}", exponent, "", EXPONENT),
    ]
