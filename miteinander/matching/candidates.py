"""Which pairs are possible, and what each is worth.

Rules and scores look at attributes with few distinct values, so each is evaluated once per
combination of distinct values. A rule becomes one row of bits per distinct combination of the
demands' side; demands with the same rows in all rules form a profile; the rows of a profile are
joined by AND and unpacked once. The work is that of profiles x supplies / 8 bytes and of the arcs
themselves, instead of demands x supplies x rules.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miteinander.matching.columns import Bools, Combinations, Ints, combinations, distinct
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import LARGEST, Problem, Rule, Score

MOST_ARCS = 10_000_000
_BLOCK = 1 << 24  # pairs evaluated or unpacked at a time, so that memory stays small
Bits = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Allowed:
    """One rule over all pairs: demand i may have the supplies set in `bits[codes[i]]`."""

    rule: Rule
    bits: Bits  # combinations of the demands' side x supplies, eight to a byte
    codes: Ints

    def holds(self, demand: int, supply: int) -> bool:
        """Whether the rule allows this pair."""
        return bool(self.bits[self.codes[demand], supply >> 3] >> (7 - (supply & 7)) & 1)


@dataclass(frozen=True, eq=False)
class Arcs:
    """The k possible pairs, ordered by demand, then supply (positions in the sorted keys).

    demand, supply  k positions
    points          k integers: the fit of the pair
    start           n + 1 positions: the arcs of demand i are start[i] to before start[i + 1]
    pinned          n booleans: must get its only arc
    """

    demand: Ints
    supply: Ints
    points: Ints
    start: Ints
    pinned: Bools
    allowed: tuple[Allowed, ...]

    def __len__(self) -> int:
        return len(self.demand)

    def find(self, demand: int, supply: int) -> int | None:
        """The position of the arc of this pair, or None."""
        first, after = self.start[demand], self.start[demand + 1]
        at = int(first + np.searchsorted(self.supply[first:after], supply))
        return at if at < after and self.supply[at] == supply else None

    def failed(self, demand: int, supply: int) -> tuple[Rule, ...]:
        """The rules that do not allow this pair."""
        return tuple(one.rule for one in self.allowed if not one.holds(demand, supply))


def candidates(problem: Problem) -> Arcs:
    """All pairs that no rule and no veto forbids; of a pinned demand only the pinned pair.

    Raises MatchingError where a rule or score returns something unusable, or beyond MOST_ARCS.
    """
    allowed = tuple(_allowed(problem, rule) for rule in problem.rules)
    flat = _decided(problem, _expanded(problem, allowed))
    demand, supply = np.divmod(flat, len(problem.supplies))
    points = np.zeros(len(flat), dtype=np.int64)
    for score in problem.scores:
        points += score.weight * _points(problem, score, demand, supply)
    if (points > LARGEST).any():
        raise MatchingError(f"Ein Paar hat mehr als {LARGEST} Punkte.", "scores")
    start = np.searchsorted(demand, np.arange(len(problem.demands) + 1))
    pinned = np.array([key in problem.pins for key in problem.demands.keys])
    return Arcs(demand, supply, points, start, pinned, allowed)


def _sides(problem: Problem, part: Rule | Score) -> tuple[Combinations, Combinations]:
    demand, supply = problem.columns(part)
    return combinations(demand, len(problem.demands)), combinations(supply, len(problem.supplies))


def _allowed(problem: Problem, rule: Rule) -> Allowed:
    demand, supply = _sides(problem, rule)
    rows = max(1, _BLOCK // max(len(supply), len(problem.supplies)))
    blocks = []
    for first in range(0, len(demand), rows):
        left = [values[first : first + rows, None] for values in demand.values]
        table = _answer(rule, rule.holds(*left, *(values[None, :] for values in supply.values)))
        height = min(rows, len(demand) - first)
        table = np.broadcast_to(table, (height, len(supply)))
        blocks.append(np.packbits(table[:, supply.codes], axis=1))
    return Allowed(rule, np.concatenate(blocks), demand.codes)


def _answer(rule: Rule, answer: Any) -> Bools:
    array = np.asarray(answer)
    if array.dtype.kind != "b":
        raise MatchingError("Eine Regel muss Wahrheitswerte liefern.", f"rules[{rule.name}]")
    return array


def _expanded(problem: Problem, allowed: tuple[Allowed, ...]) -> Ints:
    """The allowed pairs as demand x m + supply, ascending."""
    width = len(problem.supplies)
    if not allowed:
        _check_size(len(problem.demands) * width)
        return np.arange(len(problem.demands) * width)
    example, profile = distinct(np.stack([one.codes for one in allowed]))
    bits = allowed[0].bits[allowed[0].codes[example]]
    for one in allowed[1:]:
        bits &= one.bits[one.codes[example]]
    counts = np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
    _check_size(int(counts[profile].sum()))
    supplies = _unpacked(bits, width)
    ends = np.cumsum(counts)
    each = counts[profile]
    shift = np.cumsum(each) - each
    inside = np.repeat((ends - counts)[profile] - shift, each) + np.arange(int(each.sum()))
    return np.repeat(np.arange(len(profile)) * width, each) + supplies[inside]


def _unpacked(bits: Bits, width: int) -> Ints:
    """The positions of the set bits within their rows, row after row."""
    rows = max(1, _BLOCK // width)
    found = []
    for first in range(0, len(bits), rows):
        block = np.unpackbits(bits[first : first + rows], axis=1, count=width)
        found.append(np.flatnonzero(block) % width)
    return np.concatenate(found)


def _check_size(arcs: int) -> None:
    if arcs > MOST_ARCS:
        raise MatchingError(
            f"Es gibt {arcs} mögliche Paare, mehr als {MOST_ARCS}: Die Regeln lassen zu viel zu.",
            "rules",
        )


def _decided(problem: Problem, flat: Ints) -> Ints:
    """The pairs without those that a person excluded, and with those that a person fixed."""
    if problem.vetoes:
        flat = np.setdiff1d(flat, _flat(problem, problem.vetoes), assume_unique=True)
    if problem.pins:
        pins = _flat(problem, problem.pins.items())
        width = len(problem.supplies)
        free = ~np.isin(flat // width, pins // width)
        flat = np.sort(np.concatenate([flat[free], pins]))
    return flat


def _flat(problem: Problem, pairs: Any) -> Ints:
    demands = {key: i for i, key in enumerate(problem.demands.keys)}
    supplies = {key: j for j, key in enumerate(problem.supplies.keys)}
    width = len(problem.supplies)
    return np.array(sorted(demands[a] * width + supplies[b] for a, b in set(pairs)), dtype=np.int64)


def _points(problem: Problem, score: Score, demand: Ints, supply: Ints) -> Ints:
    """The points of each pair: by a table where that is smaller than the pairs."""
    left, right = _sides(problem, score)
    if len(left) * len(right) > len(demand):
        values = [v[left.codes[demand]] for v in left.values]
        values += [v[right.codes[supply]] for v in right.values]
        return _checked_points(score, score.points(*values), (len(demand),))
    rows = [values[:, None] for values in left.values]
    table = score.points(*rows, *(values[None, :] for values in right.values))
    return _checked_points(score, table, (len(left), len(right)))[
        left.codes[demand], right.codes[supply]
    ]


def _checked_points(score: Score, points: Any, shape: tuple[int, ...]) -> Ints:
    array, place = np.asarray(points), f"scores[{score.name}]"
    if array.dtype.kind not in "biu":
        raise MatchingError("Punkte müssen ganze Zahlen sein.", place)
    if array.size and (int(array.min()) < 0 or int(array.max()) > LARGEST):
        raise MatchingError(f"Punkte liegen zwischen 0 und {LARGEST}.", place)
    return np.broadcast_to(array, shape).astype(np.int64)
