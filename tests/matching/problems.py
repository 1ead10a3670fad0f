"""Small problems of every kind, and their best answers by trying everything."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import strategies as st

from miteinander.matching import Demands, Problem, Rule, Score, Supplies, candidates
from miteinander.matching.problem import LEVELS
from miteinander.matching.proposal import reached

HAS_LEVEL = Rule(
    name="level",
    sentence="Der Kurs hat eine andere Stufe.",
    source="Test",
    demand=("level",),
    supply=("level",),
    holds=lambda has, teaches: (has & teaches) > 0,
)
HAS_CARE = Rule(
    name="care",
    sentence="Der Kurs hat keine Kinderbetreuung.",
    source="Test",
    demand=("child",),
    supply=("care",),
    holds=lambda child, care: ~child | care,
)
NEAR = Score(
    name="near",
    unit="Nähe",
    weight=3,
    demand=("home",),
    supply=("there",),
    points=lambda home, there: 9 - abs(home - there),
)


def numbers(least: int, most: int, length: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(least, most), min_size=length, max_size=length)


@st.composite
def problems(draw, people: int = 6, supplies: int = 3, levels=LEVELS) -> Problem:
    """A problem of capacities only, with previous places, pins and vetoes."""
    n, m = draw(st.integers(1, people)), draw(st.integers(1, supplies))
    names, places = [f"p{i}" for i in range(n)], [f"k{j}" for j in range(m)]
    previous = draw(st.lists(st.sampled_from([None, "gone", *places]), min_size=n, max_size=n))
    pair = st.tuples(st.sampled_from(names), st.sampled_from(places))
    problem = Problem(
        Demands(
            names,
            urgency=draw(numbers(1, 3, n)),
            previous=previous,
            columns={
                "level": draw(numbers(1, 7, n)),
                "child": np.array(draw(numbers(0, 1, n))) > 0,
                "home": draw(numbers(0, 9, n)),
            },
        ),
        Supplies(
            places,
            capacity=draw(numbers(0, 3, m)),
            columns={
                "level": draw(numbers(1, 7, m)),
                "care": np.array(draw(numbers(0, 1, m))) > 0,
                "there": draw(numbers(0, 9, m)),
            },
        ),
        rules=[HAS_LEVEL, HAS_CARE],
        scores=[NEAR],
        vetoes=draw(st.sets(pair, max_size=2)),
        levels=levels,
    )
    return replace(problem, pins=possible_pins(problem, draw(st.lists(pair, max_size=2))))


def possible_pins(problem: Problem, wanted: Sequence[tuple[str, str]]) -> dict[str, str]:
    free = dict(zip(problem.supplies.keys, problem.supplies.capacity, strict=True))
    pins = {}
    for demand, supply in wanted:
        if demand not in pins and (demand, supply) not in problem.vetoes and free[supply] > 0:
            pins[demand] = supply
            free[supply] -= 1
    return pins


def best_by_trying(problem: Problem) -> tuple[int, ...]:
    """The best levels (larger is better) over all assignments."""
    arcs = candidates(problem)
    choices = []
    for i in range(len(problem.demands)):
        mine = arcs.supply[arcs.start[i] : arcs.start[i + 1]].tolist()
        choices.append(mine if arcs.pinned[i] else [-1, *mine])
    found = []
    for at in product(*choices):
        chosen = np.array(at)
        loads = np.bincount(chosen[chosen >= 0], minlength=len(problem.supplies))
        if (loads <= problem.supplies.capacity).all():
            found.append(reached(problem, arcs, chosen).better(problem.levels))
    return max(found)


def shuffled(problem: Problem, order: Sequence[int], places: Sequence[int]) -> Problem:
    """The same problem, its rows given in another order."""
    people, supplies = problem.demands, problem.supplies
    return replace(
        problem,
        demands=Demands(
            [people.keys[i] for i in order],
            urgency=people.urgency[list(order)],
            previous=[people.previous[i] for i in order],
            columns={name: column[list(order)] for name, column in people.columns.items()},
        ),
        supplies=Supplies(
            [supplies.keys[j] for j in places],
            capacity=supplies.capacity[list(places)],
            columns={name: column[list(places)] for name, column in supplies.columns.items()},
        ),
    )
