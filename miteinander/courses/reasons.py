"""Why a proposal is as it is, in codes that a page puts into words. No Django.

For each person (JSON):
  why      [[name of a score, its points before weighing], ...] of the proposed place
  minutes  estimated way to the proposed place, -1 unknown, None without a place
  next     {"run", "less": points fewer, "is_full"} or None: the next best place
  wish     {"run", "rules": [...], "is_full"} or None: the wished place, where it is not proposed
  options  how many runs fit
  full     keys of some runs that fit but have no place left; of those without a place only
  missing  {rule: [keys of some runs that fail in this rule alone]}; of those without a place only
  near     {"run", "rules": [...]}: the nearest run and why it does not fit; of those whom none fits
  moved    {"from": key of a run or None}: changed after a refusal; what was proposed before

For the whole round, what would help how many of those without a place:
  [{"rule": "place" or a rule's name, "run": key, "people": number}, ...], most first
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from miteinander.courses import travel
from miteinander.courses.misses import missed
from miteinander.matching import Arcs, Problem, Score
from miteinander.matching.candidates import failed, points_of

MOST = 20  # entries of what would help
MOST_RUNS = 6  # kept per person and reason
# What nobody can change for the person is no help.
_FIXED = {"level", "literacy"}


@dataclass(frozen=True)
class Explained:
    """The explanations by the key of the demand, and all that would help.

    helps  ("place" or a rule's name, key of a run) -> how many of those without a place
    """

    of: dict[str, dict[str, Any]]
    helps: Counter[tuple[str, int]]


def explain(
    problem: Problem,
    arcs: Arcs,
    assignments: Mapping[str, str],
    taken: Mapping[str, int] | None = None,
) -> Explained:
    """Explain every proposal; `taken` are the places proposed by run, where others have some."""
    return _Explaining(problem, arcs, assignments, taken).all()


def helping(helps: Mapping[tuple[str, int], int]) -> list[dict[str, Any]]:
    """What would help most, as a round keeps it."""
    most = sorted(helps.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return [{"rule": rule, "run": run, "people": n} for (rule, run), n in most if n]


def stored(helps: Mapping[tuple[str, int], int]) -> list[list[Any]]:
    """All that would help, as JSON: [[rule, run, people], ...]."""
    return [[rule, run, people] for (rule, run), people in helps.items() if people]


class _Explaining:
    def __init__(
        self,
        problem: Problem,
        arcs: Arcs,
        assignments: Mapping[str, str],
        taken: Mapping[str, int] | None,
    ) -> None:
        self.problem, self.arcs = problem, arcs
        self.keys = problem.supplies.keys
        self.runs = [int(key) for key in self.keys]
        self.place = {key: j for j, key in enumerate(self.keys)}
        self.at = [self.place.get(assignments.get(key, ""), -1) for key in problem.demands.keys]
        taken = Counter(assignments.values()) if taken is None else taken
        used = np.array([taken.get(key, 0) for key in self.keys])
        self.is_full = (used >= problem.supplies.capacity).tolist()
        self.helps: Counter[tuple[str, int]] = Counter()
        self.scores = {one.name: self._points(one) for one in problem.scores}
        self.vetoed = set(problem.vetoes)
        self.minutes = self._minutes()
        without = [i for i, j in enumerate(self.at) if j < 0]
        self.missed = missed(problem, without, _FIXED)

    def all(self) -> Explained:
        keys = self.problem.demands.keys
        found = {key: self._one(i) for i, key in enumerate(keys)}
        return Explained(found, self.helps)

    def _one(self, i: int) -> dict[str, Any]:
        j = self.at[i]
        first, after = int(self.arcs.start[i]), int(self.arcs.start[i + 1])
        said: dict[str, Any] = {"options": after - first, "wish": self._wish(i)}
        if j < 0:
            return said | self._without(i, first, after)
        return said | {
            "why": [[name, n] for name, points in self.scores.items() if (n := int(points[i]))],
            "minutes": int(self.minutes[i]),
            "next": self._next(i, first, after),
        }

    def _next(self, i: int, first: int, after: int) -> dict[str, Any] | None:
        others = [k for k in range(first, after) if self.arcs.supply[k] != self.at[i]]
        if not others:
            return None
        mine = self.arcs.find(i, self.at[i])
        best = max(others, key=lambda k: (self.arcs.points[k], -self.arcs.supply[k]))
        j = int(self.arcs.supply[best])
        less = int(self.arcs.points[mine] - self.arcs.points[best]) if mine is not None else 0
        return {"run": self.runs[j], "less": less, "is_full": self.is_full[j]}

    def _wish(self, i: int) -> dict[str, Any] | None:
        wish = str(self.problem.demands.columns["wish"][i])
        j = self.place.get(wish, -1)
        if j < 0 or j == self.at[i]:
            return None
        rules = [rule.name for rule in failed(self.problem, i, j)]
        if (self.problem.demands.keys[i], wish) in self.vetoed:
            rules.append("refused")
        return {"run": self.runs[j], "rules": rules, "is_full": self.is_full[j]}

    def _without(self, i: int, first: int, after: int) -> dict[str, Any]:
        """What those miss who get no place: a place, or just one thing."""
        full = [self.runs[int(j)] for j in self.arcs.supply[first:after]]
        of = self.missed[i]
        missing = {name: [self.runs[j] for j in runs] for name, runs in of.alone.items()}
        near = {"run": self.runs[of.nearest], "rules": of.rules} if not full else None
        self.helps.update(("place", run) for run in full)
        helps = [(name, runs) for name, runs in missing.items() if name not in _FIXED]
        self.helps.update((name, run) for name, runs in helps for run in runs)
        cut = {name: runs[:MOST_RUNS] for name, runs in missing.items()}
        return {"full": full[:MOST_RUNS], "missing": cut, "near": near}

    def _points(self, score: Score) -> Any:
        """The points of every proposed pair; 0 without a place."""
        at = np.array(self.at)
        placed = np.flatnonzero(at >= 0)
        found = np.zeros(len(at), dtype=np.int64)
        found[placed] = points_of(self.problem, score, placed, at[placed])
        return found

    def _minutes(self) -> Any:
        here, there = self.problem.demands.columns, self.problem.supplies.columns
        at = np.array(self.at)
        lat, lon = there["lat"][at], there["lon"][at]
        return travel.minutes(here["lat"], here["lon"], lat, lon)
