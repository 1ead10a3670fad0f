"""Before anything is decided, the report on fairness says what closing a gap would mean."""

import pytest

from miteinander.courses.closing import coarse
from miteinander.courses.models import PlacementProposal
from miteinander.kernel.tenancy import town_scope
from tests import factories
from tests.courses.test_placement import a_run, calculated

PAGE = "/teststadt/arbeit/vermittlung/zahlen/"


def a_town_with_a_gap(town, places=12):
    """Twelve need child care and are less urgent; fourteen others want the same places."""
    a_run(town, "Mit Betreuung", child_care="on_site", places=places)
    for _ in range(12):
        factories.learner(town, child_care=True, urgency=3)
    for _ in range(14):
        factories.learner(town, child_care=False, urgency=4)
    return calculated(town)


def test_closing_a_gap_says_who_gains_and_what_it_costs(as_coordinator, town):
    one = a_town_with_a_gap(town)
    said = one.figures["closings"]["care"]["wird gebraucht"]
    # All twelve places went to others; six of twelve make the shares alike.
    assert said == {"points": 85, "more": 5, "fewer": 5, "total": 0, "loss": 7.2}
    page = as_coordinator.get(PAGE).content.decode()
    assert "wird gebraucht: um etwa 85 Prozentpunkte öfter übergangen" in page
    assert "<dd>höchstens 7,2 %</dd>" in page
    assert "<dd>etwa 5</dd>" in page


def test_to_look_at_it_changes_no_proposal(as_coordinator, town):
    one = a_town_with_a_gap(town)
    with town_scope(town):
        found = PlacementProposal.objects.filter(round=one).order_by("pk")
        before = list(found.values_list("learner", "run", "decision"))
        as_coordinator.get(PAGE)
        assert list(found.values_list("learner", "run", "decision")) == before


def test_a_gap_that_no_choice_closes_is_said(as_coordinator, town):
    a_run(town, "Ohne Betreuung", child_care="none", places=14)
    one = a_town_with_a_gap(town, places=1)
    assert one.figures["closings"]["care"]["wird gebraucht"]["more"] is None
    assert "Auch wenn diese Gruppe überall zuerst käme" in as_coordinator.get(PAGE).content.decode()


@pytest.mark.parametrize("needing", [5, 0])
def test_nothing_is_said_of_a_group_that_the_report_does_not_show(town, needing):
    a_run(town, "Mit Betreuung", child_care="on_site", places=5)
    for _ in range(needing):
        factories.learner(town, child_care=True, urgency=1)
    for _ in range(12):
        factories.learner(town, child_care=False, urgency=5)
    assert not any(calculated(town).figures["closings"].values())


@pytest.mark.parametrize(
    ("number", "shown"), [(-1, 0), (0, 0), (1, 1), (4, 1), (5, 5), (7, 5), (8, 10), (13, 15)]
)
def test_counts_are_coarse(number, shown):
    assert coarse(number) == shown
