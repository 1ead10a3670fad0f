"""Times, groups and lower loads: an integer program, solved exactly level by level.

On each level, for each part that shares nothing with the others: the relaxation gives a bound; the
program on the columns that it uses gives an answer that is mostly optimal; columns whose reduced
cost exceeds the difference can be in no better answer; what is left is solved to the end. Such a
column can be in no equally good answer either, so it stays out on later levels, which get this
level's value as a row. The greedy answer is where it begins and below which it never ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Bools, Ints
from miteinander.matching.model import model
from miteinander.matching.problem import Problem
from miteinander.matching.program import MOST_NODES, Program, cheapest, relaxed
from miteinander.matching.proposal import Solution
from miteinander.matching.turns import in_turns
from miteinander.matching.units import Units, units


class NoAnswerError(Exception):
    """The conditions exclude each other."""


class TooHardError(Exception):
    """No answer was found within the budget, and none is excluded."""


@dataclass(frozen=True, eq=False)
class _Answer:
    """Of a part: the columns, what is least possible on the first level, unproven levels."""

    chosen: Ints
    bound: int
    unproven: frozenset[int]


def solve_integer(problem: Problem, arcs: Arcs, nodes: int = MOST_NODES) -> Solution:
    """The optimum on all levels; for problems of any structure.

    `nodes` is the budget per part and level. Raises NoAnswerError, TooHardError.
    """
    plan = units(problem, arcs)
    program, load = model(problem, arcs, plan)
    costs = [_cost(level, problem, arcs, plan, load) for level in problem.levels]
    start = in_turns(problem, arcs, plan)
    first = None
    if start is not None:
        first = program.filled(np.concatenate([start, np.zeros(len(load) - len(start))]))
    chosen, bound, unproven = _in_parts(program, costs, first, nodes)
    names = [level for i, level in enumerate(problem.levels) if i in unproven]
    method = f"integer, not proven: {', '.join(names)}" if names else "integer"
    return Solution(plan.spread(chosen[: len(plan.unit)] > 0), -bound, method)


def is_possible(problem: Problem, arcs: Arcs) -> bool:
    """Whether any assignment keeps everything; levels do not matter. Raises TooHardError."""
    plan = units(problem, arcs)
    if in_turns(problem, arcs, plan) is not None:
        return True
    program, load = model(replace(problem, levels=("placed",)), arcs, plan)
    try:
        _in_parts(program, [np.zeros_like(load)], None, MOST_NODES)
    except NoAnswerError:
        return False
    return True


def _cost(level: str, problem: Problem, arcs: Arcs, plan: Units, load: Ints) -> Ints:
    if level == "load":
        return load
    pairs = plan.costs(level, problem, arcs)
    return np.concatenate([pairs, np.zeros(len(load) - len(pairs), np.int64)])


def _in_parts(
    program: Program, costs: Sequence[Ints], start: Ints | None, nodes: int
) -> tuple[Ints, int, set[int]]:
    """The columns, the sum of the bounds on the first level, and which levels are not proven."""
    if program.is_empty_row_broken():
        raise NoAnswerError
    part = program.components()
    rows = np.full(len(program.least), -1)
    rows[program.row] = part[program.column]
    chosen, bound = np.zeros(len(program.rank), dtype=np.int64), 0
    unproven: set[int] = set()
    for which in range(int(part.max(initial=-1)) + 1):
        inside = part == which
        answer = _solved(
            program.only(inside, rows == which),
            [cost[inside] for cost in costs],
            None if start is None else start[inside],
            nodes,
        )
        chosen[inside] = answer.chosen
        bound += answer.bound
        unproven |= answer.unproven
    return chosen, bound, unproven


def _solved(program: Program, costs: Sequence[Ints], start: Ints | None, nodes: int) -> _Answer:
    """One part, level by level, on fewer and fewer columns."""
    left, bounds, unproven = np.arange(len(program.rank)), [], set()
    chosen, by_place = start, False
    for number, cost in enumerate(costs):
        costly = cost[left]
        if chosen is not None and not costly.any():
            bounds.append(0)
            continue
        # Places as columns cost more than all else: they come in where they count.
        by_place = by_place or bool(costly[program.rank >= 0].any())
        inside = np.full(len(left), True) if by_place else program.rank < 0
        level = _Level(program if by_place else program.without_places(), costly[inside], nodes)
        found = level.best(None if chosen is None else chosen[left[inside]])
        bounds.append(level.bound)
        if level.bound < level.value(found):
            unproven.add(number)
        values, kept = np.zeros(len(left)), np.full(len(left), True)
        values[inside], kept[inside] = found, level.not_excluded(found)
        chosen = np.zeros(len(costs[0]), dtype=np.int64)
        chosen[left] = program.filled(values)
        program = program.with_most(costly, level.value(found)).only(kept)
        left = left[kept]
    assert chosen is not None  # there is at least one level
    return _Answer(chosen, bounds[0], frozenset(unproven))


class _Level:
    """One level of one part: what is found, and what is proven about it."""

    def __init__(self, program: Program, cost: Ints, nodes: int) -> None:
        self.program, self.cost, self.nodes = program, cost, nodes
        self.relaxed = relaxed(program, cost)
        if self.relaxed.value is None:
            raise NoAnswerError
        self.bound = _whole(self.relaxed.bound)

    def value(self, chosen: Ints) -> int:
        """The cost of this answer."""
        return int(self.cost @ chosen)

    def best(self, start: Ints | None) -> Ints:
        """The cheapest answer that is found; `bound` is then what it is compared with."""
        assert self.relaxed.value is not None
        best = self._better(start, self.program.filled(self.relaxed.value))
        used = (self.relaxed.value > 1e-9) | (self.program.rank >= 0)
        for narrow in (True, False):
            if best is not None and self.value(best) <= self.bound:
                break
            columns = used if narrow else np.ones(len(used), dtype=np.bool_)
            if best is not None:
                columns = used | (best > 0) if narrow else self.not_excluded(best)
            best = self._cheapest(columns, best, narrow)
        if best is None:
            raise TooHardError
        return best

    def not_excluded(self, best: Ints) -> Bools:
        """The columns that an answer at least as good can have."""
        slack = self.value(best) - self.relaxed.bound + _tolerance(self.relaxed.bound)
        kept: Bools = (self.relaxed.reduced <= slack) | (best > 0) | (self.program.rank >= 0)
        return kept

    def _cheapest(self, columns: Bools, best: Ints | None, narrow: bool) -> Ints | None:
        start = None if best is None else best[columns]
        found = cheapest(self.program.only(columns), self.cost[columns], start, self.nodes)
        if not narrow and found.value is None and best is None and found.is_proven:
            raise NoAnswerError
        if found.value is not None:
            values = np.zeros(len(columns))
            values[columns] = found.value
            best = self._better(best, self.program.filled(values))
        if best is not None and not narrow:
            proven = self.value(best) if found.is_proven else min(found.bound, self.value(best))
            if proven > -np.inf:  # a search that was given up at once proves nothing
                self.bound = max(self.bound, _whole(proven))
        return best

    def _better(self, one: Ints | None, other: Ints) -> Ints | None:
        """The cheaper one of those that keep all rows; the first of equals."""
        if not self.program.holds(other):
            return one
        return other if one is None or self.value(other) < self.value(one) else one


def _whole(bound: float) -> int:
    """Costs are whole numbers, so a bound may be rounded up."""
    return int(np.ceil(bound - _tolerance(bound)))


def _tolerance(value: float) -> float:
    """By how much the library's floating point can be wrong."""
    return 1e-6 + 1e-12 * abs(value)
