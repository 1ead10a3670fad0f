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

Why, and what if (Explanation), for this proposal and exactly:

    >>> from miteinander.matching import Changed, Explanation, candidates
    >>> problem = Problem(people, courses, [same_level, child_care], [near])
    >>> arcs = candidates(problem)
    >>> explanation = Explanation(problem, arcs, solve(problem, arcs).assignments)
    >>> explanation.why_not("amal", "noon").rules[0].sentence
    'Der Kurs hat keine Kinderbetreuung.'
    >>> explanation.what_if(Changed("noon", {"level": 2})).gained
    ('chiara',)
    >>> explanation.prices()["noon"].change  # nobody waits for a place at this level
    Levels(placed=0, fit=0, load=0, stability=0)

problem     what is matched, and what is refused as input (MatchingError: a sentence and the place)
columns     attributes; Intervals for times, with `within` for rules on them
candidates  the possible pairs as arrays
solving     solve(problem) -> Proposal; the structure decides which solver
flow        the solver for capacities only; `network` has the exact levels and their proof
integer     the solver for times, groups and lower loads (`model`, `program`: HiGHS)
greedy      the floor; `turns` where times, groups and lower loads count
conflicts   why there is no proposal: conditions that exclude each other, none too many
explain     why, why_not, prices, blocking, what_if; `changes` are what can be asked
audit       how groups fare (counts rounded), and closing a gap between them
ahead       placing week by week, with those in mind who are still to come
residual    shortest paths behind the explanations; `trial` and `whatif` follow a change
proposal    the answer: assignments, levels, bound, gap, method, input hash, versions
"""

from miteinander.matching.candidates import Arcs, candidates
from miteinander.matching.changes import Changed, NewSupply, Places, Refused, Withdrawn
from miteinander.matching.columns import Intervals, within
from miteinander.matching.conflicts import Condition, ConflictError
from miteinander.matching.errors import MatchingError
from miteinander.matching.explain import Displaces, Excluded, Explanation, Reason
from miteinander.matching.problem import LEVELS, Demands, Problem, Rule, Score, Supplies
from miteinander.matching.proposal import Levels, Move, Outcome, Proposal
from miteinander.matching.solving import solve

__all__ = [
    "LEVELS",
    "Arcs",
    "Changed",
    "Condition",
    "ConflictError",
    "Demands",
    "Displaces",
    "Excluded",
    "Explanation",
    "Intervals",
    "Levels",
    "MatchingError",
    "Move",
    "NewSupply",
    "Outcome",
    "Places",
    "Problem",
    "Proposal",
    "Reason",
    "Refused",
    "Rule",
    "Score",
    "Supplies",
    "Withdrawn",
    "candidates",
    "solve",
    "within",
]
