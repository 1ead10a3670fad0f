"""What if: answers from the proposal, against full new runs."""

from collections.abc import Callable

import numpy as np

from benchmarks.figures import Figure, at_least, at_most, equal
from benchmarks.municipality import DAY, municipality
from benchmarks.rivals import best_of
from miteinander.matching import (
    Changed,
    Explanation,
    Levels,
    NewSupply,
    Places,
    Problem,
    Proposal,
    Refused,
    Withdrawn,
    candidates,
    solve,
)
from miteinander.matching.changes import Change

SAMPLES, FEW, MANY = 300, 1_000, 10_000
FASTER, REFUSAL = 30, 1 / 20
EVERY_MORNING = [(day * DAY + 9 * 60, day * DAY + 12 * 60) for day in range(5)]


def figures() -> list[Figure]:
    """300 changes of 1,000 people against full runs; how fast at 10,000."""
    return [
        equal("what-if as a full run gives", _equal_answers(), "of 300", SAMPLES),
        *_speed(),
    ]


def _changes(problem: Problem, proposal: Proposal) -> list[Callable[[np.random.Generator], Change]]:
    """What people ask: one more place, one less, child care, another time, a new course, and what
    happens: somebody leaves, somebody refuses."""
    courses, placed = problem.supplies.keys, list(proposal.assignments)
    level, there = problem.supplies.columns["level"], problem.supplies.columns["there"]

    def new(chance: np.random.Generator) -> Change:
        like = chance.integers(len(courses))
        columns = {"level": int(level[like]), "there": int(there[like]), "care": True}
        return NewSupply("new", 15, columns | {"times": EVERY_MORNING, "part_of_day": 1})

    def refused(chance: np.random.Generator) -> Change:
        somebody = str(chance.choice(placed))
        return Refused(somebody, proposal.assignments[somebody])

    return [
        lambda chance: Places(str(chance.choice(courses)), 1),
        lambda chance: Places(str(chance.choice(courses)), -1),
        lambda chance: Changed(str(chance.choice(courses)), {"care": True}),
        lambda chance: Changed(str(chance.choice(courses)), {"times": EVERY_MORNING}),
        new,
        lambda chance: Withdrawn(str(chance.choice(placed))),
        refused,
    ]


def _difference(before: Levels, after: Levels) -> tuple[int, ...]:
    names = ("placed", "fit", "load", "stability")
    return tuple(getattr(after, name) - getattr(before, name) for name in names)


def _equal_answers() -> int:
    problem, chance = municipality(FEW), np.random.default_rng(5)
    arcs = candidates(problem)
    proposal = solve(problem, arcs)
    explanation = Explanation(problem, arcs, proposal.assignments)
    changes = _changes(problem, proposal)
    right = 0
    for sample in range(SAMPLES):
        change = changes[sample % len(changes)](chance)
        answer = explanation.what_if(change).change
        full = _difference(proposal.levels, solve(change.applied(problem)).levels)
        right += _difference(Levels(0, 0, 0, 0), answer) == full
    return right


def _speed() -> list[Figure]:
    """A full new run against an answer, of each kind of change."""
    problem, chance = municipality(MANY), np.random.default_rng(6)
    arcs = candidates(problem)
    proposal = solve(problem, arcs)
    explanation = Explanation(problem, arcs, proposal.assignments)
    changes = _changes(problem, proposal)
    full = best_of(3, lambda: solve(problem))
    first = best_of(1, lambda: explanation.what_if(Places(problem.supplies.keys[0], 1)))
    asked = [change(chance) for change in changes for _ in range(6)]
    each = best_of(2, lambda: [explanation.what_if(change) for change in asked]) / len(asked)
    refusals = [changes[-1](chance) for _ in range(20)]
    refusal = best_of(2, lambda: [explanation.what_if(one) for one in refusals]) / len(refusals)
    return [
        Figure(f"the first answer at {MANY} people", round(first, 3), "s CPU"),
        Figure("each further one, on average", round(each, 4), "s CPU"),
        at_least("a full run / what-if", full / each, "ratio", FASTER),
        at_most("after a refusal / a full run", refusal / full, "ratio", REFUSAL),
    ]
