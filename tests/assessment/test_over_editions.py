"""How the same goal was judged in one edition after the other."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from miteinander.assessment.choices import Verdict
from miteinander.assessment.queries.over_editions import over_editions
from miteinander.concept.actions import next_edition
from miteinander.concept.models import Edition, Goal
from miteinander.concept.queries import public
from tests import factories
from tests.queries import questions

ROOT = "/teststadt/arbeit/"
TOLD = {"is_published": True, "judged_on": date(2024, 2, 1)}


@pytest.fixture
def old(in_town):
    return factories.goal(
        factories.field(factories.edition(in_town, label="2019")), "Alle sprechen"
    )


@pytest.fixture
def new(old, coordinator):
    edition = next_edition.draft(old.field.edition, label="2025", by=coordinator)
    return Goal.objects.get(field__edition=edition)


def test_a_goal_has_a_row_per_edition_the_newest_first(old, new):
    factories.judgement(old, Verdict.HARDLY, judged_on=date(2022, 2, 1))
    factories.judgement(old, Verdict.PARTLY, judged_on=date(2024, 2, 1))
    for goal in (old, new):
        rows = over_editions([goal])[goal.pk]
        assert [(one.edition.label, one.verdict) for one in rows] == [
            ("2025", ""),
            ("2019", "partly"),
        ]
        assert len(rows[1].judged) == 2


def test_the_goals_page_says_that_nobody_judged_it_then(old, new, as_editor):
    judged = factories.judgement(new, Verdict.LARGELY)
    factories.evidence(judged, "120 Kinder im Kurs")
    page = as_editor.get(f"{ROOT}ziele/{new.pk}/bewertung/").content.decode()
    assert "Über die Fassungen" in page
    assert "damals nicht bewertet" in page
    assert ": 120 Kinder im Kurs</p>" in page
    page = as_editor.get(f"{ROOT}ziele/{old.pk}/bewertung/").content.decode()
    assert "weitgehend erreicht" in page


def test_a_goal_of_a_single_edition_is_compared_with_nothing(old, as_editor):
    assert "Über die Fassungen" not in as_editor.get(f"{ROOT}ziele/{old.pk}/bewertung/").text


def test_all_goals_stand_on_one_page_and_in_one_table(old, new, as_editor):
    factories.judgement(old, Verdict.HARDLY)
    fassung = f"?fassung={new.field.edition_id}"
    page = as_editor.get(f"{ROOT}bewertung/fassungen/{fassung}").text
    assert "kaum erreicht" in page
    assert "noch nicht bewertet" in page
    table = as_editor.get(f"{ROOT}bewertung/fassungen/bewertungen.csv{fassung}").content.decode()
    assert "2019;kaum erreicht;2026-03-01" in table
    assert "2025;noch nicht bewertet;;" in table


def test_the_public_compares_only_what_is_public(old, new, client):
    Edition.objects.update(published_at=timezone.now())
    factories.judgement(old, Verdict.HARDLY, **TOLD)
    factories.judgement(new, Verdict.NOT_REACHED)
    address = f"/teststadt/konzept/fassungen/{new.field.edition_id}/vergleich/"
    page = client.get(f"{address}{old.field.edition_id}/").text
    assert "kaum erreicht" in page
    assert "noch nicht bewertet" in page
    assert "nicht erreicht</span>" not in page


def test_an_edition_that_is_not_public_is_left_out(old, new, in_town):
    factories.judgement(new, Verdict.LARGELY, **TOLD)
    rows = over_editions([old], public.published(in_town))[old.pk]
    assert [one.edition.label for one in rows] == ["2019"]


def test_three_goals_ask_as_much_as_one(old, new, in_town):
    factories.judgement(old, Verdict.HARDLY, **TOLD)
    for published in (None, public.published(in_town)):
        asked = []
        for number in (1, 3):
            while Goal.objects.filter(field=old.field).count() < number:
                factories.judgement(factories.goal(old.field), Verdict.PARTLY, **TOLD)
            goals = list(Goal.objects.filter(field=old.field))
            with CaptureQueriesContext(connection) as captured:
                over_editions(goals, published)
            asked.append(len(questions(captured)))
        assert asked[0] == asked[1]
