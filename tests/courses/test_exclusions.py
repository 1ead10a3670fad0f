"""Whoever gets no place reads what keeps them from the nearest course, and what would help."""

import pytest
from django.utils import timezone

from miteinander.courses import exclusions, placing
from miteinander.courses.actions import deciding
from miteinander.courses.models import CourseRun
from miteinander.courses.proposal_words import row, runs_in
from miteinander.courses.queries.placement import given
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.courses.test_placement import a_run, calculated, proposals


def said(town, learner):
    """What the board says of a person in a round that is calculated now."""
    proposal = proposals(town, calculated(town))[learner.pk]
    with town_scope(town):
        return row(proposal, "Amal", CourseRun.objects.in_bulk(runs_in([proposal])))


def test_the_one_rule_that_excludes_is_named_with_the_course_and_what_would_help(town):
    run = a_run(town, "Ohne Betreuung", child_care="none")
    shown = said(town, factories.learner(town, child_care=True))
    assert shown.why == [
        f"Kein Kurs passt. Der nächste, „{run}“, geht nicht, "
        "weil es dort keine Kinderbetreuung gibt."
    ]
    assert shown.helping == [f"Kinderbetreuung: „{run}“"]


def test_what_helps_only_together_is_said_as_one(town):
    run = a_run(town, "Abends", child_care="none", times="Mo 18:00-20:00")
    shown = said(town, factories.learner(town, child_care=True, times=1))
    assert "weil die Kurszeiten nicht passen und es dort keine Kinderbetreuung gibt" in shown.why[0]
    assert shown.helping == [f"Nur zusammen: Andere Zeiten; Kinderbetreuung – bei „{run}“"]


def test_a_course_at_the_right_level_is_nearer_than_one_that_fails_only_there(town):
    a_run(town, "Zu schwer", level_from="B1", level_to="B2")
    run = a_run(town, "Abends", child_care="none", times="Mo 18:00-20:00")
    shown = said(town, factories.learner(town, child_care=True, times=1))
    assert f"„{run}“" in shown.why[0]


def test_where_only_the_level_is_wrong_another_course_would_help(town):
    a_run(town, "Zu schwer", level_from="B1", level_to="B2")
    shown = said(town, factories.learner(town))
    assert "weil das Niveau nicht passt (er führt von B1 bis B2)" in shown.why[0]
    assert shown.helping == ["Ein weiterer Kurs, der in Niveau und Art passt."]


def test_a_wished_course_is_explained_once(town):
    wished = a_run(town, "Wunsch", child_care="none")
    shown = said(town, factories.learner(town, child_care=True, wished_run=wished))
    assert shown.why == ["Kein Kurs passt."]
    assert shown.others == [
        f"Der Wunschkurs „{wished}“ geht nicht, weil es dort keine Kinderbetreuung gibt."
    ]


def test_a_course_that_was_refused_is_said_to_be(town, coordinator):
    a_run(town, "Abgelehnt")
    learner = factories.learner(town)
    found = proposals(town, calculated(town))
    with town_scope(town):
        deciding.refuse(proposals=[found[learner.pk]], by=coordinator)
    shown = said(town, learner)
    assert "weil er schon einmal abgelehnt wurde" in shown.why[0]
    assert shown.helping == []


def test_a_course_that_is_gone_since_is_not_named(town):
    run = a_run(town, "Gelöscht", child_care="none")
    learner = factories.learner(town, child_care=True)
    proposal = proposals(town, calculated(town))[learner.pk]
    with town_scope(town):
        run.delete()
        shown = row(proposal, "Amal", {})
    assert (shown.why, shown.helping) == (["Kein Kurs passt."], [])


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("literacy", "er für Menschen ist, die erst lesen und schreiben lernen"),
        ("integration", "zuerst ein Kurs zum Lesen und Schreiben nötig ist"),
    ],
)
def test_reading_and_writing_is_said_for_the_course_it_is(town, kind, clause):
    run = a_run(town, "Kurs", kind=kind)
    assert exclusions.because(["literacy"], run) == clause


def test_every_rule_has_a_clause_of_its_own(town):
    run = a_run(town, "Kurs")
    factories.learner(town)
    with town_scope(town):
        read = given(timezone.localdate())
    names = [rule.name for rule in placing.problem(read.seekers, read.places).rules]
    clauses = {exclusions.because([name], run) for name in [*names, "refused"]}
    assert len(clauses) == len(names) + 1


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")],
)
def test_clauses_are_joined_as_one_speaks(parts, sentence):
    assert exclusions.joined(parts) == sentence
