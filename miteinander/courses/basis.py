"""What a round calculated with, in few bytes: which pairs are possible, and the places. No Django.

With it the next in line is found after a refusal without reading everybody again. It holds for one
day (waiting times and starts count in days) and as long as nobody changed a wish or a run.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miteinander.courses.placing import Place, key_of
from miteinander.matching import Arcs, Demands, Problem, Supplies

Ints = NDArray[np.int64]
_ARRAYS = ("people", "urgency", "runs", "demand", "supply", "points")


@dataclass(frozen=True, eq=False)
class Basis:
    """`day` is an ordinal, `changes` what was known to have changed (`queries.refusals.changes`).

    places                  as JSON knows them
    people, urgency         k keys of people as numbers, ascending, and what placing each counts
    runs                    the keys of the places as numbers, ascending
    demand, supply, points  the possible pairs: positions in `people` and `runs`, in this order
    """

    day: int
    changes: list[int]
    places: Sequence[Mapping[str, Any]]
    people: Ints
    urgency: Ints
    runs: Ints
    demand: Ints
    supply: Ints
    points: Ints

    def allows(self, who: int, run: int) -> bool:
        """Whether this pair (keys as numbers) is possible."""
        at = int(np.searchsorted(self.people, who))
        first, after = np.searchsorted(self.demand, [at, at + 1])
        return (
            at < len(self.people)
            and self.people[at] == who
            and bool((self.runs[self.supply[first:after]] == run).any())
        )


def of(
    day: int, changes: list[int], places: Sequence[Place], parts: Sequence[tuple[Problem, Arcs]]
) -> Basis:
    """The basis of people who look for a place (one part) and of those who hold one (another)."""
    people = np.concatenate([_numbers(problem.demands.keys) for problem, _ in parts])
    sizes = np.cumsum([0, *(len(problem.demands) for problem, _ in parts)])
    order = np.argsort(people)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    demand = np.concatenate([arcs.demand + n for (_, arcs), n in zip(parts, sizes, strict=False)])
    pairs = np.argsort(rank[demand], kind="stable")
    urgency = np.concatenate([problem.demands.urgency for problem, _ in parts])
    ordered = sorted(places, key=lambda one: one.key)
    return Basis(
        day,
        changes,
        [{**asdict(one), "conditions": sorted(one.conditions)} for one in ordered],
        people[order],
        urgency[order],
        _numbers([one.key for one in ordered]),
        rank[demand][pairs],
        np.concatenate([arcs.supply for _, arcs in parts])[pairs],
        np.concatenate([arcs.points for _, arcs in parts])[pairs],
    )


def packed(basis: Basis) -> bytes:
    """As bytes to store."""
    head = {"day": basis.day, "changes": basis.changes, "places": basis.places}
    text = json.dumps(head).encode()
    # The smallest integers that hold the numbers: they are read on every refusal.
    arrays: dict[str, Any] = {name: _narrow(getattr(basis, name)) for name in _ARRAYS}
    stored = BytesIO()
    np.savez(stored, text=np.frombuffer(text, dtype=np.uint8), **arrays)
    return stored.getvalue()


def unpacked(stored: bytes) -> Basis:
    """What `packed` made."""
    with np.load(BytesIO(stored), allow_pickle=False) as found:
        head: dict[str, Any] = json.loads(found["text"].tobytes())
        arrays = {name: found[name].astype(np.int64) for name in _ARRAYS}
    return Basis(**head, **arrays)


def near(basis: Basis, people: Collection[int]) -> set[int]:
    """All whom a change for these people can reach: by possible pairs, on and on.

    Everybody else shares no place with them, so the best for the others stays the best.
    """
    reached = np.isin(basis.people, list(people))
    while True:
        runs = np.zeros(len(basis.runs), dtype=np.bool_)
        runs[basis.supply[reached[basis.demand]]] = True
        more = reached.copy()
        more[basis.demand[runs[basis.supply]]] = True
        if (more == reached).all():
            return set(basis.people[reached].tolist())
        reached = more


def problem(
    basis: Basis,
    people: Collection[int],
    previous: Mapping[int, int],
    free: Mapping[int, int],
    vetoes: Collection[tuple[int, int]],
) -> tuple[Problem, Arcs] | None:
    """These people against the places that are free now; None where somebody is not known.

    Numbers are keys as numbers: `previous` person -> run, `free` run -> places, `vetoes` pairs.
    """
    wanted = np.array(sorted(people), dtype=np.int64)
    rows = np.searchsorted(basis.people, wanted)
    if len(wanted) == 0 or (basis.people[np.minimum(rows, len(basis.people) - 1)] != wanted).any():
        return None
    runs = basis.runs.tolist()
    if free.keys() != set(runs):
        return None
    position = np.full(len(basis.people), -1)
    position[rows] = np.arange(len(rows))
    kept = np.flatnonzero(position[basis.demand] >= 0)
    kept = np.delete(kept, _vetoed(basis, kept, vetoes))
    demand, supply = position[basis.demand[kept]], basis.supply[kept]
    start = np.searchsorted(demand, np.arange(len(rows) + 1))
    pinned = np.zeros(len(rows), dtype=np.bool_)
    before = [previous.get(one) for one in wanted.tolist()]
    demands = Demands(
        [key_of(one) for one in wanted.tolist()],
        basis.urgency[rows],
        [None if run is None else key_of(run) for run in before],
    )
    supplies = Supplies([key_of(run) for run in runs], [free[run] for run in runs])
    return Problem(demands, supplies), Arcs(demand, supply, basis.points[kept], start, pinned)


def places(basis: Basis, free: Mapping[int, int]) -> list[Place]:
    """The places with what is free now."""
    return [_place(one, free[int(one["key"])]) for one in basis.places]


def _vetoed(basis: Basis, kept: Ints, vetoes: Collection[tuple[int, int]]) -> Ints:
    """Where in `kept` (ascending positions of pairs) one of these stands."""
    pairs = np.array(sorted(vetoes), dtype=np.int64).reshape(-1, 2)
    pairs = pairs[np.isin(pairs[:, 0], basis.people) & np.isin(pairs[:, 1], basis.runs)]
    who = np.searchsorted(basis.people, pairs[:, 0])
    where, width = np.searchsorted(basis.runs, pairs[:, 1]), len(basis.runs)
    numbers = basis.demand[kept] * width + basis.supply[kept]
    at = np.searchsorted(numbers, who * width + where)
    is_there = np.append(numbers, -1)[at] == who * width + where
    return at[is_there]


def _place(one: Mapping[str, Any], free: int) -> Place:
    times = tuple((first, last) for first, last in one["times"])
    at = tuple(one["at"]) if one["at"] else None
    conditions = frozenset(one["conditions"])
    return Place(**{**one, "free": free, "times": times, "at": at, "conditions": conditions})


def _numbers(keys: Sequence[str]) -> Ints:
    return np.array([int(key) for key in keys], dtype=np.int64)


def _narrow(values: Ints) -> NDArray[Any]:
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))
