"""What a report says: counts, words, changes, and nothing that is not public."""

from datetime import date

import pytest

from miteinander.assessment.choices import Verdict
from miteinander.concept.actions import next_edition
from miteinander.concept.choices import Status
from miteinander.concept.models import Measure
from miteinander.kernel.tenancy import town_scope
from miteinander.reporting.contents import Contents
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import Wanted, compose
from tests import factories
from tests.factories.rounds import a_round, answer, inquiry
from tests.reporting.conftest import TODAY


def composed(edition, **values) -> Contents:
    """The report of an edition, compared with a year before unless said otherwise."""
    wanted = {"as_of": TODAY, "since": date(2025, 11, 20), "today": TODAY, **values}
    with town_scope(edition.municipality):
        return compose(edition.municipality, edition, Wanted(**wanted))


def test_the_summary_counts_in_words_and_says_what_moved_what_rests_and_what_is_silent(plan):
    assert composed(plan).summary == (
        "Von 4 Maßnahmen ist 1 abgeschlossen oder als Daueraufgabe verankert, 1 begonnen oder "
        "fortgeschritten und 1 ruhend, eingestellt oder in einen anderen Plan überführt. "
        "Zu 1 liegt noch kein Bericht vor.",
        "Seit dem 20. November 2025 hat 1 Maßnahme einen anderen Stand („Kursfinder“).",
        "Davon wurde 1 abgeschlossen oder als Daueraufgabe verankert.",
        "Zu 2 Maßnahmen liegt zum ersten Mal ein Bericht vor („Sprachcafé“; „Mentoring“).",
        "1 Maßnahme ruht („Mentoring“).",
        "Zu 1 Maßnahme liegt seit dem 20. November 2025 kein Bericht vor.",
    )


def test_a_report_of_an_earlier_day_knows_nothing_later(plan):
    contents = composed(plan, as_of=date(2025, 6, 1), since=date(2024, 6, 1))
    finder, *others = contents.measures
    assert (finder.status, finder.reported_on) == ("started", date(2025, 3, 1))
    assert [one.status for one in others] == ["", "", ""]
    assert [report.day for report in finder.reports] == [date(2025, 3, 1)]


def test_changes_name_the_status_before_and_after(plan):
    said = [(one.measure.title, one.what) for one in composed(plan).changes]
    assert ("Kursfinder", "von „begonnen“ zu „abgeschlossen“") in said
    assert ("Mentoring", "erster Bericht: „ruht“") in said


def test_obstacles_and_next_steps_come_from_an_institution_never_from_a_person(plan):
    contents = composed(plan)
    (obstacle,), (step,) = contents.obstacles, contents.outlook
    assert obstacle.institution == step.institution == "Volkshochschule"
    assert [one.text for one in (*obstacle.text, *step.text)] == [
        "Es fehlt ein Raum.",
        "Wir suchen weiter.",
    ]
    assert "Dana Muster" not in repr(contents)


def test_institutions_stand_in_german_order_with_how_many_measures_they_reported_on(plan):
    found = [(one.name, one.answered, one.asked) for one in composed(plan).institutions]
    assert found == [("Ämterlotsen", 1, 1), ("Volkshochschule", 2, 2)]


def test_a_round_counts_who_was_asked_and_whose_answer_is_published(plan, town):
    measures = {one.title: one for one in _measures(plan)}
    asking = a_round(plan, *measures.values())
    school = factories.organisation(town, "Jugendring")
    asked = inquiry(asking, school)
    public = factories.report(measures["Praktika"], Status.PLANNED, reported_on=date(2026, 5, 1))
    answer(asked, measures["Praktika"], state="confirmed", report=public)
    answer(asked, measures["Mentoring"], state="answered")
    with town_scope(town):
        contents = compose(town, plan, times.wanted(asked_in=asking))
        drafted = compose(town, plan, times.wanted(asked_in=asking, with_unpublished=True))
    ring = {one.name: (one.answered, one.asked) for one in contents.institutions}["Jugendring"]
    drafts = {one.name: (one.answered, one.asked) for one in drafted.institutions}["Jugendring"]
    assert (ring, drafts) == ((1, 2), (2, 2))
    practice = next(one for one in contents.measures if one.title == "Praktika")
    assert practice.reports[0].institution == "Jugendring"
    assert contents.origin == asking.title


def test_what_is_late_is_said(town):
    field = factories.field(factories.edition(town))
    late = factories.measure(field, "Zu spät", ends_on=date(2026, 1, 1))
    factories.report(late, Status.ADVANCED, reported_on=date(2026, 2, 1))
    summary = composed(field.edition).summary
    assert "1 Maßnahme liegt hinter ihrem Zeitplan („Zu spät“)." in summary


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(town, count, django_assert_num_queries):
    edition = factories.edition(town)
    for number in range(count):
        field = factories.field(edition)
        lead = factories.organisation(town, f"Verein {number}")
        for _ in range(count):
            factories.report(factories.measure(factories.goal(field), lead=lead))
    wanted = Wanted(TODAY, date(2025, 1, 1), TODAY)
    with town_scope(town), django_assert_num_queries(11):
        compose(town, edition, wanted)


def test_a_goal_has_its_latest_public_judgement_of_that_day(town):
    edition = factories.edition(town)
    goal = factories.goal(factories.field(edition))
    told = {"is_published": True}
    factories.judgement(goal, Verdict.HARDLY, judged_on=date(2025, 5, 1), **told)
    factories.judgement(goal, Verdict.PARTLY, judged_on=date(2026, 5, 1), **told)
    factories.judgement(goal, Verdict.REACHED, judged_on=date(2026, 5, 2))
    factories.judgement(goal, Verdict.REACHED, judged_on=date(2027, 5, 2), **told)
    wanted = Wanted(date(2026, 6, 1), date(2025, 6, 1), TODAY)
    with town_scope(town):
        (field,) = compose(town, edition, wanted).fields
    (found,) = field.goals
    assert (found.judgement, found.judged_on) == (Verdict.PARTLY.label, date(2026, 5, 1))


def test_unpublished_reports_come_only_when_asked_for_and_make_it_a_draft(plan):
    measure = next(one for one in _measures(plan) if one.title == "Praktika")
    factories.report(measure, Status.PLANNED, is_published=False, note="GEHEIM")
    assert "GEHEIM" not in repr(composed(plan))
    drafted = composed(plan, with_unpublished=True)
    assert "GEHEIM" in repr(drafted)
    assert drafted.is_draft
    assert not composed(plan).is_draft


def _measures(edition) -> list[Measure]:
    with town_scope(edition.municipality):
        return list(Measure.objects.filter(edition=edition))


def test_a_goal_says_how_it_was_judged_in_the_edition_before(town, coordinator):
    plan = factories.edition(town, label="2019")
    goal = factories.goal(factories.field(plan), "Alle sprechen")
    factories.judgement(goal, Verdict.HARDLY, judged_on=date(2025, 5, 1), is_published=True)
    with town_scope(town):
        new = next_edition.draft(plan, label="2025", by=coordinator)
        new.published_at = plan.published_at
        new.save()
    (found,) = composed(new).fields[0].goals
    assert found.judgement == ""
    assert found.earlier == ("2019: kaum erreicht, bewertet am 1. Mai 2025",)
    (found,) = composed(new, as_of=date(2025, 4, 1), since=date(2024, 4, 1)).fields[0].goals
    assert found.earlier == ("2019: damals nicht bewertet",)
