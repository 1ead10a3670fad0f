"""Explanations, prices and what-if, each against a full new run."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from miteinander.matching import (
    Changed,
    Demands,
    Explanation,
    MatchingError,
    NewSupply,
    Places,
    Problem,
    Refused,
    Supplies,
    Withdrawn,
    candidates,
    solve,
)
from miteinander.matching.candidates import failed
from miteinander.matching.explain import Displaces, Excluded
from miteinander.matching.proposal import Levels
from tests.matching.problems import HAS_CARE, HAS_LEVEL, NEAR, problems

TOWN = problems(people=14, supplies=5)
NOTHING = Levels(0, 0, 0, 0)
FEW = settings(max_examples=40)  # each solves several problems


def explained(problem: Problem) -> Explanation:
    arcs = candidates(problem)
    return Explanation(problem, arcs, solve(problem, arcs).assignments)


def difference(problem: Problem, other: Problem) -> Levels:
    before, after = solve(problem).levels, solve(other).levels
    return Levels(
        after.placed - before.placed,
        after.fit - before.fit,
        after.load - before.load,
        after.stability - before.stability,
    )


@st.composite
def changes(draw, problem: Problem):
    places, people = st.sampled_from(problem.supplies.keys), st.sampled_from(problem.demands.keys)
    columns = st.fixed_dictionaries(
        {"level": st.integers(1, 7), "care": st.booleans(), "there": st.integers(0, 9)}
    )
    return draw(
        st.one_of(
            st.builds(Places, places, st.integers(-2, 12)),
            st.builds(NewSupply, st.sampled_from(["a", "k0a", "z"]), st.integers(0, 4), columns),
            st.builds(Changed, places, columns),
            st.builds(Withdrawn, people),
            st.builds(Refused, people, places),
        )
    )


@FEW
@given(TOWN, st.data())
def test_what_if_is_what_a_full_new_run_gives(problem, data):
    change = data.draw(changes(problem))
    explanation = explained(problem)
    try:
        other = change.applied(problem)
        expected = difference(problem, other)
    except MatchingError as refusal:
        assume(refusal.place != "demands.keys")  # the only demand withdrawn
        with pytest.raises(MatchingError):
            explanation.what_if(change)
        return
    outcome = explanation.what_if(change)
    if isinstance(change, Withdrawn):
        # The one who left counts as lost in the levels, but not as moved.
        assert change.demand not in {move.demand for move in outcome.moves}
    assert outcome.change == expected
    placed = len(solve(other).assignments) - len(solve(problem).assignments)
    gone = isinstance(change, Withdrawn) and change.demand in solve(problem).assignments
    if len(problem.levels) == 4 and (problem.demands.urgency == 1).all():
        assert len(outcome.gained) - len(outcome.lost) - gone == placed


@FEW
@given(TOWN)
def test_a_price_is_what_one_more_place_gains(problem):
    for supply, price in explained(problem).prices().items():
        assert price.change == difference(problem, Places(supply, 1).applied(problem))


@FEW
@given(TOWN, st.data())
def test_why_not_names_the_rules_or_what_it_would_cost(problem, data):
    explanation = explained(problem)
    row = data.draw(st.integers(0, len(problem.demands) - 1))
    column = data.draw(st.integers(0, len(problem.supplies) - 1))
    demand, supply = problem.demands.keys[row], problem.supplies.keys[column]
    answer = explanation.why_not(demand, supply)
    assert answer.supply == supply
    if isinstance(answer, Excluded):
        assert answer.rules == failed(problem, row, column)
        decided = (demand, supply) in problem.vetoes or demand in problem.pins
        full = sum(1 for key in problem.pins.values() if key == supply)
        assert answer.rules or decided or full >= problem.supplies.capacity[column]
        return
    forced = replace(problem, pins={**problem.pins, demand: supply}, vetoes=problem.vetoes)
    assert answer.change == difference(problem, forced)
    assert answer.change.better(problem.levels) <= NOTHING.better(problem.levels)


@FEW
@given(TOWN, st.data())
def test_the_reason_counts_points_rules_and_alternatives(problem, data):
    explanation = explained(problem)
    row = data.draw(st.integers(0, len(problem.demands) - 1))
    demand = problem.demands.keys[row]
    reason = explanation.why(demand)
    assert reason.supply == solve(problem).assignments.get(demand)
    losses = [other.change.better(problem.levels) for other in reason.others]
    assert losses == sorted(losses, reverse=True)
    for rule in problem.rules:
        broken = [rule in failed(problem, row, column) for column in range(len(problem.supplies))]
        assert reason.rules[rule.name] == sum(broken)
    if reason.supply:
        near = 9 - abs(
            int(problem.demands.columns["home"][row])
            - int(problem.supplies.columns["there"][problem.supplies.keys.index(reason.supply)])
        )
        assert reason.points == {"near": 3 * near}


@FEW
@given(TOWN)
def test_a_rule_blocks_those_who_would_have_a_candidate_without_it(problem):
    blocking = explained(problem).blocking()
    alone = np.diff(candidates(problem).start) == 0
    for rule in problem.rules:
        others = [other for other in problem.rules if other is not rule]
        now = np.diff(candidates(replace(problem, rules=others)).start) > 0
        assert blocking[rule.name] == (alone & now).sum()


def course_town() -> Problem:
    """Two courses, one place each; the course with child care is taken by somebody without need."""
    return Problem(
        Demands(
            ["amal", "bohdan"],
            urgency=[1, 2],
            columns={"level": [1, 1], "child": [True, False], "home": [0, 0]},
        ),
        Supplies(
            ["garden", "hall"],
            [1, 1],
            columns={"level": [1, 1], "care": [True, False], "there": [0, 9]},
        ),
        [HAS_LEVEL, HAS_CARE],
        [NEAR],
    )


def test_somebody_may_move_on_so_that_another_has_a_place_at_all():
    explanation = explained(course_town())
    assert explanation.why("amal").supply == "garden"
    answer = explanation.why_not("bohdan", "garden")
    assert isinstance(answer, Displaces)
    assert answer.change == Levels(placed=-1, fit=0, load=-1, stability=0)
    moves = [(move.demand, move.origin, move.goal) for move in answer.moves]
    assert moves == [("bohdan", "hall", "garden"), ("amal", "garden", None)]
    assert explanation.why_not("amal", "hall") == Excluded("hall", (HAS_CARE,))


def test_child_care_in_another_course_shows_who_gains():
    problem = course_town()
    few = replace(problem, supplies=replace(problem.supplies, capacity=[0, 2]))
    outcome = explained(few).what_if(Changed("hall", {"care": True}))
    assert outcome.gained == ("amal",)
    assert outcome.lost == ()
    assert outcome.change == Levels(placed=1, fit=0, load=3, stability=0)


def test_a_refusal_frees_the_place_for_the_next():
    problem = Problem(Demands(["a", "b", "c"], urgency=[3, 2, 1]), Supplies(["k"], [2]))
    outcome = explained(problem).what_if(Refused("a", "k"))
    assert (outcome.lost, outcome.gained) == (("a",), ("c",))
    assert explained(problem).what_if(Withdrawn("a")).gained == ("c",)


@pytest.mark.parametrize("more", [10, 100])
def test_many_more_places_are_reckoned_as_exactly_as_few(more):
    people = [f"p{i:02}" for i in range(90)]
    problem = Problem(Demands(people, previous=["l"] * 90), Supplies(["k", "l"], [1, 2]))
    change = Places("k", more)
    assert explained(problem).what_if(change).change == difference(problem, change.applied(problem))


@pytest.mark.parametrize(
    "change",
    [
        Places("z", 1),
        Places("k", -3),
        NewSupply("n", 1, {}),
        NewSupply("k", 1, {"x": 1}),
        NewSupply("n", -1, {"x": 1}),
        Changed("k", {"y": 1}),
        Changed("k", {"x": float("nan")}),
        Withdrawn("z"),
        Refused("a", "z"),
        Refused("b", "k"),
        Places("k", -2),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change):
    problem = Problem(
        Demands(["a", "b"]), Supplies(["k"], [2], columns={"x": [1]}), pins={"b": "k"}
    )
    with pytest.raises(MatchingError):
        explained(problem).what_if(change)


def test_what_is_not_the_best_proposal_is_not_explained():
    problem = Problem(Demands(["a", "b"], urgency=[1, 2]), Supplies(["k"], [1]))
    arcs = candidates(problem)
    with pytest.raises(MatchingError, match="einen besseren"):
        Explanation(problem, arcs, {"a": "k"}).prices()


@pytest.mark.parametrize("assignments", [{"z": "k"}, {"a": "z"}])
def test_an_assignment_of_others_is_not_explained(assignments):
    problem = Problem(Demands(["a"]), Supplies(["k"], [1]))
    with pytest.raises(MatchingError, match="gibt es nicht"):
        Explanation(problem, candidates(problem), assignments)


def test_a_proposal_with_groups_is_not_explained_by_shifts():
    problem = Problem(Demands(["a", "b"], together=[0, 0]), Supplies(["k"], [2]))
    with pytest.raises(MatchingError, match="groups"):
        Explanation(problem, candidates(problem), {"a": "k", "b": "k"})


def test_a_pair_that_nobody_chose_is_found_by_what_if_not_to_matter():
    problem = Problem(Demands(["a", "b"]), Supplies(["k", "l"], [2, 2]), vetoes=[("a", "k")])
    assert explained(problem).what_if(Refused("a", "k")).moves == ()
