"""The answer: a proposal that a person accepts, changes or refuses. It decides nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Ints
from miteinander.matching.problem import NOBODY, Problem


@dataclass(frozen=True)
class Levels:
    """What an assignment reaches on each level; see Problem.levels. All four are always counted."""

    placed: int
    fit: int
    load: int
    stability: int

    def better(self, levels: tuple[str, ...]) -> tuple[int, ...]:
        """The chosen levels as a tuple that is larger where the assignment is better."""
        return tuple(-self.load if name == "load" else getattr(self, name) for name in levels)


@dataclass(frozen=True)
class Solution:
    """What a solver returns.

    at      n positions: the supply of each demand, -1 for none
    bound   what no assignment can exceed on the first level
    method  how it was found
    """

    at: Ints
    bound: int
    method: str


@dataclass(frozen=True)
class Proposal:
    """Who gets which place.

    assignments  demand key -> supply key, those without a place left out
    unplaced     the demand keys without a place
    levels       what it reaches
    bound        what no other proposal can exceed on the first level
    gap          (bound - reached) / bound on the first level; "flow" is optimal on all levels
    method       how it was found
    input_hash   SHA-256 over everything that decides: the same hash, the same proposal
    versions     of the libraries that took part
    """

    assignments: Mapping[str, str]
    unplaced: tuple[str, ...]
    levels: Levels
    bound: int
    gap: float
    method: str
    input_hash: str
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Move:
    """A demand that gets another supply (None: no place)."""

    demand: str
    origin: str | None
    goal: str | None


@dataclass(frozen=True)
class Outcome:
    """What another proposal would mean.

    change  what each level grows by
    moves   who gets another supply, or loses theirs, or gets one
    """

    change: Levels
    moves: tuple[Move, ...]

    @property
    def gained(self) -> tuple[str, ...]:
        """Who gets a place that had none."""
        return tuple(move.demand for move in self.moves if move.origin is None)

    @property
    def lost(self) -> tuple[str, ...]:
        """Who has no place any more."""
        return tuple(move.demand for move in self.moves if move.goal is None)


def reached(problem: Problem, arcs: Arcs, at: Ints) -> Levels:
    """Counts the levels of an assignment (`at` as in Solution)."""
    there = np.flatnonzero(at != NOBODY)
    chosen = arcs.supply == at[arcs.demand]
    loads = np.bincount(at[there], minlength=len(problem.supplies))
    return Levels(
        placed=int(problem.demands.urgency[there].sum()),
        fit=int(arcs.points[chosen].sum()),
        load=int((loads * loads).sum()),
        stability=int((at[there] == problem.before[there]).sum()),
    )


def proposal(problem: Problem, arcs: Arcs, solution: Solution) -> Proposal:
    """The solution in the words of the problem, with what can be checked about it."""
    demands, supplies = problem.demands.keys, problem.supplies.keys
    places = solution.at.tolist()
    levels = reached(problem, arcs, solution.at)
    first = levels.better(problem.levels)[0]
    return Proposal(
        assignments={key: supplies[j] for key, j in zip(demands, places, strict=True) if j >= 0},
        unplaced=tuple(key for key, j in zip(demands, places, strict=True) if j < 0),
        levels=levels,
        bound=solution.bound,
        gap=(solution.bound - first) / max(1, abs(solution.bound)),
        method=solution.method,
        input_hash=input_hash(problem, arcs),
        versions=_versions(),
    )


@cache
def _versions() -> Mapping[str, str]:
    return {name: version(name) for name in ("numpy", "ortools", "highspy")}


def input_hash(problem: Problem, arcs: Arcs) -> str:
    """SHA-256 over keys, arcs, points and everything else a solver looks at."""
    demands, supplies = problem.demands, problem.supplies
    digest = hashlib.sha256(repr((demands.keys, supplies.keys, problem.levels)).encode())
    digest.update(repr(sorted(problem.pins.items())).encode())
    arrays = (
        *(arcs.demand, arcs.supply, arcs.points, demands.urgency, problem.before),
        *(demands.together, demands.apart, demands.occupies),
        *(supplies.capacity, supplies.at_least),
    )
    for array in arrays:
        digest.update(b"-" if array is None else np.ascontiguousarray(array, dtype=np.int64).data)
    return digest.hexdigest()
