"""Judgements of how far goals are reached: never computed, kept over time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from miteinander.assessment.actions import evidence as evidence_actions
from miteinander.assessment.actions import judgements as actions
from miteinander.assessment.actions import publishing
from miteinander.assessment.choices import EvidenceKind, Verdict
from miteinander.assessment.models import AssessmentVersion, GoalJudgement
from miteinander.concept.actions import deletion
from miteinander.concept.choices import Status
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories

ROOT = "/teststadt/arbeit/"
TYPED = {
    "verdict": "partly",
    "judged_on": "2026-02-01",
    "period": "2024 bis 2025",
    "judged_by": "Lenkungsgruppe",
    "reasons": "Zwei von drei Stadtteilen sind erreicht.",
}


@pytest.fixture
def goal(in_town):
    return factories.goal(factories.field(factories.edition(in_town), "Sprache"), "Alle sprechen")


def test_an_editor_judges_a_goal_and_earlier_judgements_stay(as_editor, goal):
    factories.judgement(goal, Verdict.HARDLY, judged_on=date(2024, 2, 1))
    as_editor.post(f"{ROOT}ziele/{goal.pk}/bewertung/neu/", TYPED)
    page = as_editor.get(f"{ROOT}ziele/{goal.pk}/bewertung/").content.decode()
    assert page.index("teilweise erreicht") < page.index("kaum erreicht")
    assert "Zwei von drei Stadtteilen" in page


def test_beside_the_judgements_stands_what_the_measures_reported(as_editor, goal):
    measure = factories.measure(goal, "Kurse am Abend")
    factories.report(measure, Status.ADVANCED, note="Acht Kurse laufen.")
    page = as_editor.get(f"{ROOT}ziele/{goal.pk}/bewertung/").content.decode()
    assert "Kurse am Abend" in page
    assert "fortgeschritten" in page
    assert "Acht Kurse laufen." in page
    assert "Noch hat niemand bewertet" in page


def test_nobody_judges_from_the_future(as_editor, goal):
    tomorrow = timezone.localdate() + timedelta(days=1)
    url = f"{ROOT}ziele/{goal.pk}/bewertung/neu/"
    answer = as_editor.post(url, {**TYPED, "judged_on": tomorrow.isoformat()})
    assert "liegt in der Zukunft" in answer.content.decode()
    assert not GoalJudgement.objects.exists()


def test_a_public_judgement_is_taken_back_before_it_is_changed(goal, coordinator, editor):
    judged = factories.judgement(goal, is_published=True)
    cleaned = {**TYPED, "judged_on": date(2026, 2, 1)}
    for act in (
        lambda: actions.change(judgement=judged, cleaned=cleaned, based_on=1, by=editor),
        lambda: actions.delete(judgement=judged, by=coordinator),
        lambda: evidence_actions.add(subject=judged, cleaned={"words": "x"}, by=editor),
    ):
        with pytest.raises(NotPossible, match="zuerst zurück"):
            act()
    publishing.withdraw(subject=judged, by=coordinator)
    actions.change(judgement=judged, cleaned=cleaned, based_on=1, by=editor)
    assert AssessmentVersion.objects.get().values["judged_by"] == "Lenkungsgruppe"
    actions.delete(judgement=judged, by=coordinator)
    assert not AssessmentVersion.objects.exists()


def test_only_the_coordination_publishes_and_shares(goal, editor):
    judged = factories.judgement(goal)
    with pytest.raises(NotAllowed):
        publishing.publish(subject=judged, are_quotes_checked=True, by=editor)
    with pytest.raises(NotAllowed):
        publishing.share(subject=judged, is_shared=True, by=editor)


def test_quotes_become_public_only_when_somebody_checked_them(as_coordinator, goal):
    judged = factories.judgement(goal)
    factories.evidence(judged, "Ich fühle mich hier zu Hause.", kind=EvidenceKind.QUOTE)
    shown = factories.evidence(judged, "Man kennt sich.", kind=EvidenceKind.QUOTE, is_public=True)
    url = f"{ROOT}bewertungen/{judged.pk}/veroeffentlichen/"
    page = as_coordinator.get(url).content.decode()
    assert shown.words in page
    assert "zu Hause" not in page
    assert "1 Beleg bleibt intern" in page
    as_coordinator.post(url)
    judged.refresh_from_db()
    assert judged.published_at is None
    as_coordinator.post(url, {"are_quotes_checked": "on"})
    judged.refresh_from_db()
    assert judged.published_at


def test_a_judgement_cites_reports_of_the_goal_s_measures_only(as_editor, goal):
    own = factories.report(factories.measure(goal, "Eigene"))
    other = factories.report(factories.measure(factories.goal(goal.field), "Fremde"))
    judged = factories.judgement(goal)
    url = f"{ROOT}bewertungen/{judged.pk}/belege/neu/"
    typed = {"kind": "own_numbers", "words": "120 Menschen", "number": "120", "unit": "Menschen"}
    refused = as_editor.post(url, {**typed, "report": other.pk})
    assert "Fremde" not in refused.content.decode()
    assert not judged.evidence.exists()
    as_editor.post(url, {**typed, "report": own.pk})
    row = judged.evidence.get()
    assert (row.report, row.number, row.unit) == (own, 120, "Menschen")


def test_a_goal_with_judgements_stays(goal, coordinator):
    factories.judgement(goal)
    with pytest.raises(NotPossible, match="Bewertungen von Zielen"):
        deletion.delete(goal, based_on=goal.version, by=coordinator)
    assert GoalJudgement.objects.filter(goal__title=goal.title).exists()


def test_the_history_says_who_changed_what(as_editor, goal, editor):
    cleaned = {**TYPED, "judged_on": date(2026, 2, 1)}
    judged = actions.add(goal=goal, cleaned=cleaned, by=editor)
    values = {"kind": EvidenceKind.SURVEY, "words": "120 Antworten"}
    evidence_actions.add(subject=judged, cleaned=values, by=editor)
    cleaned["verdict"] = Verdict.REACHED
    actions.change(judgement=judged, cleaned=cleaned, based_on=2, by=editor)
    page = as_editor.get(f"{ROOT}bewertungen/{judged.pk}/verlauf/").content.decode()
    for words in ("Bob", "teilweise erreicht", "Befragung: 120 Antworten"):
        assert words in page


def test_the_list_shows_the_latest_verdict_and_narrows_by_it(as_editor, goal):
    factories.judgement(goal, Verdict.REACHED, judged_on=date(2023, 1, 1))
    factories.judgement(goal, Verdict.NO_DATA, judged_on=date(2025, 1, 1))
    lonely = factories.goal(goal.field, "Alle wohnen gut")
    shown = {
        "": {goal, lonely},
        "urteil=ohne": {lonely},
        "urteil=no_data": {goal},
        "urteil=reached": set(),
        f"feld={goal.field_id}&urteil=unsinn": {goal, lonely},
    }
    for query, wanted in shown.items():
        page = as_editor.get(f"{ROOT}bewertung/?{query}").content.decode()
        assert {one for one in (goal, lonely) if one.title in page} == wanted, query


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_cost_the_same_however_many(
    number, as_editor, goal, django_assert_num_queries
):
    for _ in range(number):
        factories.evidence(factories.judgement(goal))
        factories.report(factories.measure(goal))
        factories.judgement(factories.goal(goal.field))
    for path, queries in ((f"{ROOT}bewertung/", 11), (f"{ROOT}ziele/{goal.pk}/bewertung/", 14)):
        as_editor.get(path)
        with django_assert_num_queries(queries):
            as_editor.get(path)
