"""What could be different: changes of a problem, each of one supply or one demand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from miteinander.matching.columns import Column, joined, taken
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import Problem, Supplies


@dataclass(frozen=True)
class Places:
    """A supply gets more places, or fewer (`more` < 0)."""

    supply: str
    more: int

    def applied(self, problem: Problem) -> Problem:
        """The problem after this change; MatchingError where it has no such supply."""
        capacity = problem.supplies.capacity.copy()
        capacity[position(problem.supplies.keys, self.supply)] += self.more
        return replace(problem, supplies=replace(problem.supplies, capacity=capacity))


@dataclass(frozen=True)
class NewSupply:
    """One more supply, with a value for every column (Intervals: a list of (start, end))."""

    supply: str
    capacity: int
    columns: Mapping[str, Any]

    def applied(self, problem: Problem) -> Problem:
        """The problem after this change; MatchingError where a column is missing."""
        old = problem.supplies
        if missing := set(old.columns) - set(self.columns):
            raise MatchingError("Hier fehlen Angaben.", f"{self.supply}: {sorted(missing)}")
        columns = {name: joined(column, self.columns[name]) for name, column in old.columns.items()}
        least = None if old.at_least is None else [*old.at_least, 0]
        capacity = [*old.capacity, self.capacity]
        supplies = Supplies([*old.keys, self.supply], capacity, least, columns)
        return replace(problem, supplies=supplies)


@dataclass(frozen=True)
class Changed:
    """A supply is different in some columns: another time, child care, another place."""

    supply: str
    columns: Mapping[str, Any]

    def applied(self, problem: Problem) -> Problem:
        """The problem after this change; MatchingError for unknown columns."""
        old = problem.supplies
        row = position(old.keys, self.supply)
        columns: dict[str, Column] = dict(old.columns)
        for name, value in self.columns.items():
            if name not in columns:
                raise MatchingError(f"Die Spalte „{name}“ gibt es nicht.", self.supply)
            order = np.arange(len(old))
            order[row] = len(old)
            columns[name] = taken(joined(columns[name], value), order)
        return replace(problem, supplies=replace(old, columns=columns))


@dataclass(frozen=True)
class Withdrawn:
    """A demand is no longer there."""

    demand: str

    def applied(self, problem: Problem) -> Problem:
        """The problem after this change; MatchingError where it has no such demand."""
        row = position(problem.demands.keys, self.demand)
        rows = np.delete(np.arange(len(problem.demands)), row)
        pins = {demand: supply for demand, supply in problem.pins.items() if demand != self.demand}
        vetoes = [pair for pair in problem.vetoes if pair[0] != self.demand]
        demands = problem.demands.take(rows)
        return replace(problem, demands=demands, pins=pins, vetoes=vetoes)


@dataclass(frozen=True)
class Refused:
    """A demand does not get this supply, and looks for another one."""

    demand: str
    supply: str

    def applied(self, problem: Problem) -> Problem:
        """The problem after this change; MatchingError where the pair is pinned or unknown."""
        vetoes = {*problem.vetoes, (self.demand, self.supply)}
        return replace(problem, vetoes=vetoes)


Change = Places | NewSupply | Changed | Withdrawn | Refused


def position(keys: Any, key: str) -> int:
    """The position of a key; MatchingError where there is none."""
    try:
        return keys.index(key)
    except ValueError:
        raise MatchingError("Diesen Schlüssel gibt es nicht.", key) from None
