"""The floor: by urgency, then by key, everybody takes the best place that is still free.

What somebody with a list would do by hand; no proposal is worse than this.
"""

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Ints
from miteinander.matching.problem import NOBODY, Problem
from miteinander.matching.proposal import Solution


def solve_greedy(problem: Problem, arcs: Arcs) -> Solution:
    """Within the capacities; the bound is that of everybody who has a candidate at all."""
    order = np.argsort(-problem.demands.urgency, kind="stable")
    possible = np.diff(arcs.start) > 0
    bound = int(problem.demands.urgency[possible].sum())
    return Solution(in_turn(problem, arcs, order), bound, method="greedy")


def in_turn(problem: Problem, arcs: Arcs, order: Ints) -> Ints:
    """The supply of each demand (-1: none) when they choose in this order (n positions).

    Those whom a person has fixed come first. Each prefers more points, then where it was before.
    """
    stays = problem.before[arcs.demand] == arcs.supply
    best = np.lexsort((arcs.supply, ~stays, -arcs.points, arcs.demand))
    wanted, start = arcs.supply[best].tolist(), arcs.start.tolist()
    free = problem.supplies.capacity.tolist()
    at = np.full(len(problem.demands), NOBODY)
    first = arcs.pinned[order]
    for demand in np.concatenate([order[first], order[~first]]).tolist():
        for supply in wanted[start[demand] : start[demand + 1]]:
            if free[supply] > 0:
                free[supply] -= 1
                at[demand] = supply
                break
    return at
