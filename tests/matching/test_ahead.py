"""Placing week by week, with those in mind who are still to come."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from miteinander.matching import (
    Demands,
    Intervals,
    MatchingError,
    Problem,
    Rule,
    Supplies,
    candidates,
    within,
)
from miteinander.matching.ahead import place_now
from tests.matching.problems import problems

ONE_PLACE = Problem(Demands(["amal"], urgency=[2]), Supplies(["k"], [1]))


def test_a_place_waits_for_somebody_who_will_need_it_more():
    answer = place_now(ONE_PLACE, Demands(["somebody"], urgency=[3]))
    assert (answer.assignments, answer.unplaced) == ({}, ("amal",))
    assert answer.levels.placed == 0


def test_nobody_waits_for_somebody_who_needs_it_no_more():
    answer = place_now(ONE_PLACE, Demands(["somebody"], urgency=[2]))
    assert answer.assignments == {"amal": "k"}
    assert (answer.levels.placed, answer.bound, answer.gap) == (2, 2, 0)
    assert answer.method == "flow, ahead"


def test_a_key_of_last_year_may_be_one_of_now():
    assert place_now(ONE_PLACE, Demands(["amal"], urgency=[9])).unplaced == ("amal",)


def test_who_can_only_come_in_the_morning_leaves_the_evening_to_who_is_expected():
    """The first of two may have both courses, the expected one only the evening's."""
    day, evening = [(480, 720)], [(1080, 1200)]
    fits = Rule("times", "Passt zeitlich nicht.", "Test", ("free",), ("times",), within)
    problem = Problem(
        Demands(["a"], columns={"free": Intervals.of([[*day, *evening]])}),
        Supplies(["1 evening", "2 day"], [1, 1], columns={"times": Intervals.of([evening, day])}),
        [fits],
    )
    later = Demands(["x"], columns={"free": Intervals.of([evening])})
    assert place_now(problem, later).assignments == {"a": "2 day"}


def test_who_is_expected_must_be_described_like_those_of_now():
    problem = replace(ONE_PLACE, demands=Demands(["a"], columns={"x": [1]}))
    with pytest.raises(MatchingError, match="Spalte"):
        place_now(problem, Demands(["b"]))


@settings(max_examples=40)
@given(problems(people=12, supplies=4))
def test_only_those_of_now_are_placed_and_all_rules_hold(problem):
    answer = place_now(problem, problem.demands)
    people, places = problem.demands.keys, problem.supplies.keys
    arcs = candidates(problem)
    assert {*answer.assignments, *answer.unplaced} == set(people)
    assert problem.pins.items() <= answer.assignments.items()
    for demand, supply in answer.assignments.items():
        assert arcs.find(people.index(demand), places.index(supply)) is not None
    for supply, capacity in zip(places, problem.supplies.capacity, strict=True):
        assert list(answer.assignments.values()).count(supply) <= capacity
