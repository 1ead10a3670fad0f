"""Tests of the list of rounds."""

import pytest

from miteinander.rounds.choices import RoundState
from tests import factories
from tests.factories import rounds as made

LIST = "/teststadt/arbeit/berichtsrunden/"


def test_the_list_shows_rounds_and_how_many_answers_are_open(as_editor, town):
    edition = factories.edition(town)
    measure = factories.measure(factories.field(edition))
    asking = made.a_round(edition, measure, title="Runde 2025")
    asked = made.inquiry(asking, factories.organisation(town))
    made.answer(asked, measure)
    made.a_round(edition, title="Runde 2024", state=RoundState.CLOSED)
    page = as_editor.get(LIST).content.decode()
    assert "Runde 2025" in page
    assert "1 von 1" in page
    closed = as_editor.get(f"{LIST}?stand=closed").content.decode()
    assert "Runde 2024" in closed
    assert "Runde 2025" not in closed


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_rounds(
    as_editor, town, number, django_assert_num_queries
):
    edition = factories.edition(town)
    for _ in range(number):
        made.a_round(edition)
    as_editor.get(LIST)
    with django_assert_num_queries(6):
        as_editor.get(LIST)
