"""Runs: when and where, how many places are left, and what may follow what."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from miteinander.courses.actions import runs as actions
from miteinander.courses.choices import TRANSITIONS, RunState, may_follow
from miteinander.courses.models import CourseRun
from miteinander.courses.presentation import period, places, times
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories

BASE = "/teststadt/arbeit/kurse/"
TYPED = {
    "starts_on": "2026-09-02",
    "ends_on": "2026-12-09",
    "times": "montags und mittwochs von 9 bis 12.30 Uhr",
    "capacity": "20",
    "number": "D-17",
    "place": "Volkshochschule",
    "address": "Musterweg 1, 47475 Musterstadt",
    "is_accessible": "true",
    "latitude": "51.500000",
    "longitude": "6.540000",
}


def test_a_partner_adds_a_run_with_its_times(as_partner, course):
    answer = as_partner.post(f"{BASE}angebote/{course.pk}/durchgang/", TYPED)
    made = CourseRun.objects.get()
    assert answer.headers["Location"] == f"{BASE}durchgaenge/{made.pk}/"
    assert times(made) == ["Mo, Mi 09:00–12:30"]
    assert made.state == RunState.PLANNED
    page = as_partner.get(f"{BASE}durchgaenge/{made.pk}/").content.decode()
    for words in (
        "Mo, Mi 09:00–\u206012:30",
        "02.09.2026 bis 09.12.2026",
        "ohne Stufen",
        "Plätze: 20",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"times": "nach Absprache"}, "keine Uhrzeit"),
        ({"ends_on": "2026-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"longitude": ""}, "oder beide nicht"),
        ({"latitude": "95"}, "zwischen -90 und 90"),
        ({"number": "D-18"}, "steht schon bei diesem Kurs"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(as_coordinator, course, wrong, sentence):
    factories.course_run(course, number="D-18")
    answer = as_coordinator.post(f"{BASE}angebote/{course.pk}/durchgang/", {**TYPED, **wrong})
    assert sentence in answer.content.decode()
    assert CourseRun.objects.count() == 1


def test_changing_a_run_replaces_its_times(as_coordinator, run):
    page = as_coordinator.get(f"{BASE}durchgaenge/{run.pk}/bearbeiten/").content.decode()
    assert "Mo, Mi 08:30–12:45" in page
    as_coordinator.post(f"{BASE}durchgaenge/{run.pk}/bearbeiten/", {**TYPED, "times": "Sa 9-13"})
    assert times(CourseRun.objects.get()) == ["Sa 09:00–13:00"]


def test_a_partner_reports_free_places_with_the_day(as_partner, run):
    answer = as_partner.post(
        f"{BASE}durchgaenge/{run.pk}/plaetze/", {"state": "open", "free_places": "3"}, follow=True
    )
    run.refresh_from_db()
    assert (run.free_places, run.waiting) == (3, None)
    assert run.reported_on == timezone.localdate()
    assert "3 von 20 frei" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"state": "cancelled"}, "warum der Durchgang ausfällt"),
        ({"state": "open", "free_places": "21"}, "nur 20 Plätze"),
        ({"state": "finished"}, "kann nicht „beendet“ werden"),
        ({"state": "open", "on": "2999-01-01"}, "in der Zukunft"),
        ({"state": "open", "free_places": "-1"}, "größer oder gleich 0"),
    ],
)
def test_a_report_that_cannot_be_is_refused(as_partner, run, sent, sentence):
    answer = as_partner.post(f"{BASE}durchgaenge/{run.pk}/plaetze/", sent)
    assert sentence in answer.content.decode()
    run.refresh_from_db()
    assert (run.state, run.reported_on) == (RunState.OPEN, None)


def test_the_page_offers_only_states_that_may_follow(as_coordinator, run):
    page = as_coordinator.get(f"{BASE}durchgaenge/{run.pk}/").content.decode()
    assert 'value="full"' in page
    assert 'value="finished"' not in page


def test_nobody_reports_for_another_institution(run, other_partner):
    with pytest.raises(NotAllowed):
        actions.report(run=run, state="open", free_places=1, waiting=None, by=other_partner)


def test_every_state_may_stay_and_names_what_follows():
    assert set(TRANSITIONS) == set(RunState.values)
    assert all(may_follow(state, state) for state in RunState.values)
    assert not may_follow(RunState.FINISHED, RunState.OPEN)


def test_a_cancelled_run_may_be_planned_again(run, coordinator):
    report = {"free_places": None, "waiting": None, "by": coordinator}
    actions.report(run=run, state="cancelled", reason="Zu wenige", **report)
    with pytest.raises(NotPossible):
        actions.report(run=run, state="running", **report)
    actions.report(run=run, state="planned", **report)
    run.refresh_from_db()
    assert run.state == RunState.PLANNED


def test_deleting_a_run_asks_first(as_coordinator, run):
    page = as_coordinator.get(f"{BASE}durchgaenge/{run.pk}/loeschen/").content.decode()
    assert "nicht rückgängig" in page
    as_coordinator.post(f"{BASE}durchgaenge/{run.pk}/loeschen/")
    assert not CourseRun.objects.exists()


def test_places_and_periods_are_told_in_words(run):
    assert places(run) == "Plätze: 20"
    run.free_places = 0
    assert places(run) == "0 von 20 frei"
    run.capacity = None
    assert places(run) == "0 frei"
    day = date(2026, 1, 2)
    assert period(day, None) == "ab 02.01.2026"
    assert period(None, day + timedelta(1)) == "bis 03.01.2026"
