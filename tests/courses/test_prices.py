"""What one more place would bring, on the board, on a page of its own and as a table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from miteinander.courses import availability
from miteinander.courses.models import PlacementRound
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.courses.test_placement import MORNINGS, a_run, calculated
from tests.queries import questions

WORK = "/teststadt/arbeit/"
PAGE = f"{WORK}vermittlung/plaetze/"
EVENINGS = availability.of((day, 3) for day in range(7))


def test_one_more_place_is_worth_as_many_people_as_a_new_calculation_places(town):
    full, empty = a_run(town, "Voll"), a_run(town, "Leer", places=4, times="Mo 18:00-20:00")
    for _ in range(3):
        factories.learner(town, times=MORNINGS)
    first = calculated(town)
    of = {one["run"]: one for one in first.prices}
    assert (of[full.pk]["places"], of[full.pk]["proposed"], of[full.pk]["waiting"]) == (1, 1, 2)
    assert (of[full.pk]["gains"], of[full.pk]["most"]) == (1, 2)
    assert (of[empty.pk]["gains"], of[empty.pk]["most"]) == (0, 0)
    with town_scope(town):
        full.capacity = 2
        full.save()
    assert calculated(town).figures["placed"] == first.figures["placed"] + 1


def test_a_place_counts_too_where_somebody_moves_there_and_makes_room(town):
    evening = a_run(town, "Abends", times="Mo 18:00-20:00")
    morning = a_run(town, "Morgens")
    factories.learner(town, times=EVENINGS)
    factories.learner(town, wished_run=morning)
    factories.learner(town, times=MORNINGS)
    of = {one["run"]: one for one in calculated(town).prices}
    assert (of[evening.pk]["waiting"], of[evening.pk]["gains"]) == (0, 1)
    assert (of[morning.pk]["waiting"], of[morning.pk]["gains"]) == (1, 1)


def test_a_place_that_only_fits_better_says_so(as_coordinator, town):
    wished = a_run(town, "Wunsch")
    a_run(town, "Anderer", times="Mo 18:00-20:00", places=3)
    for _ in range(2):
        factories.learner(town, wished_run=wished)
    calculated(town)
    page = as_coordinator.get(PAGE).content.decode()
    assert "niemand mehr versorgt, aber 1 Person passender" in page
    assert f"?kurs={wished.pk}&amp;was=platz" in page


@pytest.fixture
def waiting(town):
    """A round with a full course, and one in which nobody is."""
    a_run(town, "Voll")
    a_run(town, "Zu schwer", level_from="B1", level_to="B2", places=7)
    for name in ("Amal Haddad", "Bohdan Koval"):
        factories.learner(town, name)
    return calculated(town)


def test_the_board_shows_where_a_place_helps_and_leads_to_all(as_coordinator, waiting):
    page = as_coordinator.get(f"{WORK}vermittlung/").content.decode()
    assert "1 Person mehr versorgt" in page
    assert PAGE in page
    assert "gewinnt nichts" not in page


def test_the_page_names_nobody_and_shows_all_courses_if_asked(as_coordinator, waiting):
    page = as_coordinator.get(PAGE).content.decode()
    assert "<strong>1 Kurs</strong>" in page
    assert "Zu schwer" not in page
    page = as_coordinator.get(PAGE, {"zeigen": "alle"}).content.decode()
    assert "<strong>2 Kurse</strong>" in page
    assert "gewinnt nichts" in page
    assert "Haddad" not in page
    assert "Koval" not in page


def test_the_table_has_what_the_page_shows(as_coordinator, waiting):
    table = as_coordinator.get(f"{WORK}vermittlung/plaetze.csv").content.decode()
    assert ";1;1;1;1 Person mehr versorgt;1\r\n" in table
    assert "Zu schwer" not in table
    table = as_coordinator.get(f"{WORK}vermittlung/plaetze.csv?zeigen=alle").content.decode()
    assert ";7;0;0;gewinnt nichts;0\r\n" in table


def test_where_nothing_was_calculated_yet_the_page_says_what_to_do(as_coordinator, town):
    assert "Lassen Sie zuerst" in as_coordinator.get(PAGE).content.decode()


def test_a_round_without_this_asks_to_calculate_again(as_coordinator, town, waiting):
    with town_scope(town):
        PlacementRound.objects.update(prices=[])
    assert "neue Vorschläge berechnen" in as_coordinator.get(PAGE).content.decode()


def test_a_guide_cannot_open_it(as_guide, waiting):
    assert as_guide.get(PAGE).status_code == 403


def test_the_page_costs_the_same_for_one_course_and_three(as_coordinator, town):
    def cost() -> int:
        as_coordinator.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            as_coordinator.get(PAGE, {"zeigen": "alle"})
        return len(questions(captured))

    factories.learner(town)
    a_run(town, "Eins")
    calculated(town)
    one = cost()
    for title in ("Zwei", "Drei"):
        a_run(town, title)
    calculated(town)
    assert cost() == one
