"""Whether an assignment keeps loads, times and groups: counted anew, whatever solver found it."""

import numpy as np

from miteinander.matching.columns import Ints
from miteinander.matching.problem import NOBODY, Problem


def keeps(problem: Problem, at: Ints) -> bool:
    """For n positions of supplies (-1: none)."""
    demands, supplies = problem.demands, problem.supplies
    placed = at != NOBODY
    loads = np.bincount(at[placed], minlength=len(supplies))
    most = (
        loads if demands.occupies is None else _at_once(at[placed], demands.occupies[placed], loads)
    )
    if (most > supplies.capacity).any():
        return False
    if supplies.at_least is not None and (loads < supplies.at_least).any():
        return False
    return _is_together(demands.together, at) and _is_apart(demands.apart, at)


def _at_once(at: Ints, spans: Ints, loads: Ints) -> Ints:
    """The most who are at a supply at the same time."""
    where = np.concatenate([at, at])
    moment = np.concatenate([spans[:, 0], spans[:, 1]])
    change = np.repeat([1, -1], len(at))
    order = np.lexsort((change, moment, where))  # who leaves makes room for who comes then
    there = np.cumsum(change[order])
    most = np.zeros_like(loads)
    np.maximum.at(most, where[order], there)
    return most


def _is_together(group: Ints | None, at: Ints) -> bool:
    if group is None:
        return True
    members = group != NOBODY
    pairs = np.unique(np.stack([group[members], at[members]]), axis=1)
    return len(np.unique(pairs[0])) == pairs.shape[1]


def _is_apart(group: Ints | None, at: Ints) -> bool:
    if group is None:
        return True
    members = (group != NOBODY) & (at != NOBODY)
    pairs = np.stack([group[members], at[members]])
    return np.unique(pairs, axis=1).shape[1] == pairs.shape[1]
