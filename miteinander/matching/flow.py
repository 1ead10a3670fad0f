"""Places that are only limited in number: a min-cost flow, exact on all levels.

Demands -> supplies -> sink, with an arc from each demand straight to the sink for those who get no
place. For evenly shared work the arc of a supply to the sink is split: its k-th place costs 2k - 1,
which adds up to the square of the load. How the levels become one cost: see `network`.

What a simple cycle of the residual graph can change (`reach` there): it passes each supply at most
once, so it adds at most h pairs and removes at most h, with h = min(demands, supplies); it passes
the sink at most once, so it takes at most one place more and one place less.
"""

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Ints
from miteinander.matching.network import Cost, Network, optimal_flow
from miteinander.matching.problem import NOBODY, Problem
from miteinander.matching.proposal import Solution, reached


def solve_flow(problem: Problem, arcs: Arcs) -> Solution:
    """The optimum on all levels; for problems without groups, times or lower loads."""
    place, width = _places(problem, arcs)
    costs = [_cost(level, problem, arcs, place) for level in problem.levels]
    flow = optimal_flow(_network(problem, arcs, place, width), costs)
    at = np.full(len(problem.demands), NOBODY)
    chosen = np.flatnonzero(flow[: len(arcs)])
    at[arcs.demand[chosen]] = arcs.supply[chosen]
    first = reached(problem, arcs, at).better(problem.levels)[0]
    return Solution(at, bound=first, method="flow")


def pair_cost(level: str, problem: Problem, arcs: Arcs) -> Ints:
    """What choosing a pair costs on this level; less is better. Loads cost nothing here."""
    if level == "placed":
        return -problem.demands.urgency[arcs.demand]
    if level == "fit":
        return -arcs.points
    if level == "stability":
        return -(problem.before[arcs.demand] == arcs.supply).astype(np.int64)
    return np.zeros(len(arcs), dtype=np.int64)


def _places(problem: Problem, arcs: Arcs) -> tuple[Ints, Ints]:
    """Arcs to the sink: of which supply, how wide. One for each place where loads count."""
    usable = np.bincount(arcs.supply, minlength=len(problem.supplies))
    usable = np.minimum(usable, problem.supplies.capacity)
    if "load" not in problem.levels:
        return np.arange(len(usable)), usable
    place = np.repeat(np.arange(len(usable)), usable)
    return place, np.ones(len(place), dtype=np.int64)


def _network(problem: Problem, arcs: Arcs, place: Ints, width: Ints) -> Network:
    """The arcs of the pairs, of the places, and of those who get none, in this order."""
    people, supplies = len(problem.demands), len(problem.supplies)
    sink = people + supplies
    return Network(
        tail=np.concatenate([arcs.demand, people + place, np.arange(people)]),
        head=np.concatenate([people + arcs.supply, np.full(len(place) + people, sink)]),
        capacity=np.concatenate([np.ones(len(arcs), np.int64), width, ~arcs.pinned]),
        enters=np.concatenate([np.ones(people, np.int64), np.zeros(supplies, np.int64), [-people]]),
    )


def _cost(level: str, problem: Problem, arcs: Arcs, place: Ints) -> Cost:
    pairs, places = pair_cost(level, problem, arcs), np.zeros(len(place), dtype=np.int64)
    largest = int(np.abs(pairs).max(initial=0))
    reach = largest * min(len(problem.demands), len(problem.supplies))
    if level == "placed":
        reach = largest  # whoever moves stays placed
    if level == "load":
        first = np.searchsorted(place, place)
        places = 2 * (np.arange(len(place)) - first) + 1
        reach = int(places.max(initial=0))
    nobody = np.zeros(len(problem.demands), dtype=np.int64)
    return Cost(np.concatenate([pairs, places, nobody]), reach)
