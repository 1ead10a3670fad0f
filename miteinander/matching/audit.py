"""Whether a proposal treats groups alike: what is missing in supply, what the choice adds to it.

Two gaps are told apart. Who has no candidate at all lacks supply: no choice can help, only other
courses. Who has candidates and no place was passed over: that share should not depend on a group.
Where it does, `close_gap` gives a group the smallest bonus with which it no longer falls behind.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from miteinander.matching.candidates import Arcs
from miteinander.matching.columns import Bools, Ints
from miteinander.matching.errors import MatchingError
from miteinander.matching.problem import LARGEST, NOBODY, Problem
from miteinander.matching.proposal import Proposal, Solution, proposal
from miteinander.matching.solving import solver_for

STEP = 5  # counts are rounded to multiples of this
FEWEST = 10  # groups with fewer people are not shown
_PARTS = 1000  # of an urgency: the unit of a bonus


@dataclass(frozen=True)
class Share:
    """A group in the report, in rounded counts; None where too few people are behind a number.

    without_offer   how many of `people` have no candidate: the gap in supply
    passed_over     how many of the others have no place: the gap in allocation
    """

    group: str
    people: int | None
    without_offer: int | None
    passed_over: int | None


@dataclass(frozen=True)
class Closed:
    """A proposal in which a group does not fall behind, and what it costs.

    bonus  what each member counts more, in urgencies (0: nothing was to be done)
    loss   what is lost of the first level, as a share of it
    """

    proposal: Proposal
    bonus: float
    loss: float


def audit(
    problem: Problem, arcs: Arcs, answer: Proposal, groups: Mapping[str, str]
) -> tuple[Share, ...]:
    """The groups by name; `groups` is demand key -> group, whoever is not in it is not counted."""
    able, placed = np.diff(arcs.start) > 0, _placed(problem, answer)
    label = np.array([groups.get(key, "") for key in problem.demands.keys])
    return tuple(
        _share(group, label == group, able, placed) for group in sorted(set(groups.values()))
    )


def rounded(count: int) -> int:
    """To the next multiple of STEP, so that nobody can be told apart."""
    return STEP * round(count / STEP)


def gap(answer: Proposal, problem: Problem, arcs: Arcs, members: Collection[str]) -> float:
    """How much larger the share of those passed over is among members than among all others."""
    able, inside = np.diff(arcs.start) > 0, _inside(problem, members)
    return _gap(_placed(problem, answer), able, inside)


def close_gap(problem: Problem, arcs: Arcs, answer: Proposal, members: Collection[str]) -> Closed:
    """The proposal with the smallest bonus for the members that closes their gap in allocation.

    The number of members placed never falls as the bonus grows, so it is found by halving; where
    the last step would overshoot, only as many as are needed get it, in the order of keys. Raises
    MatchingError where even putting all members first leaves a gap.
    """
    able, inside = np.diff(arcs.start) > 0, _inside(problem, members)
    if _gap(_placed(problem, answer), able, inside) <= 0:
        return Closed(answer, 0.0, 0.0)
    parts = min(_PARTS, LARGEST // (2 * int(problem.demands.urgency.max()) + 1))
    solver, found = solver_for(problem), {}

    def closes(bonus: Ints) -> bool:
        urgency = problem.demands.urgency * parts + bonus
        demands = replace(problem.demands, urgency=urgency)
        found["at"] = solver(replace(problem, demands=demands), arcs).at
        return _gap(found["at"] != NOBODY, able, inside) <= 0

    most = parts * int(problem.demands.urgency.max())
    if parts < 1 or not closes(inside * most):
        raise MatchingError("Ein Zuschlag allein schließt diese Lücke nicht.", "members")
    bonus = _least(lambda size: closes(inside * size), most)
    rank = np.cumsum(inside) * inside

    def first(size: int) -> Ints:
        # One more than the least: whoever gets it is never only as good as somebody else.
        return inside * (bonus - 1) + 2 * (inside & (rank <= size))

    closes(first(_least(lambda size: closes(first(size)), len(rank))))
    better = proposal(problem, arcs, Solution(found["at"], answer.levels.placed, "flow with bonus"))
    loss = (answer.levels.placed - better.levels.placed) / max(1, answer.levels.placed)
    return Closed(better, bonus / parts, loss)


def _least(enough: Callable[[int], bool], most: int) -> int:
    """The smallest number from 1 that is enough; `most` is."""
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _share(group: str, inside: Bools, able: Bools, placed: Bools) -> Share:
    people, without = int(inside.sum()), int((inside & ~able).sum())
    if people < FEWEST:
        return Share(group, None, None, None)
    passed_over = int((inside & able & ~placed).sum())
    others = None if people - without < FEWEST else rounded(passed_over)
    return Share(group, rounded(people), rounded(without), others)


def _gap(placed: Bools, able: Bools, inside: Bools) -> float:
    shares = []
    for group in (inside & able, ~inside & able):
        shares.append(float((group & ~placed).sum()) / max(1, int(group.sum())))
    return shares[0] - shares[1]


def _placed(problem: Problem, answer: Proposal) -> Bools:
    return np.array([key in answer.assignments for key in problem.demands.keys])


def _inside(problem: Problem, members: Collection[str]) -> Bools:
    chosen = set(members)
    return np.array([key in chosen for key in problem.demands.keys])
