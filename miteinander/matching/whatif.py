"""What the best proposal after a change would be, from the one before it."""

from dataclasses import replace

import numpy as np

from miteinander.matching.candidates import Arcs, holds, points
from miteinander.matching.changes import Change, Changed, NewSupply, Places, Withdrawn, position
from miteinander.matching.columns import Bools, Ints
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import NOBODY, Problem
from miteinander.matching.proposal import Levels, Move, Outcome, reached
from miteinander.matching.residual import Residual


def after(problem: Problem, arcs: Arcs, at: Ints, residual: Residual, change: Change) -> Outcome:
    """Compares the best after the change with `at`, the best before it; `residual` is its graph.

    Raises MatchingError where the change does not fit the problem.
    """
    levels = reached(problem, arcs, at)
    if isinstance(change, NewSupply | Changed):
        problem, arcs, at, residual, node = _another(problem, arcs, at, change)
    elif isinstance(change, Places):
        residual, node = _resized(problem, arcs, at, residual, change)
    else:
        residual = residual.copy()
        row = position(problem.demands.keys, change.demand)
        if isinstance(change, Withdrawn):
            at, node = np.where(np.arange(len(at)) == row, NOBODY, at), _withdraw(residual, row)
        else:
            node = _refuse(residual, row, position(problem.supplies.keys, change.supply))
    residual.settle(node)
    if residual.loads[node] > residual.capacity[node] and node:
        raise MatchingError("Hier sind mehr festgelegt, als Platz haben.", f"{change}")
    now = residual.at - 1
    return Outcome(_more(reached(problem, arcs, now), levels), _moves(problem, at, now))


def _withdraw(residual: Residual, row: int) -> int:
    node = int(residual.at[row])
    residual.movable[row] = False
    residual.loads[node] -= 1
    residual.loads[0] += 1
    residual.at[row] = 0
    residual.refill(np.array([0, node]))
    return node


def _refuse(residual: Residual, row: int, supply: int) -> int:
    node, arc = int(residual.at[row]), residual.arcs.find(row, supply)
    if arc is not None and residual.arcs.pinned[row]:
        raise MatchingError("Dieses Paar ist festgelegt.", "pins")
    if arc is not None:
        residual.cost[arc] = residual.never
        residual.refill(np.array([0, node]))
    return node


def _resized(
    problem: Problem, arcs: Arcs, at: Ints, residual: Residual, change: Places
) -> tuple[Residual, int]:
    node = position(problem.supplies.keys, change.supply) + 1
    if residual.capacity[node] + change.more > residual.largest_load:
        residual = Residual(change.applied(problem), arcs, at)
    else:
        residual = residual.copy()
        residual.capacity[node] += change.more
        if residual.capacity[node] < 0:
            raise MatchingError("Die Zahl darf nicht kleiner als 0 sein.", change.supply)
        residual.refill(np.array([0, node]))
    return residual, node


def _another(
    problem: Problem, arcs: Arcs, at: Ints, change: NewSupply | Changed
) -> tuple[Problem, Arcs, Ints, Residual, int]:
    """Everything for the problem with another supply: its old pairs replaced by its new ones.

    Whoever is there and may no longer be keeps the pair for now, as one that must be left.
    """
    problem = change.applied(problem)
    row, width = position(problem.supplies.keys, change.supply), len(problem.supplies)
    if isinstance(change, NewSupply):
        at = at + (at >= row)
        arcs = replace(arcs, supply=arcs.supply + (arcs.supply >= row))
    allowed = _allowed(problem, arcs, row)
    there = np.flatnonzero((at == row) & ~allowed)
    mine = np.flatnonzero(allowed | (at == row))
    kept = arcs.supply != row
    old = arcs.demand[kept] * width + arcs.supply[kept]
    new = mine * width + row
    where = np.searchsorted(old, new)
    flat = np.insert(old, where, new)
    worth = np.insert(arcs.points[kept], where, points(problem, mine, np.full(len(mine), row)))
    demand, supply = np.divmod(flat, width)
    start = np.searchsorted(demand, np.arange(len(at) + 1))
    arcs = Arcs(demand, supply, worth, start, arcs.pinned)
    leaving = np.searchsorted(flat, there * width + row)
    return problem, arcs, at, Residual(problem, arcs, at, leaving), row + 1


def _allowed(problem: Problem, arcs: Arcs, row: int) -> Bools:
    """Which demands may have this supply: n booleans."""
    people = np.arange(len(problem.demands))
    allowed = ~arcs.pinned
    for rule in problem.rules:
        allowed &= holds(problem, rule, people, np.full(len(people), row))
    key = problem.supplies.keys[row]
    for demand, supply in problem.vetoes:
        if supply == key:
            allowed[position(problem.demands.keys, demand)] = False
    for demand, supply in problem.pins.items():
        if supply == key:
            allowed[position(problem.demands.keys, demand)] = True
    return allowed


def _more(now: Levels, before: Levels) -> Levels:
    return Levels(
        now.placed - before.placed,
        now.fit - before.fit,
        now.load - before.load,
        now.stability - before.stability,
    )


def _moves(problem: Problem, at: Ints, now: Ints) -> tuple[Move, ...]:
    places: list[str | None] = [*problem.supplies.keys, None]
    return tuple(
        Move(problem.demands.keys[i], places[at[i]], places[now[i]])
        for i in np.flatnonzero(at != now).tolist()
    )
