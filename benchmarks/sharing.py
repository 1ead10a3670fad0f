"""Placing week by week against hindsight, and closing a gap between groups."""

from dataclasses import replace

import numpy as np

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.municipality import municipality
from miteinander.matching import candidates, solve
from miteinander.matching.ahead import place_now
from miteinander.matching.audit import close_gap, gap

HINDSIGHT, LOSS, WEEKS = 0.98, 0.001, 12


def figures() -> list[Figure]:
    """On a municipality of 4,000 people who look for a course."""
    return [_week_by_week(), *_closing()]


def _week_by_week() -> Figure:
    """Urgency placed in twelve weeks, with last year's people in mind, against hindsight."""
    problem = replace(municipality(4_000), levels=("placed", "fit"))
    last_year, chance = municipality(4_000, seed=9).demands, np.random.default_rng(5)
    weeks = np.array_split(chance.permutation(4_000), WEEKS)
    expected = np.array_split(chance.permutation(4_000), WEEKS)
    row = {key: j for j, key in enumerate(problem.supplies.keys)}
    free, placed = problem.supplies.capacity.copy(), 0
    for number, week in enumerate(weeks):
        supplies = replace(problem.supplies, capacity=free)
        now = replace(problem, demands=problem.demands.take(np.sort(week)), supplies=supplies)
        later = expected[number + 1 :]
        rest = np.sort(np.concatenate(later)) if later else None
        answer = solve(now) if rest is None else place_now(now, last_year.take(rest))
        placed += answer.levels.placed
        for supply in answer.assignments.values():
            free[row[supply]] -= 1
    return at_least(
        "week by week / hindsight", placed / solve(problem).levels.placed, "ratio", HINDSIGHT
    )


def _closing() -> list[Figure]:
    """The district whose people are passed over most."""
    problem = municipality(4_000)
    arcs = candidates(problem)
    best = solve(problem, arcs)
    home = problem.demands.columns["home"]
    districts = [
        {key for key, there in zip(problem.demands.keys, home, strict=True) if there == district}
        for district in np.unique(home)
    ]
    worst = max(districts, key=lambda members: gap(best, problem, arcs, members))
    closed = close_gap(problem, arcs, best, worst)
    return [
        Figure("gap of the worst district", round(gap(best, problem, arcs, worst), 4), "share"),
        at_most("the same, closed", gap(closed.proposal, problem, arcs, worst), "share", 0),
        at_most("what closing it costs", closed.loss, "share", LOSS),
    ]
