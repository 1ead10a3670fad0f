"""What keeps people from every course: a rule alone, or several, and the nearest. No Django."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from miteinander.matching import Problem, candidates

REFUSED = "refused"  # no rule: the person or staff said no to the course before
_BLOCK = 2_000_000  # pairs looked at a time, so that memory stays small


@dataclass
class Missed:
    """Of one person; runs are positions in the supplies.

    alone    rule -> the runs that fail in this rule alone
    nearest  the run that fails in the fewest rules; those in `fixed` weigh more than all others
    rules    in which it fails
    """

    nearest: int
    rules: list[str]
    alone: dict[str, list[int]] = field(default_factory=dict)


def missed(problem: Problem, rows: Sequence[int], fixed: Collection[str]) -> dict[int, Missed]:
    """For the people in these rows; `fixed` are rules that nobody can change for a person."""
    names = [rule.name for rule in problem.rules]
    heavy = sum(1 << n for n, name in enumerate(names) if name in fixed)
    refused = set(problem.vetoes)
    found: dict[int, Missed] = {}
    for block, broken in _blocks(problem, rows):
        count = np.bitwise_count(broken)
        nearest = (count + len(names) * np.bitwise_count(broken & heavy)).argmin(axis=1)
        for row, j in enumerate(nearest.tolist()):
            i, bits = block[row], int(broken[row, j])
            rules = [name for n, name in enumerate(names) if bits >> n & 1]
            pair = problem.demands.keys[i], problem.supplies.keys[j]
            found[i] = Missed(j, [*rules, REFUSED] if pair in refused else rules)
        for row, j in np.argwhere(count == 1).tolist():
            name = names[int(broken[row, j]).bit_length() - 1]
            found[block[row]].alone.setdefault(name, []).append(j)
    return found


def _blocks(problem: Problem, rows: Sequence[int]) -> Iterator[tuple[Sequence[int], Any]]:
    """Some of the people at a time: for each pair a bit per rule, set where it fails."""
    width = len(problem.supplies)
    step = max(1, _BLOCK // width)
    for first in range(0, len(rows), step):
        block = rows[first : first + step]
        people = problem.demands.take(np.array(block))
        few = replace(problem, demands=people, scores=(), pins={}, vetoes=())
        broken = np.zeros((len(block), width), dtype=np.int32)
        for number, rule in enumerate(problem.rules):
            arcs = candidates(replace(few, rules=[rule]))
            fails = np.ones(broken.shape, dtype=np.bool_)
            fails[arcs.demand, arcs.supply] = False
            broken[fails] |= 1 << number
        yield block, broken
