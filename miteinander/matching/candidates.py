"""Which pairs are possible, and what each is worth.

Most rules look at attributes with few distinct values: they are evaluated once per combination of
these, and become one row of bits per combination of the demands' side. Demands with the same rows
in all rules form a profile, whose rows are joined by AND and unpacked once. Rules with very many
combinations (of places, say) look only at the pairs that the others leave. So the work is that of
profiles x supplies / 8 bytes and of the pairs left over, not demands x supplies x rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miteinander.matching.columns import (
    Bools,
    Combinations,
    Ints,
    combinations,
    distinct,
    ranges,
    values_at,
)
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import LARGEST, Problem, Rule, Score

MOST_ARCS = 10_000_000
_BLOCK = 1 << 22  # pairs looked at at a time, so that memory stays small
_WIDE = 8  # a pair in a table costs about this much less than one by itself
Bits = NDArray[np.uint8]
Sides = tuple[Combinations, Combinations]


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

    def __len__(self) -> int:
        return len(self.demand)

    def find(self, demand: int, supply: int) -> int | None:
        """The position of the arc of this pair, or None."""
        first, after = self.start[demand], self.start[demand + 1]
        at = int(first + np.searchsorted(self.supply[first:after], supply))
        return at if at < after and self.supply[at] == supply else None


def candidates(problem: Problem) -> Arcs:
    """All pairs that no rule and no veto forbids; of a pinned demand only the pinned pair.

    Raises MatchingError where a rule or score returns something unusable, or beyond MOST_ARCS.
    """
    flat = _decided(problem, _allowed(problem))
    demand, supply = np.divmod(flat, len(problem.supplies))
    start = np.searchsorted(demand, np.arange(len(problem.demands) + 1))
    pinned = np.array([key in problem.pins for key in problem.demands.keys])
    return Arcs(demand, supply, points(problem, demand, supply), start, pinned)


def points(problem: Problem, demand: Ints, supply: Ints) -> Ints:
    """The fit of each of these pairs."""
    total = np.zeros(len(demand), dtype=np.int64)
    for score in problem.scores:
        total += score.weight * points_of(problem, score, demand, supply)
    if (total > LARGEST).any():
        raise MatchingError(f"Ein Paar hat mehr als {LARGEST} Punkte.", "scores")
    return total


def points_of(problem: Problem, score: Score, demand: Ints, supply: Ints) -> Ints:
    """The points of each of these pairs, without weight: by a table where that is smaller."""
    left, right = _sides(problem, score)
    if len(left) * len(right) > _WIDE * len(demand):
        found = score.points(*_values(problem, score, demand, supply))
        return _checked_points(score, found, (len(demand),))
    rows = [values[:, None] for values in left.values]
    table = score.points(*rows, *(values[None, :] for values in right.values))
    table = _checked_points(score, table, (len(left), len(right)))
    return table[left.codes[demand], right.codes[supply]]


def holds(problem: Problem, rule: Rule, demand: Ints, supply: Ints) -> Bools:
    """Whether the rule allows each of these pairs."""
    answer = _answer(rule, rule.holds(*_values(problem, rule, demand, supply)))
    return np.broadcast_to(answer, (len(demand),))


def failed(problem: Problem, demand: int, supply: int) -> tuple[Rule, ...]:
    """The rules that do not allow this pair."""
    pair = np.array([demand]), np.array([supply])
    return tuple(rule for rule in problem.rules if not holds(problem, rule, *pair)[0])


def with_supply(problem: Problem, part: Rule | Score, supply: int) -> NDArray[Any]:
    """What a rule or score says of every demand and this supply: n booleans or n points."""
    left, right = problem.columns(part)
    people = combinations(left, len(problem.demands))
    there = [values_at(column, np.array([supply])) for column in right]
    if isinstance(part, Rule):
        answer: NDArray[Any] = _answer(part, part.holds(*people.values, *there))
        return np.broadcast_to(answer, (len(people),))[people.codes]
    return _checked_points(part, part.points(*people.values, *there), (len(people),))[people.codes]


def _values(problem: Problem, part: Rule | Score, demand: Ints, supply: Ints) -> list[Any]:
    left, right = problem.columns(part)
    return [*(values_at(c, demand) for c in left), *(values_at(c, supply) for c in right)]


def _sides(problem: Problem, part: Rule | Score) -> Sides:
    left, right = problem.columns(part)
    return combinations(left, len(problem.demands)), combinations(right, len(problem.supplies))


def _allowed(problem: Problem) -> Ints:
    """The pairs that all rules allow, as demand x m + supply, ascending."""
    people, width = len(problem.demands), len(problem.supplies)
    tables: list[tuple[Bits, Ints]] = []
    wide = []
    for rule in problem.rules:
        sides = _sides(problem, rule)
        if len(sides[0]) * len(sides[1]) * _WIDE > people * width:
            wide.append(rule)
        else:
            tables.append((_bits(problem, rule, sides), sides[0].codes))
    if not tables:
        everything = np.packbits(np.ones((1, width), dtype=np.bool_), axis=1)
        tables = [(everything, np.zeros(people, dtype=np.int64))]
    kept: list[Ints] = []
    total = 0
    for demand, supply in _unpacked(tables, width):
        for rule in wide:
            stay = holds(problem, rule, demand, supply)
            demand, supply = demand[stay], supply[stay]
        total += len(demand)
        if total > MOST_ARCS:
            raise MatchingError(
                f"Es gibt mehr als {MOST_ARCS} mögliche Paare: Die Regeln lassen zu viel zu.",
                "rules",
            )
        kept.append(demand * width + supply)
    return np.concatenate(kept)


def _bits(problem: Problem, rule: Rule, sides: Sides) -> Bits:
    """Combinations of the demands' side x supplies, eight to a byte: whether the rule allows it."""
    demand, supply = sides
    rows = max(1, _BLOCK // len(problem.supplies))
    blocks = []
    for first in range(0, len(demand), rows):
        left = [values[first : first + rows, None] for values in demand.values]
        table = _answer(rule, rule.holds(*left, *(values[None, :] for values in supply.values)))
        table = np.broadcast_to(table, (min(rows, len(demand) - first), len(supply)))
        blocks.append(np.packbits(table[:, supply.codes], axis=1))
    return np.concatenate(blocks)


def _answer(rule: Rule, answer: Any) -> Bools:
    array = np.asarray(answer)
    if array.dtype.kind != "b":
        raise MatchingError("Eine Regel muss Wahrheitswerte liefern.", f"rules[{rule.name}]")
    return array


def _unpacked(tables: Sequence[tuple[Bits, Ints]], width: int) -> Iterator[tuple[Ints, Ints]]:
    """The pairs whose bits are set in all tables, demand after demand, in blocks."""
    example, profile = distinct(np.stack([codes for _, codes in tables]))
    joined = tables[0][0][tables[0][1][example]]
    for bits, codes in tables[1:]:
        joined &= bits[codes[example]]
    counts = np.bitwise_count(joined).sum(axis=1, dtype=np.int64)
    supplies, begin = _positions(joined, width), np.cumsum(counts) - counts
    ends = np.cumsum(counts[profile])
    first = 0
    while first < len(profile):
        before = int(ends[first - 1]) if first else 0
        after = max(first + 1, int(np.searchsorted(ends, before + _BLOCK, "right")))
        mine = profile[first:after]
        each = counts[mine]
        found = supplies[ranges(begin[mine], begin[mine] + each)]
        yield np.repeat(np.arange(first, after), each), found
        first = after


def _positions(bits: Bits, width: int) -> Ints:
    """The positions of the set bits within their rows, row after row."""
    rows = max(1, _BLOCK // width)
    found = []
    for first in range(0, len(bits), rows):
        block = np.unpackbits(bits[first : first + rows], axis=1, count=width)
        found.append(np.flatnonzero(block.view(np.bool_)) % width)
    return np.concatenate(found)


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


def _checked_points(score: Score, points: Any, shape: tuple[int, ...]) -> Ints:
    array, place = np.asarray(points), f"scores[{score.name}]"
    if array.dtype.kind not in "biu":
        raise MatchingError("Punkte müssen ganze Zahlen sein.", place)
    if array.size and (int(array.min()) < 0 or int(array.max()) > LARGEST):
        raise MatchingError(f"Punkte liegen zwischen 0 und {LARGEST}.", place)
    return np.broadcast_to(array, shape).astype(np.int64)
