"""Placing week by week: who comes now gets a place, but not one that is worth more to who comes.

Whoever is still to come is not known, but people like those of last year are: they are put into the
problem as expected demands and placed along. What an expected demand takes is what the place is
worth later, its price, so somebody of now gets it only if that is worth more. Nothing is promised
to expected demands; next week the problem is posed anew.
"""

from dataclasses import replace

import numpy as np

from miteinander.matching.candidates import candidates
from miteinander.matching.columns import Column, Intervals
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import NOBODY, Demands, Problem
from miteinander.matching.proposal import Proposal, Solution, proposal
from miteinander.matching.solving import solve

_LATER = "\uffff"  # before the keys of expected demands
_HERE_COUNTS, _LATER_COUNTS = 20, 19  # nobody waits for an imagined person who needs it no more


def place_now(problem: Problem, expected: Demands) -> Proposal:
    """The proposal for the demands of the problem, with expected ones in mind.

    `expected` has the same columns; its keys stand for nobody. `unplaced` are those of now who have
    no candidate, or should wait because a place is worth more to others. Raises MatchingError where
    a column is missing or urgencies are too large.
    """
    whole = solve(replace(problem, demands=_together(problem.demands, expected)))
    arcs = candidates(problem)
    place = {key: j for j, key in enumerate(problem.supplies.keys)}
    chosen = [whole.assignments.get(key) for key in problem.demands.keys]
    at = np.array([NOBODY if key is None else place[key] for key in chosen])
    able = np.diff(arcs.start) > 0
    bound = int(problem.demands.urgency[able].sum())
    answer = proposal(problem, arcs, Solution(at, bound, f"{whole.method}, ahead"))
    return replace(answer, input_hash=whole.input_hash)


def _together(now: Demands, expected: Demands) -> Demands:
    for name in now.columns:
        if name not in expected.columns:
            raise MatchingError(f"Die Spalte „{name}“ gibt es nicht.", "expected.columns")
    columns = {name: _both(column, expected.columns[name]) for name, column in now.columns.items()}
    return Demands(
        [*now.keys, *(_LATER + key for key in expected.keys)],
        np.concatenate([now.urgency * _HERE_COUNTS, expected.urgency * _LATER_COUNTS]),
        [*(now.previous or [None] * len(now)), *[None] * len(expected)],
        columns,
    )


def _both(one: Column, other: Column) -> Column:
    if isinstance(one, Intervals) and isinstance(other, Intervals):
        codes = np.concatenate([one.codes, other.codes + len(one.patterns)])
        return Intervals((*one.patterns, *other.patterns), codes)
    return np.concatenate([one, other])
