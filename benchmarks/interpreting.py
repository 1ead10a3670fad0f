"""A week of interpreters: appointments that must not overlap, against pairs of conflicts in CBC."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from benchmarks.figures import Figure, at_least, equal
from benchmarks.rivals import best_of
from miteinander.matching import Arcs, Demands, Problem, Rule, Score, Supplies, candidates, solve

APPOINTMENTS, INTERPRETERS, LANGUAGES, DISTRICTS = 200, 60, 24, 20
DAY, QUARTERS, BUFFER = 24 * 60, 34, 30
FASTER = 10


def figures() -> list[Figure]:
    """The usual size of a large town; the same optimum on both levels."""
    problem = _week()
    arcs = candidates(problem)
    answer = solve(problem, arcs)
    reached: list[int] = []
    mine = best_of(3, lambda: solve(problem, arcs))
    other = best_of(1, lambda: reached.append(_by_pairs(problem, arcs)))
    best = _weight(arcs) * answer.levels.placed + answer.levels.fit
    return [
        Figure(f"{APPOINTMENTS} appointments, {INTERPRETERS} interpreters", len(arcs), "pairs"),
        Figure("appointments with an interpreter", len(answer.assignments), "of 200"),
        Figure("gap", answer.gap, "", "= 0", answer.gap == 0 and answer.method == "integer"),
        equal("PuLP's optimum", reached[0], "points", best),
        Figure("placing a week", round(mine, 3), "s CPU"),
        at_least("PuLP / ours", other / mine, "ratio", FASTER),
    ]


def _week(seed: int = 1) -> Problem:
    chance = np.random.default_rng(seed)
    share = 1 / np.arange(1, LANGUAGES + 1)
    share /= share.sum()
    start = DAY * chance.integers(0, 5, APPOINTMENTS) + 8 * 60
    start += 15 * chance.integers(0, QUARTERS, APPOINTMENTS)
    end = start + chance.choice([45, 60, 90, 120], APPOINTMENTS) + BUFFER
    speaks = [chance.choice(LANGUAGES, INTERPRETERS, p=share) for _ in range(2)]
    return Problem(
        Demands(
            [f"t{number:03}" for number in range(APPOINTMENTS)],
            urgency=chance.choice([1, 2, 4], APPOINTMENTS, p=[0.6, 0.3, 0.1]),
            columns={
                "language": chance.choice(LANGUAGES, APPOINTMENTS, p=share),
                "home": chance.integers(0, DISTRICTS, APPOINTMENTS),
            },
            occupies=np.stack([start, end], axis=1),
        ),
        Supplies(
            [f"d{number:03}" for number in range(INTERPRETERS)],
            capacity=np.ones(INTERPRETERS, dtype=np.int64),
            columns={
                "first": speaks[0],
                "second": speaks[1],
                "there": chance.integers(0, DISTRICTS, INTERPRETERS),
            },
        ),
        [_speaks()],
        [_near()],
        levels=("placed", "fit"),
    )


def _speaks() -> Rule:
    return Rule(
        name="language",
        sentence="Spricht eine andere Sprache.",
        source="Anfrage",
        demand=("language",),
        supply=("first", "second"),
        holds=lambda wanted, first, second: (wanted == first) | (wanted == second),
    )


def _near() -> Score:
    return Score(
        "near", "Stadtteile", 3, ("home",), ("there",), lambda a, b: DISTRICTS - abs(a - b)
    )


def _weight(arcs: Arcs) -> int:
    return APPOINTMENTS * int(arcs.points.max()) + 1


def _by_pairs(problem: Problem, arcs: Arcs) -> int:
    """As one would write it first: two that overlap are not both with one interpreter."""
    import pulp

    weight, urgency = _weight(arcs), problem.demands.urgency[arcs.demand]
    worth = (weight * urgency + arcs.points).tolist()
    model = pulp.LpProblem("interpreters", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"x{arc}", cat="Binary") for arc in range(len(arcs))]
    model += pulp.lpSum(points * x for points, x in zip(worth, chosen, strict=True))
    for side, same in ((arcs.demand, None), (arcs.supply, problem.demands.occupies)):
        for which in np.unique(side).tolist():
            mine = np.flatnonzero(side == which).tolist()
            if same is None:
                model += pulp.lpSum(chosen[arc] for arc in mine) <= 1
                continue
            for one, other in _overlapping(mine, same[arcs.demand]):
                model += chosen[one] + chosen[other] <= 1
    status = model.solve(pulp.PULP_CBC_CMD(msg=False, threads=1, gapRel=0, gapAbs=0))
    if status != pulp.LpStatusOptimal:
        raise RuntimeError(pulp.LpStatus[status])
    return sum(points for points, x in zip(worth, chosen, strict=True) if x.varValue > 0.5)


def _overlapping(arcs: list[int], spans: np.ndarray) -> Iterator[tuple[int, int]]:
    for one, other in combinations(arcs, 2):
        if spans[one][0] < spans[other][1] and spans[other][0] < spans[one][1]:
            yield one, other
