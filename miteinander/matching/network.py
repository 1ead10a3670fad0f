"""Min-cost flow with several costs in strict order, exactly, on the library's 64-bit integers.

The costs of the levels are joined into one integer per arc: the sum of F[k] x cost[k]. The factors
need not exceed what two whole assignments can differ by, only what one cycle can change:

  Let x be optimal for the joined cost, and y optimal level by level. y - x splits into simple
  cycles of the residual graph of x, each of which can be added to x by itself. If y is better than
  x, level by level, so is at least one of these cycles: vectors of which none is better have no sum
  that is better. Take this cycle, and the first level k on which it changes anything. There it
  gains at least 1, since costs are integers. On a later level l it loses at most reach[l], the most
  that a simple cycle can change there. With F[k] > sum over l > k of F[l] x reach[l] the joined
  cost of the cycle is negative, so x was not optimal for it. Hence x is optimal level by level.

Where even these factors do not fit into 64 bits, as many levels are joined as fit. Then the network
is reduced to the optimal flows of these (by complementary slackness an arc with positive reduced
cost stays empty, one with negative stays full), and the next levels decide on what is left free.

Parts that meet only at the sink are solved one by one: they are smaller, and cost less together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from miteinander.matching.columns import Bools, Ints
from miteinander.matching.errors import MatchingError

_LARGEST = 2**63 - 1
_BATCH = 512  # arcs: below this, starting the library costs more than it saves


@dataclass(frozen=True, eq=False)
class Cost:
    """One level: a cost per arc, and the most that a simple cycle can change it by."""

    per_arc: Ints
    reach: int


@dataclass(frozen=True, eq=False)
class Network:
    """Arcs (tail, head, capacity), and what enters at each node (negative: leaves)."""

    tail: Ints
    head: Ints
    capacity: Ints
    enters: Ints


def optimal_flow(network: Network, costs: Sequence[Cost]) -> Ints:
    """The flow on each arc that is optimal level by level; the network must have a flow.

    Raises MatchingError where not even one level fits into 64 bits.
    """
    flow = np.zeros(len(network.tail), dtype=np.int64)
    for arcs, part in _parts(network):
        mine = [replace(cost, per_arc=cost.per_arc[arcs]) for cost in costs]
        flow[arcs] = _level_by_level(part, mine)
    return flow


def _level_by_level(network: Network, costs: Sequence[Cost]) -> Ints:
    flow = np.zeros(len(network.tail), dtype=np.int64)
    free = np.arange(len(network.tail))
    while True:
        size, joined, found = _most_levels(network, costs)
        flow[free] = found
        if size == len(costs):
            return flow
        network, kept = _only_optimal(network, joined, found)
        free = free[kept]
        costs = [replace(cost, per_arc=cost.per_arc[kept]) for cost in costs[size:]]


def _parts(network: Network) -> Iterator[tuple[Ints, Network]]:
    """The arcs of each part, and the part as a network; small ones are taken together."""
    sink = int(np.argmin(network.enters))
    of_node = _connected(network, sink)
    of_arc = of_node[np.where(network.tail == sink, network.head, network.tail)]
    sizes = np.bincount(of_arc, minlength=len(of_node))
    batch = (np.cumsum(sizes) - sizes) // _BATCH
    of_node, of_arc = batch[of_node], batch[of_arc]
    number, near = np.zeros(len(of_node), dtype=np.int64), np.full(len(of_node), sink)
    np.minimum.at(near, network.tail, network.head)
    # Nodes with the same neighbours lie next to each other in memory: a quarter less time.
    order = np.argsort(near, kind="stable")
    for which in np.unique(of_arc):
        nodes = order[of_node[order] == which]
        nodes, arcs = nodes[nodes != sink], np.flatnonzero(of_arc == which)
        number[nodes], number[sink] = np.arange(len(nodes)), len(nodes)
        enters = np.append(network.enters[nodes], -network.enters[nodes].sum())
        tail, head = number[network.tail[arcs]], number[network.head[arcs]]
        yield arcs, Network(tail, head, network.capacity[arcs], enters)


def _connected(network: Network, sink: int) -> Ints:
    """For each node one that all nodes have in common which it reaches without the sink."""
    inner = (network.tail != sink) & (network.head != sink)
    tail, head = network.tail[inner], network.head[inner]
    label = np.arange(len(network.enters))
    while True:
        before = label.copy()
        least = np.minimum(label[tail], label[head])
        np.minimum.at(label, tail, least)
        np.minimum.at(label, head, least)
        label = label[label]
        if (label == before).all():
            return label


def factors(reaches: Sequence[int]) -> list[int]:
    """The factor of each level; see the top of this module."""
    found: list[int] = []
    needed = 1
    for reach in reversed(reaches):
        found.append(needed)
        needed += needed * reach
    return found[::-1]


def joined_cost(costs: Sequence[Cost], most: int) -> Ints | None:
    """One cost per arc for all levels, or None where one could exceed `most`."""
    weighted = list(zip(factors([cost.reach for cost in costs]), costs, strict=True))
    if sum(factor * int(np.abs(cost.per_arc).max(initial=0)) for factor, cost in weighted) > most:
        return None
    joined = np.zeros(len(costs[0].per_arc), dtype=np.int64)
    for factor, cost in weighted:
        joined += factor * cost.per_arc
    return joined


def _most_levels(network: Network, costs: Sequence[Cost]) -> tuple[int, Ints, Ints]:
    """How many of the first levels fit into one run, their joined cost, and its optimal flow."""
    # The library multiplies costs by the number of nodes; potentials are a few times as large.
    most = _LARGEST // (4 * (len(network.enters) + 1))
    for size in range(len(costs), 0, -1):
        joined = joined_cost(costs[:size], most)
        if joined is not None and (flow := _run(network, joined)) is not None:
            return size, joined, flow
    raise MatchingError("Die Zahlen sind zu groß, um genau zu rechnen.", "urgency, scores")


def _run(network: Network, cost: Ints) -> Ints | None:
    """An optimal flow, or None where the library finds the costs too large."""
    # Slow to import, and only needed here: the web process starts without it.
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, network.capacity, cost)
    solver.set_nodes_supplies(np.arange(len(network.enters)), network.enters)
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        return None
    if status != solver.OPTIMAL:
        raise RuntimeError(f"min-cost flow ended with {status}")
    return np.asarray(solver.flows(np.arange(len(cost))), dtype=np.int64)


def _only_optimal(network: Network, cost: Ints, flow: Ints) -> tuple[Network, Bools]:
    """The network whose flows are the optimal ones, and which arcs are still free in it.

    What flows on arcs that must stay full enters and leaves at their nodes instead.
    """
    reduced = _reduced(network, cost, flow)
    kept = reduced == 0
    full = ~kept & (flow > 0)
    enters = network.enters.copy()
    np.subtract.at(enters, network.tail[full], flow[full])
    np.add.at(enters, network.head[full], flow[full])
    return Network(network.tail[kept], network.head[kept], network.capacity[kept], enters), kept


def _reduced(network: Network, cost: Ints, flow: Ints) -> Ints:
    """Reduced costs by shortest paths in the residual graph (Bellman-Ford from everywhere)."""
    onward, back = flow < network.capacity, flow > 0
    tail = np.concatenate([network.tail[onward], network.head[back]])
    head = np.concatenate([network.head[onward], network.tail[back]])
    length = np.concatenate([cost[onward], -cost[back]])
    potential = np.zeros(len(network.enters), dtype=np.int64)
    while True:
        before = potential.copy()
        np.minimum.at(potential, head, before[tail] + length)
        if (potential == before).all():
            return cost + potential[network.tail] - potential[network.head]
