"""Needs without a measure, measures without a need."""

import pytest

from miteinander.assessment.choices import NeedState
from miteinander.assessment.queries.coverage import coverage
from tests import factories

BASE = "/teststadt/arbeit/bedarfe/antworten/"


@pytest.fixture
def field(in_town):
    return factories.field(factories.edition(in_town), "Sprache")


def test_what_has_no_counterpart_stands_below_its_field(as_editor, field):
    town, other = field.municipality, factories.field(field.edition, "Wohnen")
    answered, idle = factories.measure(field, "Mit Grund"), factories.measure(other, "Ohne Grund")
    factories.need(town, "Beantwortet", field, answered)
    lonely = factories.need(town, "Einsam", factories.goal(field))
    free = factories.need(town, "Ohne Feld")
    for state in (NeedState.ANSWERED, NeedState.DROPPED):
        factories.need(town, f"Erledigt {state}", field, state=state, reason="so")
    parts = coverage(field.edition, {})
    assert [(part.field, part.needs, part.measures) for part in parts] == [
        (field, [lonely], []),
        (other, [], [idle]),
        (None, [free], []),
    ]
    page = as_editor.get(BASE).content.decode()
    assert "2 Bedarfe ohne Maßnahme, 1 Maßnahme ohne Bedarf" in page
    assert "Beantwortet" not in page


def test_a_dropped_need_is_no_reason_for_a_measure(field):
    measure = factories.measure(field)
    factories.need(field.municipality, "", measure, state=NeedState.DROPPED, reason="so")
    assert coverage(field.edition, {})[0].measures == [measure]


def test_each_side_and_each_field_can_be_shown_alone(as_editor, field):
    factories.need(field.municipality, "Einsam", field)
    factories.measure(field, "Grundlos")
    shown = {
        "": (True, True),
        "zeigen=bedarfe": (True, False),
        "zeigen=massnahmen": (False, True),
        f"feld={field.pk}": (True, True),
    }
    for query, wanted in shown.items():
        page = as_editor.get(f"{BASE}?{query}").content.decode()
        assert ("Einsam" in page, "Grundlos" in page) == wanted, query
        table = as_editor.get(f"{BASE}antworten.csv?{query}").content.decode()
        assert ("Einsam" in table, "Grundlos" in table) == wanted, query


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_many(number, field, django_assert_num_queries):
    for _ in range(number):
        factories.need(field.municipality, "", field)
        factories.measure(field)
    with django_assert_num_queries(8):
        coverage(field.edition, {})
