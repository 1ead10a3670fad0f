"""What the best proposal after a change would be, from the one before it."""

from dataclasses import dataclass, replace

import numpy as np

from miteinander.matching.candidates import Arcs, with_supply
from miteinander.matching.changes import Change, Changed, NewSupply, Places, Withdrawn, position
from miteinander.matching.columns import Bools, Ints
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import Problem
from miteinander.matching.proposal import Levels, Move, Outcome
from miteinander.matching.residual import FAR, Residual
from miteinander.matching.trial import Trial


@dataclass(frozen=True, eq=False)
class There:
    """The changed supply: its node, key and capacity; n points (-1: not allowed), n times stays."""

    node: int
    key: str
    capacity: int
    points: Ints
    stays: Bools


def after(problem: Problem, arcs: Arcs, graph: Residual, change: Change) -> Outcome:
    """Compares the best after the change with that of the graph.

    Raises MatchingError where the change does not fit the problem.
    """
    there = _there(problem, arcs, graph, change)
    if there is None:
        return Outcome(Levels(0, 0, 0, 0), ())
    points, load = int(there.points.max()), min(there.capacity, len(graph.at))
    if points > graph.largest_points or load > graph.largest_load:
        graph = Residual(problem, arcs, graph.at - 1, points, load)
    trial = Trial(graph, there.node, _cost(graph, there), there.capacity)
    gone = position(problem.demands.keys, change.demand) if isinstance(change, Withdrawn) else None
    if gone is not None:
        trial.remove(gone)
    trial.settle()
    if trial.loads[there.node] > there.capacity:
        raise MatchingError("Hier sind mehr festgelegt, als Platz haben.", f"{change}")
    return _outcome(problem, graph, there, trial.at, gone)


def _there(problem: Problem, arcs: Arcs, graph: Residual, change: Change) -> There | None:
    """The supply at which the change makes a difference, as it is after it; None: nowhere."""
    if isinstance(change, NewSupply | Changed):
        return _another(problem, arcs, graph, change)
    if isinstance(change, Places):
        row = position(problem.supplies.keys, change.supply)
        there = _as_it_is(problem, arcs, graph, row + 1)
        return replace(there, capacity=_enough(there.capacity + change.more, change.supply))
    row = position(problem.demands.keys, change.demand)
    node = int(graph.at[row])
    if isinstance(change, Withdrawn):
        return _as_it_is(problem, arcs, graph, node) if node else None
    supply = position(problem.supplies.keys, change.supply)
    if arcs.pinned[row] and arcs.find(row, supply) is not None:
        raise MatchingError("Dieses Paar ist festgelegt.", "pins")
    if supply + 1 != node:
        return None
    there = _as_it_is(problem, arcs, graph, node)
    there.points[row] = -1
    return there


def _as_it_is(problem: Problem, arcs: Arcs, graph: Residual, node: int) -> There:
    mine = np.flatnonzero(arcs.supply == node - 1)
    worth = np.full(len(graph.at), -1)
    worth[arcs.demand[mine]] = arcs.points[mine]
    key = problem.supplies.keys[node - 1]
    return There(node, key, int(graph.capacity[node]), worth, problem.before == node - 1)


def _another(problem: Problem, arcs: Arcs, graph: Residual, change: NewSupply | Changed) -> There:
    other = change.applied(problem)
    row = position(other.supplies.keys, change.supply)
    worth = np.zeros(len(graph.at), dtype=np.int64)
    for score in other.scores:
        worth += score.weight * with_supply(other, score, row)
    worth[~_allowed(other, arcs, row)] = -1
    node = len(graph.capacity) - 1 if isinstance(change, NewSupply) else row + 1
    capacity = int(other.supplies.capacity[row])
    return There(node, change.supply, capacity, worth, other.before == row)


def _enough(capacity: int, supply: str) -> int:
    if capacity < 0:
        raise MatchingError("Die Zahl darf nicht kleiner als 0 sein.", supply)
    return capacity


def _cost(graph: Residual, there: There) -> Ints:
    """What each demand costs there."""
    factor = graph.factor
    gain = factor["placed"] * graph.urgency + factor["fit"] * there.points
    gain += factor["stability"] * there.stays
    return np.where(there.points >= 0, -gain, FAR)


def _allowed(problem: Problem, arcs: Arcs, row: int) -> Bools:
    """Which demands may have this supply: n booleans."""
    allowed = ~arcs.pinned
    for rule in problem.rules:
        allowed &= with_supply(problem, rule, row)
    key = problem.supplies.keys[row]
    for demand, supply in problem.vetoes:
        if supply == key:
            allowed[position(problem.demands.keys, demand)] = False
    for demand, supply in problem.pins.items():
        if supply == key:
            allowed[position(problem.demands.keys, demand)] = True
    return allowed


def _outcome(
    problem: Problem, graph: Residual, there: There, now: Ints, gone: int | None
) -> Outcome:
    was, spare = graph.at, len(graph.capacity) - 1
    if gone is not None:
        now = np.where(now == spare, 0, now)
    touched = np.flatnonzero((now != was) | (now == there.node))
    placed = fit = stability = 0
    for i in touched.tolist():
        old, new = int(was[i]), int(now[i])
        placed += int(graph.urgency[i]) * ((new > 0) - (old > 0))
        fit += _worth(graph, there, i, new) - _worth(graph, None, i, old)
        stability += int(_stays(graph, there, i, new)) - int(_stays(graph, None, i, old))
    loads = [np.bincount(at, minlength=spare + 1)[1:] for at in (was, now)]
    load = int((loads[1] ** 2).sum() - (loads[0] ** 2).sum())
    names: list[str | None] = [None, *problem.supplies.keys, there.key]
    moves = tuple(
        Move(problem.demands.keys[i], names[was[i]], names[now[i]])
        for i in touched.tolist()
        if now[i] != was[i] and i != gone
    )
    return Outcome(Levels(placed, fit, load, stability), moves)


def _worth(graph: Residual, there: There | None, demand: int, node: int) -> int:
    if there and node == there.node:
        return int(there.points[demand])
    return int(graph.arcs.points[graph.arcs.find(demand, node - 1)]) if node else 0


def _stays(graph: Residual, there: There | None, demand: int, node: int) -> bool:
    if there and node == there.node:
        return bool(there.stays[demand])
    return node > 0 and bool(graph.before[demand] == node - 1)
