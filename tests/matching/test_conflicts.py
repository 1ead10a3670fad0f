"""Where nothing can be proposed: which conditions exclude each other, and that none is too many."""

import pytest
from hypothesis import assume, given, settings

from miteinander.matching import Demands, MatchingError, Problem, Rule, Supplies, solve
from miteinander.matching.conflicts import ConflictError
from tests.matching.structures import assignments, best_by_trying, keeps, structured

NEVER = Rule("never", "Die Anmeldung ist geschlossen.", "Test", (), (), lambda: False)


@given(structured(people=4, at_least=4))
@settings(max_examples=50)
def test_conditions_are_named_where_there_is_no_assignment_and_only_there(problem):
    if best_by_trying(problem) is not None:
        solve(problem)
        return
    with pytest.raises(MatchingError):
        solve(problem)


@given(structured(people=4, at_least=4))
@settings(max_examples=50)
def test_the_named_conditions_exclude_each_other_and_any_of_them_less_does_not(problem):
    assume(best_by_trying(problem) is None)
    with pytest.raises(ConflictError) as refusal:
        solve(problem)
    named = refusal.value.conditions
    assert named
    assert not any(keeps(problem, at, named) for at in assignments(problem))
    for one in named:
        others = [other for other in named if other != one]
        assert any(keeps(problem, at, others) for at in assignments(problem)), one


def refusal_of(problem: Problem) -> ConflictError:
    with pytest.raises(ConflictError) as refusal:
        solve(problem)
    return refusal.value


def test_two_courses_that_together_need_more_people_than_there_are():
    people = Demands(["a", "b", "c"])
    courses = Supplies(["k", "l", "m"], [9, 9, 9], at_least=[2, 2, 0])
    refusal = refusal_of(Problem(people, courses))
    assert refusal.place == "at_least[k], at_least[l]"
    assert refusal.sentence == (
        "Das lässt sich nicht zugleich einhalten: "
        "„k“ braucht mindestens 2. „l“ braucht mindestens 2."
    )


def test_a_rule_that_leaves_too_few_is_named_with_its_sentence():
    problem = Problem(Demands(["a", "b"]), Supplies(["k"], [9], at_least=[1]), [NEVER])
    assert [one.kind for one in refusal_of(problem).conditions] == ["at_least", "rule"]
    assert "Die Anmeldung ist geschlossen." in refusal_of(problem).sentence


def test_two_appointments_fixed_for_one_interpreter_at_the_same_time():
    people = Demands(["a", "b", "c"], occupies=[(600, 660), (630, 690), (0, 60)])
    problem = Problem(people, Supplies(["i"], [1]), pins={"a": "i", "b": "i", "c": "i"})
    assert refusal_of(problem).place == "pin[a, i], pin[b, i], capacity[i]"
    assert "„i“ hat zur selben Zeit Platz für 1." in refusal_of(problem).sentence


def test_a_family_of_which_one_is_fixed_where_another_may_not_be():
    people = Demands(["a", "b"], together=[0, 0])
    problem = Problem(people, Supplies(["k"], [2]), pins={"a": "k"}, vetoes=[("b", "k")])
    assert refusal_of(problem).place == "pin[a, k], together[a, b], veto[b, k]"


def test_two_who_must_be_apart_fixed_at_one_place():
    people = Demands(["a", "b"], apart=[0, 0])
    problem = Problem(people, Supplies(["k"], [2]), pins={"a": "k", "b": "k"})
    assert refusal_of(problem).place == "pin[a, k], pin[b, k], apart[a, b]"
