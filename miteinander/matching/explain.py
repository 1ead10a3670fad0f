"""Why somebody has this place, what else there was, and what a change would do; all of it exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from miteinander.matching.candidates import Arcs, candidates, failed, holds, points_of
from miteinander.matching.changes import Change, position
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import NOBODY, Problem, Rule
from miteinander.matching.proposal import Levels, Move, Outcome
from miteinander.matching.residual import FAR, Residual, Step, walk
from miteinander.matching.solving import structure
from miteinander.matching.whatif import after


@dataclass(frozen=True)
class Displaces:
    """What it takes to give a demand a supply: what each level would change by, and who moves.

    Nothing is better than the proposal: the first level that differs is worse. None differs where
    the two are equally good.
    """

    supply: str | None
    change: Levels
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Excluded:
    """Rules do not allow the pair, or a person has excluded it (no rules)."""

    supply: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Reason:
    """Why a demand has this supply (None: no place).

    points   score -> weight x points of the pair
    others   every other candidate, the least loss first
    rules    rule -> how many supplies it does not allow
    """

    demand: str
    supply: str | None
    points: Mapping[str, int]
    others: tuple[Displaces, ...]
    rules: Mapping[str, int]


class Explanation:
    """Answers about a proposal that is optimal for its problem (one of capacities only)."""

    def __init__(self, problem: Problem, arcs: Arcs, assignments: Mapping[str, str]) -> None:
        """`assignments` as in Proposal; raises MatchingError for unknown keys, and for
        structures that are more than capacities.

        Every answer raises MatchingError where the assignments are not the best for the problem.
        """
        if needed := structure(problem):
            raise MatchingError("Das lässt sich hier nicht genau sagen.", ", ".join(needed))
        self.problem, self.arcs = problem, arcs
        row = {key: i for i, key in enumerate(problem.demands.keys)}
        place = {key: j for j, key in enumerate(problem.supplies.keys)}
        self.at = np.full(len(row), NOBODY)
        for demand, supply in assignments.items():
            if demand not in row or supply not in place:
                raise MatchingError("Diesen Schlüssel gibt es nicht.", f"{demand}, {supply}")
            self.at[row[demand]] = place[supply]

    @cached_property
    def residual(self) -> Residual:
        """The graph behind the answers; raises MatchingError where something better exists."""
        return Residual(self.problem, self.arcs, self.at)

    def why(self, demand: str) -> Reason:
        """Why this demand has what it has, and what else it could have had."""
        problem, row = self.problem, position(self.problem.demands.keys, demand)
        has, everywhere = int(self.at[row]), np.arange(len(problem.supplies))
        pair = np.array([row]), np.array([has])
        parts = {
            score.name: score.weight * int(points_of(problem, score, *pair)[0])
            for score in (problem.scores if has != NOBODY else ())
        }
        rows = np.full(len(everywhere), row)
        excluded = {
            rule.name: int((~holds(problem, rule, rows, everywhere)).sum())
            for rule in problem.rules
        }
        others = tuple(self._others(row))
        return Reason(demand, self._key(has), parts, others, excluded)

    def why_not(self, demand: str, supply: str) -> Excluded | Displaces:
        """What stands between this demand and this supply."""
        row = position(self.problem.demands.keys, demand)
        goal = position(self.problem.supplies.keys, supply)
        for other in self._others(row):
            if other.supply == supply:
                return other
        if self.at[row] == goal:
            return Displaces(supply, Levels(0, 0, 0, 0), ())
        return Excluded(supply, failed(self.problem, row, goal))

    def _others(self, row: int) -> Sequence[Displaces]:
        """All other places of a demand that can be had, the least loss first."""
        graph, own = self.residual, int(self.at[row]) + 1
        if not graph.movable[row]:
            return []
        length, link = graph.paths(own, to=True)
        first, after = self.arcs.start[row], self.arcs.start[row + 1]
        goals = np.concatenate([self.arcs.supply[first:after] + 1, [0]])
        total = np.concatenate([graph.cost[first:after], [0]]) + length[goals]
        found = []
        for at in np.argsort(total, kind="stable"):
            goal = int(goals[at])
            if goal != own and length[goal] < FAR:
                nodes = walk(link, own, goal)[::-1]
                steps = [Step(row, own - 1, goal - 1), *graph.steps(nodes)]
                found.append(Displaces(self._key(goal - 1), graph.gain(steps), self._moves(steps)))
        return found

    def prices(self) -> dict[str, Displaces]:
        """What one more place of each supply would gain, and who would move."""
        graph = self.residual
        length, link = graph.potential, graph.link
        last = graph.place_cost(graph.loads + 1)
        prices = {}
        for j, key in enumerate(self.problem.supplies.keys):
            steps: list[Step] = []
            if length[j + 1] + last[j + 1] < 0:
                steps = graph.steps(walk(link, 0, j + 1))
            prices[key] = Displaces(key, graph.gain(steps), self._moves(steps))
        return prices

    def blocking(self) -> dict[str, int]:
        """Rule -> how many demands without any candidate would have one without this rule."""
        nobody = np.flatnonzero(np.diff(self.arcs.start) == 0)
        if not len(nobody):
            return {rule.name: 0 for rule in self.problem.rules}
        left = {self.problem.demands.keys[i] for i in nobody.tolist()}
        vetoes = [pair for pair in self.problem.vetoes if pair[0] in left]
        few = replace(
            self.problem, demands=self.problem.demands.take(nobody), pins={}, vetoes=vetoes
        )
        counts = {}
        for rule in self.problem.rules:
            others = [other for other in self.problem.rules if other is not rule]
            arcs = candidates(replace(few, rules=others))
            counts[rule.name] = int((np.diff(arcs.start) > 0).sum())
        return counts

    def what_if(self, change: Change) -> Outcome:
        """What the best proposal after this change would be; equal to a full new run.

        Raises MatchingError where the change does not fit the problem.
        """
        return after(self.problem, self.arcs, self.residual, change)

    def _key(self, supply: int) -> str | None:
        return None if supply == NOBODY else self.problem.supplies.keys[supply]

    def _moves(self, steps: Sequence[Step]) -> tuple[Move, ...]:
        people = self.problem.demands.keys
        return tuple(
            Move(people[step.demand], self._key(step.origin), self._key(step.goal))
            for step in steps
        )
