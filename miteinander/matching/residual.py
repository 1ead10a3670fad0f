"""The optimum as a graph of possible shifts: what a change costs, exactly and quickly.

Node 0 is "nobody" (the sink), node j + 1 the supply j. The edge a -> b is the cheapest way to take
one off a and put one more on b: somebody at a moves to b; 0 -> b places somebody who has no place,
or gives up a place of b; a -> 0 uses a free place, or somebody at a loses theirs. Demands are no
nodes, so the whole graph is a matrix. The assignment is optimal exactly when no cycle is negative.

A change at one supply makes only cycles through it negative. To push one unit along the cheapest of
them until none is negative is the method of successive shortest paths for the flow through this
node, so what it ends with is optimal again.
"""

from collections import Counter
from collections.abc import Sequence
from copy import copy
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
_PLACE = -1  # in `who`: a place, not a person


@dataclass(frozen=True)
class Step:
    """A demand that moves from one supply to another (positions; NOBODY: no place)."""

    demand: int
    origin: int
    goal: int


class Residual:
    """The graph of an optimal assignment. `settle` changes it; `copy` keeps what was."""

    def __init__(self, problem: Problem, arcs: Arcs, at: Ints, leaving: Ints | None = None) -> None:
        """`at` as in Solution, optimal except for the arcs `leaving`, which must not stay chosen.

        Raises MatchingError where paths do not fit into 64 bits.
        """
        self.arcs, self.urgency, self.before = arcs, problem.demands.urgency, problem.before
        self.at, self.movable = at + 1, ~arcs.pinned
        self.capacity = np.concatenate([[0], problem.supplies.capacity])
        self.largest_load = int(min(self.capacity.max() + 8, len(at)))
        factor, self.never = self._factors(problem)
        self.place_factor = factor["load"]
        self.cost = np.zeros(len(arcs), dtype=np.int64)
        for level in LEVELS:
            self.cost += factor[level] * pair_cost(level, problem, arcs)
        if leaving is not None:
            self.cost[leaving] = self.never
        size = len(self.capacity)
        self.loads = np.bincount(self.at, minlength=size)
        self.own = np.full(len(at), FAR)  # the cost of what somebody has
        self.shift, self.who = np.full((size, size), FAR), np.full((size, size), _PLACE)
        self.refill(np.arange(size))

    def _factors(self, problem: Problem) -> tuple[dict[str, int], int]:
        """The factor of each level, and a cost that outweighs every path."""
        hops = min(len(problem.demands), len(problem.supplies)) + 2
        reach = {
            "placed": int(self.urgency.max()),
            "fit": hops * int(self.arcs.points.max(initial=0)),
            "load": 2 * self.largest_load + 1,
            "stability": hops,
        }
        chosen = factors([reach[level] for level in problem.levels])
        by_level = dict.fromkeys(LEVELS, 0) | dict(zip(problem.levels, chosen, strict=True))
        never = 2 * hops * sum(by_level[level] * reach[level] for level in LEVELS) + 1
        if never * 16 > FAR:
            place = "urgency, scores"
            raise MatchingError("Die Zahlen sind zu groß, um Folgen genau zu rechnen.", place)
        return by_level, never

    def copy(self) -> "Residual":
        """Another one, which can be changed by itself."""
        other = copy(self)
        for name in ("at", "movable", "loads", "capacity", "cost", "own", "shift", "who"):
            setattr(other, name, getattr(self, name).copy())
        return other

    def place_cost(self, load: Ints) -> Ints:
        """What the place costs that brings a supply to this load."""
        return self.place_factor * (2 * load - 1)

    def refill(self, nodes: Ints) -> None:
        """Computes the edges that leave these nodes, of which 0 must be one."""
        self.shift[nodes], self.who[nodes] = FAR, _PLACE
        chosen = np.zeros(len(self.capacity), dtype=np.bool_)
        chosen[nodes] = True
        people = np.flatnonzero(chosen[self.at] & self.movable)
        arc = ranges(self.arcs.start[people], self.arcs.start[people + 1])
        demand = self.arcs.demand[arc]
        tail, head, cost = self.at[demand], self.arcs.supply[arc] + 1, self.cost[arc]
        has = tail == head
        self.own[people[self.at[people] == 0]] = 0
        self.own[demand[has]] = cost[has]
        # Whoever has a place may lose it: the arc to it stands for that, too.
        length = np.where(has, 0, cost) - self.own[demand]
        self._shorten(tail, np.where(has, 0, head), length, arc)
        self._add_places(nodes[(nodes > 0) & (self.loads[nodes] < self.capacity[nodes])])

    def _shorten(self, tail: Ints, head: Ints, length: Ints, arc: Ints) -> None:
        """Takes the shortest of these for each edge, of equals the first arc."""
        edge, shift = tail * len(self.capacity) + head, self.shift.reshape(-1)
        np.minimum.at(shift, edge, length)
        best = np.flatnonzero(length == shift[edge])[::-1]
        self.who.reshape(-1)[edge[best]] = arc[best]

    def _add_places(self, free: Ints) -> None:
        """The edges that use a free place, and those that give up one (anywhere)."""
        used = 1 + np.flatnonzero(self.loads[1:])
        # Places beyond the capacity must be given up, whatever it costs.
        beyond = np.where(self.loads[used] > self.capacity[used], self.never, 0)
        use = self.place_cost(self.loads[free] + 1)
        give = -self.place_cost(self.loads[used]) - beyond
        for tail, head, length in ((free, 0, use), (0, used, give)):
            shorter = length < self.shift[tail, head]
            self.who[tail, head] = np.where(shorter, _PLACE, self.who[tail, head])
            self.shift[tail, head] = np.where(shorter, length, self.shift[tail, head])

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
            if (arc := int(self.who[tail, head])) != _PLACE:
                found.append(Step(int(self.arcs.demand[arc]), tail - 1, head - 1))
        return found

    def settle(self, node: int) -> list[Step]:
        """Makes the assignment optimal again after a change at this node; returns the steps."""
        done: list[Step] = []
        while True:
            length, link = self.paths(node)
            round_trip = length + self.shift[:, node]
            last = int(round_trip.argmin())
            if round_trip[last] >= 0:
                return done
            cycle = [*walk(link, node, last), node]
            done += (steps := self.steps(cycle))
            for step in steps:
                self.move(step)
            self.refill(np.unique([0, *cycle]))

    def move(self, step: Step) -> None:
        """Moves a demand; the edges around it are to be refilled afterwards."""
        self.at[step.demand] = step.goal + 1
        self.loads[step.origin + 1] -= 1
        self.loads[step.goal + 1] += 1

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


def walk(link: Ints, source: int, goal: int) -> list[int]:
    """The nodes from source to goal along `link` (the node before each)."""
    nodes = [goal]
    while nodes[-1] != source:
        nodes.append(int(link[nodes[-1]]))
    return nodes[::-1]


def not_the_best() -> MatchingError:
    """What is said of an assignment that is not optimal: nothing about it would be exact."""
    return MatchingError("Für dieses Problem gibt es einen besseren Vorschlag.", "proposal")
