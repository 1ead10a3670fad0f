"""The optimum as a graph of possible shifts: what a change costs, exactly and quickly.

Node 0 is "nobody" (the sink), node j + 1 the supply j. The edge a -> b is the cheapest way to take
one off a and put one more on b: somebody at a moves to b; 0 -> b places somebody who has no place,
or gives up a place of b; a -> 0 uses a free place, or somebody at a loses theirs. Demands are no
nodes, so the whole graph is a matrix. The assignment is optimal exactly when no cycle is negative.

What a change at one supply does to it: see `trial`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Ints, ranges
from miteinander.matching.errors import MatchingError
from miteinander.matching.flow import pair_cost
from miteinander.matching.network import factors
from miteinander.matching.problem import LEVELS, NOBODY, Problem
from miteinander.matching.proposal import Levels

FAR = 2**61  # no edge
_MORE = 64  # places that a supply can get without computing all factors again
PLACE = -1  # in `who`: a place, not a demand


@dataclass(frozen=True)
class Step:
    """A demand that moves from one supply to another (positions; NOBODY: no place)."""

    demand: int
    origin: int
    goal: int


class Residual:
    """The graph of an optimal assignment; nothing changes it.

    at         n nodes: where each demand is
    own        n costs of that
    shift      (m + 2) x (m + 2) costs of the cheapest shifts; the last node is a spare supply
    who        the demand that moves, or -1 for a place
    potential  lengths of the shortest paths from node 0
    """

    def __init__(
        self, problem: Problem, arcs: Arcs, at: Ints, points: int = 0, load: int = 0
    ) -> None:
        """`at` as in Solution; `points` of a pair and `load` of a supply are possible later on.

        Raises MatchingError where it is not optimal, or paths do not fit into 64 bits.
        """
        self.arcs, self.urgency, self.before = arcs, problem.demands.urgency, problem.before
        self.at, self.movable = at + 1, ~arcs.pinned
        self.capacity = np.concatenate([[0], problem.supplies.capacity, [0]])
        self.largest_load = min(len(at), max(load, int(self.capacity.max()) + _MORE))
        self.largest_points = max(points, int(arcs.points.max(initial=0)))
        self.factor, self.never = self._factors(problem)
        self.cost = np.zeros(len(arcs), dtype=np.int64)
        for level in LEVELS:
            self.cost += self.factor[level] * pair_cost(level, problem, arcs)
        self.loads = np.bincount(self.at, minlength=len(self.capacity))
        self.own = np.zeros(len(at), dtype=np.int64)
        chosen = np.flatnonzero(arcs.supply == at[arcs.demand])
        self.own[arcs.demand[chosen]] = self.cost[chosen]
        nodes = np.arange(len(self.capacity))
        self.shift, self.who = self.shifts(nodes, self.at, self.own, self.loads, NOBODY)
        self.use_places(nodes, self.shift, self.who, self.loads, self.capacity)
        self.give_places(self.shift[0], self.who[0], self.loads)
        self.potential, self.link = self.paths(0)
        if (self.potential + self.shift[:, 0]).min() < 0:
            raise not_the_best()

    def _factors(self, problem: Problem) -> tuple[dict[str, int], int]:
        """The factor of each level, and a cost that outweighs every path."""
        hops = min(len(problem.demands), len(problem.supplies)) + 2
        reach = {
            "placed": int(self.urgency.max()),
            "fit": hops * self.largest_points,
            "load": 2 * self.largest_load,
            "stability": hops,
        }
        chosen = factors([reach[level] for level in problem.levels])
        by_level = dict.fromkeys(LEVELS, 0) | dict(zip(problem.levels, chosen, strict=True))
        never = 2 * sum(by_level[level] * reach[level] for level in LEVELS) + 1
        if never * 16 > FAR:
            place = "urgency, scores"
            raise MatchingError("Die Zahlen sind zu groß, um Folgen genau zu rechnen.", place)
        return by_level, never

    def place_cost(self, load: Ints) -> Ints:
        """What the place costs that brings a supply to this load."""
        return self.factor["load"] * (2 * load - 1)

    def shifts(
        self, nodes: Ints, at: Ints, own: Ints, loads: Ints, without: int
    ) -> tuple[Ints, Ints]:
        """The edges from these nodes by which a demand moves, one row each; none to `without`."""
        size = len(self.capacity)
        shift, who = np.full((len(nodes), size), FAR), np.full((len(nodes), size), PLACE, np.int32)
        row = np.full(size, NOBODY)
        row[nodes] = np.arange(len(nodes))
        people = np.flatnonzero((row[at] != NOBODY) & self.movable)
        arc = ranges(self.arcs.start[people], self.arcs.start[people + 1])
        demand, head = self.arcs.demand[arc], self.arcs.supply[arc] + 1
        onward = (head != at[demand]) & (head != without + 1)
        placed = people[at[people] > 0]
        demand = np.concatenate([demand[onward], placed])
        head = np.concatenate([head[onward], np.zeros_like(placed)])
        length = np.concatenate([self.cost[arc[onward]], np.zeros_like(placed)]) - own[demand]
        shorten(shift.reshape(-1), who.reshape(-1), row[at[demand]] * size + head, length, demand)
        return shift, who

    def use_places(self, nodes: Ints, shift: Ints, who: Ints, loads: Ints, capacity: Ints) -> None:
        """Adds the edges that use a free place, to the rows of these nodes."""
        free = np.flatnonzero((loads[nodes] < capacity[nodes]) & (nodes > 0))
        length = self.place_cost(loads[nodes[free]] + 1)
        shorter = length < shift[free, 0]
        shift[free[shorter], 0], who[free[shorter], 0] = length[shorter], PLACE

    def give_places(self, shift: Ints, who: Ints, loads: Ints) -> None:
        """Adds the edges that give up a place, to the row of node 0."""
        used = 1 + np.flatnonzero(loads[1:])
        length = -self.place_cost(loads[used])
        shorter = length < shift[used]
        shift[used[shorter]], who[used[shorter]] = length[shorter], PLACE

    def paths(self, source: int, *, to: bool = False) -> tuple[Ints, Ints]:
        """Shortest paths from a node to all (`to`: from all to it), never through it.

        Returns the lengths, and the node before each (`to`: after each). By Bellman-Ford.
        """
        edges = self.shift.T if to else self.shift
        length, link = np.full(len(edges), FAR), np.full(len(edges), NOBODY)
        length[source] = 0
        front = np.array([source])
        for _ in range(len(edges) + 1):
            onward = length[front, None] + edges[front]
            best = onward.argmin(axis=0)
            shortest = onward[best, np.arange(len(edges))]
            better = shortest < np.minimum(length, FAR // 2)
            better[source] = False
            if not better.any():
                return length, link
            length[better], link[better] = shortest[better], front[best[better]]
            front = np.flatnonzero(better)
        raise not_the_best()

    def steps(self, nodes: Sequence[int]) -> list[Step]:
        """Who moves along this path of nodes."""
        found = []
        for tail, head in pairwise(nodes):
            if (demand := int(self.who[tail, head])) != PLACE:
                found.append(Step(demand, tail - 1, head - 1))
        return found

    def gain(self, steps: Sequence[Step]) -> Levels:
        """What these steps, taken from here, add to each level (`load` less is better)."""
        loads: Counter[int] = Counter()
        placed = fit = stability = 0
        for step in steps:
            for supply, sign in ((step.goal, 1), (step.origin, -1)):
                if supply != NOBODY:
                    loads[supply] += sign
                    arc = self.arcs.find(step.demand, supply)
                    placed += sign * int(self.urgency[step.demand])
                    fit += sign * int(self.arcs.points[arc])
                    stability += sign * int(self.before[step.demand] == supply)
        now = self.loads[1:]
        load = sum(more * (2 * int(now[supply]) + more) for supply, more in loads.items())
        return Levels(placed, fit, load, stability)


def shorten(shift: Ints, who: Ints, edge: Ints, length: Ints, demand: Ints) -> None:
    """Takes the shortest of these for each edge, of equals the one named first."""
    np.minimum.at(shift, edge, length)
    best = np.flatnonzero(length == shift[edge])[::-1]
    who[edge[best]] = demand[best]


def walk(link: Ints, source: int, goal: int) -> list[int]:
    """The nodes from source to goal along `link` (the node before each)."""
    nodes = [goal]
    while nodes[-1] != source:
        nodes.append(int(link[nodes[-1]]))
    return nodes[::-1]


def not_the_best() -> MatchingError:
    """What is said of an assignment that is not optimal: nothing about it would be exact."""
    return MatchingError("Für dieses Problem gibt es einen besseren Vorschlag.", "proposal")
