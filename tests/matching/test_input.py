"""Whatever cannot be matched is refused with a sentence and the place."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from miteinander.matching import (
    Demands,
    Intervals,
    MatchingError,
    Problem,
    Rule,
    Score,
    Supplies,
    candidates,
    solve,
    within,
)
from miteinander.matching.candidates import failed
from miteinander.matching.proposal import reached
from tests.matching.problems import problems

TWO = Demands(["a", "b"], columns={"x": [1, 2]})
ONE = Supplies(["k"], [1], columns={"y": [1]})


def rule(holds, demand=("x",), supply=("y",)) -> Rule:
    return Rule("r", "So nicht.", "Test", demand, supply, holds)


def score(points, weight=1) -> Score:
    return Score("s", "Punkte", weight, ("x",), ("y",), points)


@pytest.mark.parametrize(
    ("place", "pose"),
    [
        ("demands.keys", lambda: Demands([])),
        ("supplies.keys", lambda: Supplies([], [])),
        ("demands.keys[a]", lambda: Demands(["a", "b", "a"])),
        ("demands.urgency", lambda: Demands(["a"], urgency=[1, 2])),
        ("demands.urgency[b]", lambda: Demands(["a", "b"], urgency=[1.0, float("nan")])),
        ("demands.urgency", lambda: Demands(["a"], urgency=[1.5])),
        ("demands.urgency[a]", lambda: Demands(["a"], urgency=[0])),
        ("demands.urgency[b]", lambda: Demands(["a", "b"], urgency=[1, 2_000_000])),
        ("demands.previous", lambda: Demands(["a"], previous=[])),
        ("demands.together[a]", lambda: Demands(["a"], together=[-2])),
        ("demands.occupies", lambda: Demands(["a"], occupies=[5])),
        ("demands.occupies[a]", lambda: Demands(["a"], occupies=[(5, 5)])),
        ("demands.columns.x", lambda: Demands(["a"], columns={"x": [1, 2]})),
        ("demands.columns.x", lambda: Demands(["a"], columns={"x": [None]})),
        ("demands.columns.x[1]", lambda: Demands(["a", "b"], columns={"x": [1, np.inf]})),
        ("supplies.capacity[k]", lambda: Supplies(["k"], [-1])),
        ("supplies.capacity[l]", lambda: Supplies(["k", "l"], [1, np.nan])),
        ("supplies.at_least[k]", lambda: Supplies(["k"], [1], at_least=[-1])),
        ("intervals[1]", lambda: Intervals.of([[(0, 5)], [(9, 8)]])),
        ("r.demand", lambda: Problem(TWO, ONE, [rule(None, demand=("z",))])),
        ("r.supply", lambda: Problem(TWO, ONE, [rule(None, supply=("z",))])),
        ("rules, scores", lambda: Problem(TWO, ONE, [rule(None), rule(None)])),
        ("scores[s].weight", lambda: Problem(TWO, ONE, scores=[score(None, weight=-1)])),
        ("levels", lambda: Problem(TWO, ONE, levels=("fit", "placed"))),
        ("levels", lambda: Problem(TWO, ONE, levels=())),
        ("pins[c, k]", lambda: Problem(TWO, ONE, pins={"c": "k"})),
        ("vetoes[a, l]", lambda: Problem(TWO, ONE, vetoes=[("a", "l")])),
        ("pins[a]", lambda: Problem(TWO, ONE, pins={"a": "k"}, vetoes=[("a", "k")])),
        ("pins[k]", lambda: solve(Problem(TWO, ONE, pins={"a": "k", "b": "k"}))),
        ("rules[r]", lambda: candidates(Problem(TWO, ONE, [rule(lambda x, y: x + y)]))),
        ("scores[s]", lambda: candidates(Problem(TWO, ONE, (), [score(lambda x, y: x / y)]))),
        ("scores[s]", lambda: candidates(Problem(TWO, ONE, (), [score(lambda x, y: -x * y)]))),
        ("scores", lambda: candidates(Problem(TWO, ONE, (), [score(lambda x, y: x, 10**6)]))),
    ],
)
def test_it_says_what_is_wrong_and_where(place, pose):
    with pytest.raises(MatchingError) as refusal:
        pose()
    assert refusal.value.place == place
    assert refusal.value.sentence.endswith(".")


def test_too_many_pairs_are_refused_before_they_are_built():
    many = Demands([f"p{i}" for i in range(5000)], columns={"x": np.zeros(5000)})
    wide = Supplies([f"k{j}" for j in range(2001)], [1] * 2001, columns={"y": np.ones(2001)})
    for rules in ([], [rule(lambda x, y: x < y)]):
        with pytest.raises(MatchingError, match="mehr als 10000000 mögliche Paare"):
            candidates(Problem(many, wide, rules))


@given(problems(people=8, supplies=10))
def test_the_pairs_are_those_that_all_rules_allow(problem):
    arcs = candidates(replace(problem, pins={}, vetoes=()))
    pairs = set(zip(arcs.demand.tolist(), arcs.supply.tolist(), strict=True))
    people, places = problem.demands.columns, problem.supplies.columns
    for i in range(len(problem.demands)):
        for j in range(len(problem.supplies)):
            broken = [
                name
                for name, holds in (
                    ("level", people["level"][i] & places["level"][j]),
                    ("care", not people["child"][i] or places["care"][j]),
                )
                if not holds
            ]
            assert [one.name for one in failed(problem, i, j)] == broken
            assert ((i, j) in pairs) == (not broken)
            arc = arcs.find(i, j)
            assert (arc is None) == bool(broken)
            if arc is not None:
                near = 9 - abs(int(people["home"][i]) - int(places["there"][j]))
                assert arcs.points[arc] == 3 * near


def test_times_must_lie_inside_the_windows():
    people = Demands(
        ["early", "late", "never"],
        columns={"free": Intervals.of([[(480, 720), (720, 780)], [(840, 1080)], []])},
    )
    courses = Supplies(
        ["any", "morning", "split"],
        [3, 3, 3],
        columns={"times": Intervals.of([[], [(540, 765)], [(540, 600), (900, 960)]])},
    )
    fits = Rule("times", "Passt zeitlich nicht.", "Test", ("free",), ("times",), within)
    arcs = candidates(Problem(people, courses, [fits]))
    pairs = [
        (people.keys[i], courses.keys[j]) for i, j in zip(arcs.demand, arcs.supply, strict=True)
    ]
    assert pairs == [("early", "any"), ("early", "morning"), ("late", "any"), ("never", "any")]


def test_nobody_without_a_candidate_is_placed():
    answer = solve(Problem(TWO, ONE, [rule(lambda x, y: x > 9)]))
    assert answer.unplaced == ("a", "b")
    assert answer.levels.placed == answer.bound == answer.gap == 0


def test_who_was_somewhere_stays_there_when_nothing_else_differs():
    problem = Problem(Demands(["a", "b"], previous=["l", "k"]), Supplies(["k", "l"], [1, 1]))
    answer = solve(problem)
    assert answer.assignments == {"a": "l", "b": "k"}
    arcs = candidates(problem)
    assert reached(problem, arcs, np.array([1, 0])) == answer.levels


def test_the_hash_changes_with_what_decides_and_only_then():
    problem = Problem(TWO, ONE)
    same = solve(Problem(Demands(["b", "a"], columns={"x": [2, 1]}), ONE)).input_hash
    assert solve(problem).input_hash == same
    assert solve(replace(problem, vetoes=[("a", "k")])).input_hash != same
    assert solve(replace(problem, pins={"b": "k"})).input_hash != same
    assert solve(replace(problem, levels=("placed",))).input_hash != same
