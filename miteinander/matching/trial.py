"""The best assignment after a change at one supply, by few short searches.

Elsewhere the graph keeps its edges, so only cycles through that supply can be negative. To push one
unit along the cheapest of them until none is negative is the method of successive shortest paths
for the flow through this node: what it ends with is optimal again. Potentials make all other edges
non-negative, so that a search can stop as soon as nothing nearer is left.
"""

from itertools import pairwise

import numpy as np

from miteinander.matching.columns import Bools, Ints
from miteinander.matching.problem import NOBODY
from miteinander.matching.residual import FAR, PLACE, Residual, shorten, walk

_AT_ONCE = 32  # nodes from which is searched in one step


class Trial:
    """Where everybody is after a change (`at`: n nodes). What it does not touch is the graph's."""

    def __init__(self, graph: Residual, node: int, cost: Ints, capacity: int) -> None:
        """`cost` is that of each demand at this node: n numbers, FAR where it must not be.

        Whoever is there and must not be will leave, and so will those beyond the capacity.
        """
        self.graph, self.node, self.cost = graph, node, cost
        self.at, self.own, self.loads = graph.at.copy(), graph.own.copy(), graph.loads.copy()
        self.capacity, self.potential = graph.capacity.copy(), graph.potential.copy()
        self.capacity[node] = capacity
        self.potential[graph.potential >= FAR] = 0  # no edge leads there
        here = self.at == node
        self.own[here] = np.where(cost[here] < FAR, cost[here], graph.never)
        self.rows: dict[int, tuple[Ints, Ints]] = {}
        self.entry = np.full(len(graph.capacity), FAR)
        self.enters = np.full(len(graph.capacity), PLACE)
        self._refill(np.array([node]))
        self._refill_entry(np.arange(len(graph.capacity)))

    def remove(self, demand: int) -> None:
        """Takes a demand away from the node: the spare node has it."""
        spare = len(self.loads) - 1
        self.loads[self.at[demand]] -= 1
        self.at[demand] = spare
        self._refill(np.array([self.node]))
        self._refill_entry(np.array([0, self.node]))

    def settle(self) -> None:
        """Makes the assignment optimal again."""
        while cycle := self._cheapest():
            for tail, head in pairwise(cycle):
                who = self.enters[tail] if head == self.node else self._row(tail)[1][head]
                if who != PLACE:
                    self.at[who], self.own[who] = head, self._cost(int(who), head)
                    self.loads[[tail, head]] += [-1, 1]
            touched = np.array(cycle[:-1])
            self._refill(touched)
            self._refill_entry(touched)

    def _cost(self, demand: int, node: int) -> int:
        if node in (0, self.node):
            return int(self.cost[demand]) if node else 0
        return int(self.graph.cost[self.graph.arcs.find(demand, node - 1)])

    def _row(self, node: int) -> tuple[Ints, Ints]:
        return self.rows.get(node) or (self.graph.shift[node], self.graph.who[node])

    def _lengths(self, nodes: Ints) -> Ints:
        """The edges that leave these nodes, a row each."""
        lengths = self.graph.shift[nodes]
        for row, node in enumerate(nodes.tolist()):
            if node in self.rows:
                lengths[row] = self.rows[node][0]
        return lengths

    def _refill(self, nodes: Ints) -> None:
        """The edges that leave these nodes for others than the changed one."""
        graph = self.graph
        shift, who = graph.shifts(nodes, self.at, self.own, self.loads, self.node - 1)
        graph.use_places(nodes, shift, who, self.loads, self.capacity)
        for row, node in enumerate(nodes.tolist()):
            if node == 0:
                graph.give_places(shift[row], who[row], self.loads)
            self.rows[node] = shift[row], who[row]

    def _refill_entry(self, nodes: Ints) -> None:
        """The edges that lead from these nodes to the changed one."""
        chosen = np.zeros(len(self.capacity), dtype=np.bool_)
        chosen[nodes] = True
        self.entry[chosen], self.enters[chosen] = FAR, PLACE
        able = self.graph.movable & (self.cost < FAR) & (self.at != self.node)
        people = np.flatnonzero(chosen[self.at] & able)
        length = self.cost[people] - self.own[people]
        shorten(self.entry, self.enters, self.at[people], length, people)
        load = self.loads[self.node]
        if chosen[0] and load:
            beyond = self.graph.never if load > self.capacity[self.node] else 0
            give = -int(self.graph.place_cost(load)) - beyond
            if give < self.entry[0]:
                self.entry[0], self.enters[0] = give, PLACE

    def _cheapest(self) -> list[int]:
        """The cheapest negative cycle through the changed node; empty if there is none."""
        leave, entry = self._row(self.node)[0] - self.potential, self.entry + self.potential
        leave[self.node], entry[self.node] = FAR, FAR
        # Reduced lengths, from 0: what a cycle must stay below to be negative is their sum.
        nearest, arrival = int(leave.min()), int(entry.min())
        limit = -nearest - arrival
        distance = np.where(leave < FAR // 2, leave - nearest, FAR)
        link, last = np.full(len(distance), self.node), NOBODY
        waiting = distance < limit
        front = _nearest(distance, waiting)
        while len(front):
            waiting[front] = False
            trips = distance[front] + entry[front] - arrival
            if (round_trip := int(trips.min())) < limit:
                limit, last = round_trip, int(front[trips.argmin()])
            onward = self._lengths(front) + (distance[front] + self.potential[front])[:, None]
            best = onward.argmin(axis=0)
            length = onward[best, np.arange(len(best))] - self.potential
            better = length < np.minimum(distance, limit)
            better[self.node] = False
            distance[better], link[better] = length[better], front[best[better]]
            waiting = (waiting | better) & (distance < limit)
            front = _nearest(distance, waiting)
        if last == NOBODY:
            return []
        self.potential -= np.maximum(limit - distance, 0)
        return [*walk(link, self.node, last), self.node]


def _nearest(distance: Ints, waiting: Bools) -> Ints:
    nodes = np.flatnonzero(waiting)
    if len(nodes) <= _AT_ONCE:
        return nodes
    return nodes[np.argpartition(distance[nodes], _AT_ONCE)[:_AT_ONCE]]
