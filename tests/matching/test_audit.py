"""Gaps between groups, told apart and closed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miteinander.matching import Demands, MatchingError, Problem, Rule, Supplies, candidates, solve
from miteinander.matching.audit import Share, audit, close_gap, gap
from tests.matching.problems import problems


def two_groups(places: int = 12) -> Problem:
    """Twelve need child care, twenty do not; one course has it, and its places are wanted by all.

    Those without need are listed first and so win every tie.
    """
    people = [f"a{i:02}" for i in range(20)] + [f"z{i:02}" for i in range(12)]
    care = Rule(
        "care",
        "Der Kurs hat keine Kinderbetreuung.",
        "Test",
        ("child",),
        ("care",),
        lambda child, care: ~child | care,
    )
    return Problem(
        Demands(people, columns={"child": [False] * 20 + [True] * 12}),
        Supplies(["all", "none"], [places, 4], columns={"care": [True, False]}),
        [care],
    )


def members(problem: Problem) -> set[str]:
    return {key for key in problem.demands.keys if key.startswith("z")}


def test_the_gap_in_supply_stands_apart_from_the_one_in_allocation():
    problem = two_groups()
    arcs = candidates(problem)
    groups = {key: key[0] for key in problem.demands.keys}
    without_care = Problem(
        problem.demands,
        Supplies(["none"], [20], columns={"care": [False]}),
        problem.rules,
    )
    few = candidates(without_care)
    assert audit(without_care, few, solve(without_care, few), groups) == (
        Share("a", people=20, without_offer=0, passed_over=0),
        Share("z", people=10, without_offer=10, passed_over=None),
    )
    shares = audit(problem, arcs, solve(problem, arcs), groups)
    assert [share.without_offer for share in shares] == [0, 0]


def test_small_groups_are_not_shown_and_counts_are_rounded():
    problem = two_groups()
    arcs = candidates(problem)
    groups = {"a00": "few"} | {f"z{i:02}": "some" for i in range(12)}
    few, some = audit(problem, arcs, solve(problem, arcs), groups)
    assert few == Share("few", None, None, None)
    assert (some.people, some.passed_over % 5) == (10, 0)


def test_a_bonus_closes_the_gap_without_placing_fewer():
    problem = two_groups(places=10)
    arcs = candidates(problem)
    unfair = solve(
        Problem(
            Demands(problem.demands.keys, [2] * 20 + [1] * 12, columns=problem.demands.columns),
            problem.supplies,
            problem.rules,
        )
    )
    assert gap(unfair, problem, arcs, members(problem)) > 0
    closed = close_gap(problem, arcs, unfair, members(problem))
    assert gap(closed.proposal, problem, arcs, members(problem)) <= 0
    # Not more than needed: one member fewer would leave a gap.
    assert gap(closed.proposal, problem, arcs, members(problem)) > -1 / 12 - 1 / 20
    assert len(closed.proposal.assignments) == 14
    assert closed.bonus > 0


def test_where_nothing_is_to_be_done_nothing_is_done():
    problem = two_groups(places=32)
    arcs = candidates(problem)
    best = solve(problem, arcs)
    closed = close_gap(problem, arcs, best, members(problem))
    assert (closed.proposal, closed.bonus, closed.loss) == (best, 0, 0)


def test_a_gap_that_no_bonus_closes_is_said():
    problem = two_groups(places=1)
    arcs = candidates(problem)
    with pytest.raises(MatchingError, match="schließt diese Lücke nicht"):
        close_gap(problem, arcs, solve(problem, arcs), members(problem))


@settings(max_examples=30)
@given(problems(people=16, supplies=4), st.data())
def test_a_closed_gap_keeps_rules_and_says_its_loss(problem, data):
    arcs = candidates(problem)
    best = solve(problem, arcs)
    chosen = data.draw(st.sets(st.sampled_from(problem.demands.keys)))
    try:
        closed = close_gap(problem, arcs, best, chosen)
    except MatchingError:
        return
    assert gap(closed.proposal, problem, arcs, chosen) <= 0
    loads = [list(closed.proposal.assignments.values()).count(key) for key in problem.supplies.keys]
    assert (np.array(loads) <= problem.supplies.capacity).all()
    placed = closed.proposal.levels.placed
    assert closed.loss * best.levels.placed == pytest.approx(best.levels.placed - placed)
    assert 0 <= closed.loss <= 1
