"""The flow against trying everything, and what every proposal keeps."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import miteinander.matching
from miteinander.matching import (
    Demands,
    MatchingError,
    Problem,
    Score,
    Supplies,
    candidates,
    network,
    solve,
)
from miteinander.matching.flow import solve_flow
from miteinander.matching.greedy import solve_greedy
from miteinander.matching.proposal import reached
from tests.matching.problems import best_by_trying, problems, shuffled

SOME_LEVELS = st.sampled_from(
    [
        ("placed",),
        ("fit",),
        ("placed", "fit"),
        ("placed", "load"),
        ("placed", "fit", "stability"),
        ("placed", "fit", "load", "stability"),
    ]
)


def test_the_example_of_the_reference_runs():
    assert doctest.testmod(miteinander.matching).failed == 0


@given(SOME_LEVELS.flatmap(lambda levels: problems(levels=levels)))
def test_no_assignment_is_better_on_any_level(problem):
    assert solve(problem).levels.better(problem.levels) == best_by_trying(problem)


@given(problems(people=30, supplies=6))
def test_the_proposal_keeps_rules_capacities_pins_and_vetoes(problem):
    answer = solve(problem)
    level = dict(zip(problem.demands.keys, problem.demands.columns["level"], strict=True))
    teaches = dict(zip(problem.supplies.keys, problem.supplies.columns["level"], strict=True))
    assert set(answer.assignments) | set(answer.unplaced) == set(problem.demands.keys)
    assert not set(answer.assignments.items()) & set(problem.vetoes)
    assert problem.pins.items() <= answer.assignments.items()
    for demand, supply in answer.assignments.items():
        assert level[demand] & teaches[supply] or problem.pins.get(demand) == supply
    for supply, capacity in zip(problem.supplies.keys, problem.supplies.capacity, strict=True):
        assert list(answer.assignments.values()).count(supply) <= capacity


@given(problems(people=30, supplies=6))
def test_the_proposal_is_never_worse_than_first_come_or_greedy(problem):
    arcs = candidates(problem)
    greedy = solve_greedy(problem, arcs)
    best = solve(problem, arcs)
    assert best.levels.placed >= reached(problem, arcs, greedy.at).placed
    assert best.levels.better(problem.levels) >= reached(problem, arcs, greedy.at).better(
        problem.levels
    )
    assert best.levels.placed <= greedy.bound


@given(problems(people=20, supplies=5), st.randoms(use_true_random=False))
def test_shuffled_rows_get_the_same_proposal(problem, chance):
    order = chance.sample(range(len(problem.demands)), len(problem.demands))
    places = chance.sample(range(len(problem.supplies)), len(problem.supplies))
    assert solve(shuffled(problem, order, places)) == solve(problem)


@given(problems(people=15, supplies=4), st.data())
def test_more_places_never_place_less(problem, data):
    more = data.draw(
        st.lists(st.integers(0, 2), min_size=len(problem.supplies), max_size=len(problem.supplies))
    )
    supplies = replace(problem.supplies, capacity=problem.supplies.capacity + np.array(more))
    levels = ("placed", "fit")
    small = solve(replace(problem, levels=levels))
    large = solve(replace(problem, levels=levels, supplies=supplies))
    assert large.levels.better(levels) >= small.levels.better(levels)


@given(problems(people=12, supplies=4))
def test_levels_that_do_not_fit_into_one_number_are_solved_one_after_the_other(problem):
    arcs = candidates(problem)
    together = reached(problem, arcs, solve_flow(problem, arcs).at)
    with pytest.MonkeyPatch.context() as patch:
        # Just enough for the largest single level: 30 points, twelve people, four supplies.
        patch.setattr(network, "_LARGEST", 4 * (12 + 4 + 2) * 30)
        apart = reached(problem, arcs, solve_flow(problem, arcs).at)
    assert apart == together


def test_numbers_that_fit_into_no_run_are_refused():
    people = Demands(["a", "b"], urgency=[1, 1_000_000])
    problem = Problem(people, Supplies(["k"], [1]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "_LARGEST", 1_000_000)
        with pytest.raises(MatchingError, match="zu groß"):
            solve(problem)


def test_the_largest_numbers_of_a_large_town_are_solved_exactly():
    n, m = 400, 40
    people = Demands([f"p{i}" for i in range(n)], urgency=[1_000_000 - i for i in range(n)])
    points = Score("p", "", 1, (), ("there",), lambda there: there)
    there = {"there": [1_000_000 - j for j in range(m)]}
    problem = Problem(
        people, Supplies([f"k{j}" for j in range(m)], [5] * m, columns=there), (), [points]
    )
    answer = solve(problem)
    assert answer.levels.placed == sum(1_000_000 - i for i in range(200))
    assert answer.levels.fit == 5 * sum(1_000_000 - j for j in range(m))
