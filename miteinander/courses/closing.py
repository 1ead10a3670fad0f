"""What it would mean to close the gap of a group that is passed over more often. No Django.

Nothing is changed by it. Counts are coarse, so that nobody can be told apart; for each group with a
gap of at least LEAST (JSON):
  points  by how many percentage points it is passed over more often than all others, rounded to 5
  more    members who would have a place in addition; None where no choice closes the gap
  fewer   others who would have none any more
  total   how many fewer people would have a place
  loss    what is lost of the first level (people by urgency), in percent, rounded up to a tenth
"""

from collections.abc import Collection, Mapping
from math import ceil
from typing import Any

import numpy as np

from miteinander.matching import Arcs, MatchingError, Problem, Proposal
from miteinander.matching.audit import FEWEST, Share, close_gap, gap, rounded

LEAST = 0.05  # smaller gaps are chance
UNDER_FIVE = 1  # stands for 1 to 4 people


def closings(
    problem: Problem,
    arcs: Arcs,
    answer: Proposal,
    groups: Mapping[str, str],
    shares: Collection[Share],
) -> dict[str, dict[str, Any]]:
    """Of one dimension, by group; where the report on fairness shows that some are passed over."""
    able = [problem.demands.keys[i] for i in np.flatnonzero(np.diff(arcs.start)).tolist()]
    found = {}
    for one in shares:
        members = {key for key, group in groups.items() if group == one.group}
        others = sum(key not in members for key in able)
        if not one.passed_over or others < FEWEST:
            continue
        behind = gap(answer, problem, arcs, members)
        if behind >= LEAST:
            closed = _closed(problem, arcs, answer, members)
            found[one.group] = {"points": rounded(round(100 * behind)), **closed}
    return found


def coarse(number: int) -> int:
    """A number of people that tells of nobody: 0, UNDER_FIVE or a multiple of five."""
    if number <= 0:
        return 0
    return UNDER_FIVE if number < 5 else max(5, rounded(number))


def _closed(problem: Problem, arcs: Arcs, answer: Proposal, members: set[str]) -> dict[str, Any]:
    try:
        closed = close_gap(problem, arcs, answer, members)
    except MatchingError:
        return {"more": None}
    before, after = set(answer.assignments), set(closed.proposal.assignments)
    return {
        "more": coarse(len(after & members) - len(before & members)),
        "fewer": coarse(len(before - members) - len(after - members)),
        "total": coarse(len(before) - len(after)),
        "loss": ceil(round(closed.loss * 1000, 6)) / 10,
    }
