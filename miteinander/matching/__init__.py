"""Needs and offers matched: who gets which place, exactly, and why. Pure Python, knows no Django.

A demand (somebody who needs a place) gets at most one supply (what has places). Hard rules say
which pairs are possible, scores what a pair is worth, levels what counts before what. The answer is
a proposal; a person decides (Art. 22 DSGVO). The same input gives the same answer in any order of
its rows and on every machine: keys are sorted, numbers are integers, one thread, no clock.

    >>> import numpy as np
    >>> from miteinander.matching import Demands, Problem, Rule, Score, Supplies, solve
    >>> people = Demands(
    ...     keys=["amal", "bohdan", "chiara"],
    ...     urgency=[3, 1, 1],
    ...     columns={"level": [1, 1, 2], "child": [True, False, False], "district": [0, 0, 1]},
    ... )
    >>> courses = Supplies(
    ...     keys=["morning", "noon"],
    ...     capacity=[1, 1],
    ...     columns={"level": [1, 1], "child_care": [True, False], "district": [0, 0]},
    ... )
    >>> same_level = Rule(
    ...     name="level", sentence="Der Kurs hat eine andere Stufe.", source="§ 7 Abs. 3 IntV",
    ...     demand=("level",), supply=("level",), holds=lambda has, teaches: has == teaches,
    ... )
    >>> child_care = Rule(
    ...     name="child care", sentence="Der Kurs hat keine Kinderbetreuung.", source="Anmeldung",
    ...     demand=("child",), supply=("child_care",), holds=lambda child, care: ~child | care,
    ... )
    >>> near = Score(
    ...     name="near", unit="Wege im Stadtteil", weight=10,
    ...     demand=("district",), supply=("district",), points=lambda home, there: home == there,
    ... )
    >>> answer = solve(Problem(people, courses, [same_level, child_care], [near]))
    >>> dict(answer.assignments), answer.unplaced
    ({'amal': 'morning', 'bohdan': 'noon'}, ('chiara',))
    >>> answer.levels, answer.gap, answer.method
    (Levels(placed=4, fit=20, load=2, stability=0), 0.0, 'flow')

problem     what is matched, and what is refused as input (MatchingError: a sentence and the place)
columns     attributes; Intervals for times, with `within` for rules on them
candidates  the possible pairs as arrays
solving     solve(problem) -> Proposal; the structure decides which solver
flow        the solver for capacities only; `network` has the exact levels and their proof
integer     the solver for times, groups and lower loads (`model`, `program`: HiGHS)
greedy      the floor; `turns` where times, groups and lower loads count
conflicts   why there is no proposal: conditions that exclude each other, none too many
proposal    the answer: assignments, levels, bound, gap, method, input hash, versions
"""

from miteinander.matching.candidates import Arcs, candidates
from miteinander.matching.columns import Intervals, within
from miteinander.matching.conflicts import Condition, ConflictError
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import LEVELS, Demands, Problem, Rule, Score, Supplies
from miteinander.matching.proposal import Levels, Proposal
from miteinander.matching.solving import solve

__all__ = [
    "LEVELS",
    "Arcs",
    "Condition",
    "ConflictError",
    "Demands",
    "Intervals",
    "Levels",
    "MatchingError",
    "Problem",
    "Proposal",
    "Rule",
    "Score",
    "Supplies",
    "candidates",
    "solve",
    "within",
]
