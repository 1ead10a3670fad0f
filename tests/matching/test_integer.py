"""Times, groups and lower loads: against trying everything, and what every proposal keeps."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from miteinander.matching import Demands, MatchingError, Problem, Supplies, candidates, solve
from miteinander.matching.columns import Ints
from miteinander.matching.flow import solve_flow
from miteinander.matching.integer import solve_integer
from miteinander.matching.overlaps import cliques
from miteinander.matching.proposal import reached
from miteinander.matching.solving import check, solver_for
from miteinander.matching.turns import in_turns
from miteinander.matching.units import units
from tests.matching.problems import problems
from tests.matching.structures import best_by_trying, conditions, keeps, structured


def answer_to(problem: Problem):
    """The proposal; problems without one are left to the tests of conflicts."""
    try:
        return solve(problem)
    except MatchingError:
        assume(False)


def at_of(problem: Problem, answer) -> list[int]:
    places = {key: j for j, key in enumerate(problem.supplies.keys)}
    return [places.get(answer.assignments.get(key), -1) for key in problem.demands.keys]


@given(structured())
def test_no_assignment_is_better_on_any_level(problem):
    best = best_by_trying(problem)
    if best is None:
        return
    answer = solve(problem)
    assert answer.levels.better(problem.levels) == best
    assert answer.method in {"flow", "integer"}
    assert answer.gap == 0


@given(structured(people=10, supplies=4, at_least=1))
@settings(max_examples=50)
def test_the_proposal_keeps_times_groups_loads_pins_and_rules(problem):
    answer = answer_to(problem)
    assert keeps(problem, at_of(problem, answer), conditions(problem))


@given(problems(people=15, supplies=4))
@settings(max_examples=50)
def test_both_solvers_reach_the_same_where_only_capacities_count(problem):
    arcs = candidates(problem)
    both = [solver(problem, arcs) for solver in (solve_flow, solve_integer)]
    check(problem, arcs, both[1])
    assert reached(problem, arcs, both[0].at) == reached(problem, arcs, both[1].at)
    assert both[0].bound == both[1].bound


@given(structured(people=10, supplies=4, at_least=1))
@settings(max_examples=50)
def test_the_proposal_is_never_worse_than_choosing_in_turns(problem):
    arcs = candidates(problem)
    plan = units(problem, arcs)
    by_hand = in_turns(problem, arcs, plan)
    assume(by_hand is not None)
    at = plan.spread(by_hand)
    assert keeps(problem, at.tolist(), conditions(problem))
    answer = solve(problem, arcs)
    assert answer.levels.better(problem.levels) >= reached(problem, arcs, at).better(problem.levels)


@given(structured(people=10, supplies=4, at_least=1))
@settings(max_examples=50)
def test_a_budget_of_no_nodes_still_answers_and_says_what_is_not_proven(problem):
    arcs = candidates(problem)
    assume(in_turns(problem, arcs, units(problem, arcs)) is not None)
    hurried, best = solve_integer(problem, arcs, nodes=0), solve(problem, arcs)
    check(problem, arcs, hurried)
    first = reached(problem, arcs, hurried.at).better(problem.levels)[0]
    assert first <= best.levels.better(problem.levels)[0] <= hurried.bound
    assert first == hurried.bound or "not proven" in hurried.method


@given(structured(people=10, supplies=4, at_least=1), st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_shuffled_rows_get_the_same_proposal(problem, chance):
    answer = answer_to(problem)
    assert solve(shuffled(problem, chance)) == answer


def shuffled(problem: Problem, chance) -> Problem:
    people, supplies = problem.demands, problem.supplies
    order = chance.sample(range(len(people)), len(people))
    places = chance.sample(range(len(supplies)), len(supplies))

    def moved(array: Ints | None, by: list[int]) -> Ints | None:
        return None if array is None else array[by]

    return replace(
        problem,
        demands=Demands(
            [people.keys[i] for i in order],
            urgency=people.urgency[order],
            previous=[people.previous[i] for i in order],
            columns={name: column[order] for name, column in people.columns.items()},
            **{
                name: moved(getattr(people, name), order)
                for name in ("together", "apart", "occupies")
            },
        ),
        supplies=Supplies(
            [supplies.keys[j] for j in places],
            capacity=supplies.capacity[places],
            at_least=moved(supplies.at_least, places),
            columns={name: column[places] for name, column in supplies.columns.items()},
        ),
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(1, 5)), max_size=12))
def test_the_cliques_are_those_who_are_there_at_the_same_time_and_none_is_part_of_another(rows):
    supply = np.array([row[0] for row in rows], dtype=np.int64)
    spans = np.array([(row[1], row[1] + row[2]) for row in rows], np.int64).reshape(-1, 2)
    row, member, of = cliques(supply, spans)
    found = [set(member[row == which].tolist()) for which in range(len(of))]
    at_once = {
        frozenset(
            i
            for i, (j, start, length) in enumerate(rows)
            if j == place and start <= minute < start + length
        )
        for place in range(4)
        for minute in range(15)
    }
    largest = {one for one in at_once if one and not any(one < other for other in at_once)}
    assert {frozenset(one) for one in found} == largest
    assert len(found) == len(largest)
    assert all({rows[i][0] for i in one} == {of[which]} for which, one in enumerate(found))


def test_an_interpreter_has_as_many_appointments_as_do_not_overlap():
    at_ten, at_eleven, all_day = (600, 660), (660, 720), (540, 1020)
    people = Demands(["a", "b", "c"], urgency=[1, 1, 1], occupies=[at_ten, at_eleven, all_day])
    answer = solve(Problem(people, Supplies(["i"], [1])))
    assert answer.unplaced == ("c",)
    assert solve(Problem(people, Supplies(["i"], [2]))).unplaced == ()


def test_a_family_stays_together_or_has_nothing():
    family = Demands(["a", "b", "c"], together=[0, 0, -1])
    answer = solve(Problem(family, Supplies(["k", "l"], [1, 1])))
    assert answer.unplaced == ("a", "b")
    assert len(set(solve(Problem(family, Supplies(["k", "l"], [2, 1]))).assignments.values())) == 2


def test_who_must_be_both_together_and_apart_has_nothing():
    torn = Demands(["a", "b"], together=[0, 0], apart=[5, 5])
    assert solve(Problem(torn, Supplies(["k"], [9]))).unplaced == ("a", "b")


def test_a_lower_load_comes_before_what_fits_better():
    people = Demands(["a", "b", "c"], previous=["k", "k", "k"])
    answer = solve(Problem(people, Supplies(["k", "l"], [3, 3], at_least=[0, 2])))
    assert sorted(answer.assignments.values()) == ["k", "l", "l"]


def test_the_structure_chooses_the_solver():
    people, supplies = Demands(["a"]), Supplies(["k"], [1])
    problem = Problem(people, supplies)
    assert solver_for(problem) is solve_flow
    for more in (
        {"demands": Demands(["a"], apart=[0])},
        {"demands": Demands(["a"], occupies=[(0, 5)])},
        {"supplies": Supplies(["k"], [1], at_least=[1])},
    ):
        assert solver_for(replace(problem, **more)) is solve_integer
