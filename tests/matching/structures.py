"""Small problems with times, groups and lower loads, and what keeps them, told naively."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from miteinander.matching import Problem, candidates
from miteinander.matching.conflicts import Condition
from miteinander.matching.problem import LEVELS
from miteinander.matching.proposal import reached
from tests.matching.problems import numbers, problems

SOME_LEVELS = st.sampled_from(
    [("placed",), ("placed", "fit"), ("fit", "stability"), ("placed", "load"), LEVELS]
)


@st.composite
def structured(draw, people: int = 5, supplies: int = 3, at_least: int = 2) -> Problem:
    """A problem with some of times, groups and lower loads, besides all that problems() has."""
    problem = draw(problems(people=people, supplies=supplies, levels=draw(SOME_LEVELS)))
    n, m = len(problem.demands), len(problem.supplies)
    groups = st.none() | numbers(-1, 2, n)
    spans = st.tuples(st.integers(0, 6), st.integers(1, 4)).map(lambda it: (it[0], sum(it)))
    demands = replace(
        problem.demands,
        together=draw(groups),
        apart=draw(groups),
        occupies=draw(st.none() | st.lists(spans, min_size=n, max_size=n)),
    )
    least = draw(st.none() | numbers(0, at_least, m))
    return replace(problem, demands=demands, supplies=replace(problem.supplies, at_least=least))


def assignments(problem: Problem) -> Iterator[tuple[int, ...]]:
    """All ways to give each demand a supply or none, whatever the rules say."""
    return product(range(-1, len(problem.supplies)), repeat=len(problem.demands))


def conditions(problem: Problem) -> list[Condition]:
    """Everything that must hold, without sentences."""
    demands, places = problem.demands, problem.supplies.keys
    found = [("pin", pair) for pair in problem.pins.items()]
    found += [("veto", pair) for pair in problem.vetoes]
    found += [(kind, (key,)) for key in places for kind in ("at_least", "capacity")]
    found += [("rule", (rule.name,)) for rule in problem.rules]
    for kind in ("together", "apart"):
        of = getattr(demands, kind)
        for group in sorted(set([] if of is None else of.tolist()) - {-1}):
            members = np.flatnonzero(of == group)
            found.append((kind, tuple(demands.keys[i] for i in members)))
    return [Condition(kind, keys, "") for kind, keys in found]


def keeps(problem: Problem, at: Sequence[int], these: Sequence[Condition]) -> bool:
    """Whether an assignment keeps these conditions; a pin holds even where a rule fails."""
    places = problem.supplies.keys
    where = {key: places[j] for key, j in zip(problem.demands.keys, at, strict=True) if j >= 0}
    pins = {one.keys for one in these if one.kind == "pin"}
    return all(_keeps(problem, where, one, pins) for one in these)


def _keeps(problem: Problem, where: dict[str, str], one: Condition, pins: set) -> bool:
    if one.kind == "rule":
        return all(pair in pins or _follows(problem, *pair, one.keys[0]) for pair in where.items())
    if one.kind == "pin":
        return where.get(one.keys[0]) == one.keys[1]
    if one.kind == "veto":
        return where.get(one.keys[0]) != one.keys[1]
    if one.kind == "together":
        return len({where.get(key) for key in one.keys}) == 1
    if one.kind == "apart":
        found = [where[key] for key in one.keys if key in where]
        return len(found) == len(set(found))
    here = [i for i, key in enumerate(problem.demands.keys) if where.get(key) == one.keys[0]]
    supply = problem.supplies.keys.index(one.keys[0])
    if one.kind == "at_least":
        least = problem.supplies.at_least
        return least is None or len(here) >= least[supply]
    return _most_at_once(problem, here) <= problem.supplies.capacity[supply]


def _most_at_once(problem: Problem, here: list[int]) -> int:
    spans = problem.demands.occupies
    if spans is None:
        return len(here)
    counts = [sum(spans[i][0] <= minute < spans[i][1] for i in here) for minute in range(12)]
    return max(counts)


def _follows(problem: Problem, demand: str, supply: str, name: str) -> bool:
    i, j = problem.demands.keys.index(demand), problem.supplies.keys.index(supply)
    has, there = problem.demands.columns, problem.supplies.columns
    if name == "level":
        return bool(has["level"][i] & there["level"][j])
    return bool(not has["child"][i] or there["care"][j])


def best_by_trying(problem: Problem) -> tuple[int, ...] | None:
    """The best levels (larger is better) over all assignments that keep everything."""
    arcs, everything = candidates(problem), conditions(problem)
    found = [
        reached(problem, arcs, np.array(at)).better(problem.levels)
        for at in assignments(problem)
        if keeps(problem, at, everything)
    ]
    return max(found, default=None)
