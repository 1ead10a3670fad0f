"""Tests of what is public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from miteinander.concept.queries import public
from miteinander.kernel.tenancy import town_scope
from tests import factories


def test_the_newest_published_edition_is_the_current_one(in_town):
    before = timezone.now() - timedelta(days=400)
    factories.edition(in_town, published_at=before)
    current = factories.edition(in_town)
    factories.edition(in_town, is_published=False)
    assert public.current_edition(in_town) == current


def test_a_town_without_a_published_edition_has_none(in_town):
    factories.edition(in_town, is_published=False)
    assert public.current_edition(in_town) is None


@pytest.mark.parametrize("level", ["field", "topic", "goal", "goals_topic", "measure"])
def test_a_measure_is_hidden_by_a_draft_at_any_level_above(in_town, level):
    def draft(name: str) -> dict[str, bool]:
        return {"is_draft": name == level}

    edition = factories.edition(in_town)
    field = factories.field(edition, **draft("field"))
    topic = factories.topic(field, **draft("topic"))
    goals_topic = factories.topic(field, **draft("goals_topic"))
    goal = factories.goal(field, topic=goals_topic, **draft("goal"))
    factories.measure(goal, topic=topic, **draft("measure"))
    assert not public.measures(edition).exists()


def test_goals_of_a_draft_sub_topic_are_hidden(in_town):
    edition = factories.edition(in_town)
    field = factories.field(edition)
    factories.goal(field, topic=factories.topic(field, is_draft=True))
    shown = factories.goal(field)
    assert list(public.goals(edition)) == [shown]


def test_measures_come_in_the_order_of_the_plan(in_town):
    edition = factories.edition(in_town)
    second, first = factories.field(edition, position=2), factories.field(edition, position=1)
    late, early = factories.goal(first, position=2), factories.goal(first, position=1)
    expected = [
        factories.measure(first, position=9),
        factories.measure(early, position=1),
        factories.measure(early, position=2),
        factories.measure(late, position=1),
        factories.measure(second, position=1),
    ]
    assert list(public.in_plan_order(public.measures(edition))) == expected


def test_neighbours_follow_the_plan_and_skip_drafts(in_town):
    edition = factories.edition(in_town)
    field = factories.field(edition)
    first = factories.measure(field)
    factories.measure(field, is_draft=True)
    second = factories.measure(field)
    assert public.neighbours(edition, first) == (None, second)
    assert public.neighbours(edition, second) == (first, None)


def test_a_measures_page_costs_the_same_whatever_it_has(in_town, django_assert_num_queries):
    edition = factories.edition(in_town)
    poor = factories.measure(factories.field(edition))
    rich = factories.measure(factories.goal(poor.field), lead=factories.organisation(in_town))
    for _ in range(3):
        factories.report(rich)
    for measure in (poor, rich):
        with django_assert_num_queries(8):
            public.whole_measure(edition, measure.pk)


def test_titles_of_concepts_are_read_across_towns(town):
    other = factories.town("Nachbarstadt")
    factories.edition(town)
    factories.edition(other, is_published=False)
    assert public.concept_titles([town, other]) == {town.pk: "Integrationskonzept"}
    with town_scope(other):
        assert public.concept_titles([town]) == {town.pk: "Integrationskonzept"}
