"""A problem as an integer program: a column per possible pair of a unit and a supply."""

from dataclasses import dataclass, field

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Ints
from miteinander.matching.overlaps import cliques
from miteinander.matching.problem import Problem
from miteinander.matching.program import Floats, Program
from miteinander.matching.units import Units, apart_pairs


@dataclass(eq=False)
class _Rows:
    """Blocks of rows that are put under each other."""

    height: int = 0
    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Ints] = field(default_factory=list)
    least: list[Floats] = field(default_factory=list)
    most: list[Floats] = field(default_factory=list)

    def add(self, row: Ints, column: Ints, value: Ints, least: object, most: object) -> None:
        """Rows from 0 within the block; `least` has one number per row, `most` that or one."""
        bounds = np.atleast_1d(np.asarray(least, dtype=np.float64))
        self.row.append(row + self.height)
        self.column.append(column)
        self.value.append(value)
        self.least.append(bounds)
        self.most.append(np.broadcast_to(np.asarray(most, dtype=np.float64), bounds.shape))
        self.height += len(bounds)

    def program(self, rank: Ints) -> Program:
        row = np.concatenate(self.row)
        order = np.argsort(row, kind="stable")
        column, value = np.concatenate(self.column), np.concatenate(self.value)
        least, most = np.concatenate(self.least), np.concatenate(self.most)
        return Program(rank, row[order], column[order], value[order], least, most)


def model(problem: Problem, arcs: Arcs, plan: Units) -> tuple[Program, Ints]:
    """The program, and what each column costs on the level "load".

    First one column per pair of `plan`, then, where loads count, one per place of each supply.
    """
    rows, pairs = _Rows(), len(plan.unit)
    columns, size = np.arange(pairs), plan.size[plan.unit]
    rows.add(plan.unit, columns, np.ones(pairs, np.int64), plan.pinned, 1)
    highest = _capacities(rows, problem, arcs, plan)
    _apart(rows, problem, plan)
    rank, load = np.full(pairs, -1), np.zeros(pairs, np.int64)
    if "load" in problem.levels:
        usable = np.bincount(plan.supply, weights=size, minlength=len(highest)).astype(np.int64)
        usable = np.minimum(usable, highest)
        place = np.repeat(np.arange(len(usable)), usable)
        places = np.arange(len(place)) - np.repeat(np.cumsum(usable) - usable, usable)
        rows.add(
            np.concatenate([plan.supply, place]),
            np.concatenate([columns, pairs + np.arange(len(place))]),
            np.concatenate([size, np.full(len(place), -1)]),
            *(np.zeros(len(usable)), 0),
        )
        rank, load = np.concatenate([rank, places]), np.concatenate([load, 2 * places + 1])
    return rows.program(rank), load


def _capacities(rows: _Rows, problem: Problem, arcs: Arcs, plan: Units) -> Ints:
    """Upper and lower loads; returns how many a supply can have at most, one after the other."""
    supplies = problem.supplies
    columns, size = np.arange(len(plan.unit)), plan.size[plan.unit]
    none = np.zeros(len(supplies), np.int64)
    least = none if supplies.at_least is None else supplies.at_least
    if problem.demands.occupies is None:
        rows.add(plan.supply, columns, size, least, supplies.capacity)
        return supplies.capacity
    inside = np.flatnonzero(plan.arc >= 0)
    where, member, of = cliques(arcs.supply[inside], problem.demands.occupies[arcs.demand[inside]])
    # Members of a unit who are there at the same time are one entry.
    entries, value = np.unique(where * len(columns) + plan.arc[inside][member], return_counts=True)
    row, column = np.divmod(entries, max(1, len(columns)))
    rows.add(row, column, value, np.full(len(of), -np.inf), supplies.capacity[of])
    if least.any():
        rows.add(plan.supply, columns, size, least, np.inf)
    return np.bincount(of, minlength=len(supplies)) * supplies.capacity


def _apart(rows: _Rows, problem: Problem, plan: Units) -> None:
    """Of those who are kept apart at most one per supply."""
    group, unit = apart_pairs(problem, plan.of)
    if not len(group):
        return
    group, unit = np.unique(np.stack([group, unit]), axis=1)
    start = np.searchsorted(plan.unit, np.arange(len(plan) + 1))
    count = np.diff(start)[unit]
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    column = np.repeat(start[unit], count) + offset
    kept = np.repeat(group, count) * len(problem.supplies) + plan.supply[column]
    which, row = np.unique(kept, return_inverse=True)
    rows.add(row, column, np.ones(len(column), np.int64), np.full(len(which), -np.inf), 1)
