"""The floor where times, groups or lower loads count: one unit after the other, by hand."""

from collections import defaultdict

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Bools, Ints
from miteinander.matching.problem import Problem
from miteinander.matching.units import Units, apart_pairs

Span = tuple[int, int]


def in_turns(problem: Problem, arcs: Arcs, plan: Units) -> Bools | None:
    """Which of the pairs of `plan` are chosen when units choose by urgency, then by key.

    Those whom a person has fixed come first; then supplies with a lower load are filled up to it.
    None where this way leads to no assignment that keeps everything.
    """
    board = _Board(problem, plan)
    fit, stays = (plan.costs(level, problem, arcs) for level in ("fit", "stability"))
    best = np.lexsort((plan.supply, stays, fit, plan.unit)).tolist()
    start = np.searchsorted(plan.unit, np.arange(len(plan) + 1))
    urgency = np.bincount(plan.of, weights=problem.demands.urgency)
    order = np.argsort(-urgency, kind="stable")
    for unit in np.concatenate([order[plan.pinned[order]], _needed(problem, plan, order)]).tolist():
        board.fill_up(unit, best[start[unit] : start[unit + 1]])
    for unit in order.tolist():
        board.place(unit, best[start[unit] : start[unit + 1]])
    return board.chosen if board.is_allowed() else None


def _needed(problem: Problem, plan: Units, order: Ints) -> Ints:
    """All units, those with the fewest choices first."""
    choices = np.bincount(plan.unit, minlength=len(plan))[order]
    return order[np.argsort(choices, kind="stable")]


class _Board:
    """Who is where so far."""

    def __init__(self, problem: Problem, plan: Units) -> None:
        supplies, demands = problem.supplies, problem.demands
        self.plan = plan
        self.chosen = np.zeros(len(plan.unit), dtype=np.bool_)
        self.placed: set[int] = set()
        self.free = supplies.capacity.tolist()
        self.load = [0] * len(supplies)
        self.least = [0] * len(supplies)
        if supplies.at_least is not None:
            self.least = supplies.at_least.tolist()
        self.spans: dict[int, list[Span]] | None = None
        self.there: dict[int, list[Span]] = defaultdict(list)
        if demands.occupies is not None:
            self.spans = defaultdict(list)
            for unit, span in zip(plan.of.tolist(), demands.occupies.tolist(), strict=True):
                self.spans[unit].append((span[0], span[1]))
        self.groups: dict[int, set[int]] = defaultdict(set)
        self.taken: set[tuple[int, int]] = set()
        for group, unit in np.stack(apart_pairs(problem, plan.of), axis=1).tolist():
            self.groups[unit].add(group)

    def fill_up(self, unit: int, pairs: list[int]) -> None:
        """Places a unit where too few are so far, or where it must be."""
        if self.plan.pinned[unit]:
            self.place(unit, pairs)
        self.place(unit, [pair for pair in pairs if self._lacks(int(self.plan.supply[pair]))])

    def place(self, unit: int, pairs: list[int]) -> None:
        """Places a unit on the first supply that can take it."""
        for pair in pairs:
            supply = int(self.plan.supply[pair])
            if unit in self.placed or not self._fits(unit, supply):
                continue
            self.placed.add(unit)
            self.chosen[pair] = True
            self.load[supply] += int(self.plan.size[unit])
            self.taken |= {(group, supply) for group in self.groups[unit]}
            if self.spans is not None:
                self.there[supply] += self.spans[unit]

    def is_allowed(self) -> bool:
        """Whether nothing is missing: neither somebody who is pinned nor a lower load."""
        lacking = any(self._lacks(supply) for supply in range(len(self.load)))
        return not lacking and set(np.flatnonzero(self.plan.pinned).tolist()) <= self.placed

    def _lacks(self, supply: int) -> bool:
        return self.load[supply] < self.least[supply]

    def _fits(self, unit: int, supply: int) -> bool:
        if any((group, supply) in self.taken for group in self.groups[unit]):
            return False
        if self.spans is None:
            return bool(self.load[supply] + self.plan.size[unit] <= self.free[supply])
        new = self.spans[unit]
        spans = self.there[supply] + new
        # The most are there when somebody comes.
        return all(
            sum(start <= moment < end for start, end in spans) <= self.free[supply]
            for moment, _ in spans
        )
