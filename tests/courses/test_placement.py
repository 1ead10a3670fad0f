"""From wishes and free places to proposals, decisions, offers and answers."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from miteinander.courses import availability
from miteinander.courses.actions import deciding, offers, placing_job, rounds
from miteinander.courses.models import Learner, PlacementProposal, PlacementRound, PlaceOffer
from miteinander.courses.placement_choices import (
    Cause,
    Decision,
    LearnerState,
    OfferState,
    RoundState,
)
from miteinander.kernel.actor import system
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.tenancy import town_scope
from tests import factories

MORNINGS = availability.of((day, part) for day in range(7) for part in (0, 1))
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def run(town):
    """A course of level A1 with one free place."""
    return a_run(town, "Deutsch am Morgen")


def a_run(town, title, places=1, **values):
    of_course = ("child_care", "level_from", "level_to", "kind", "languages")
    own = {name: values.pop(name) for name in of_course if name in values}
    own = {"level_from": "A1", "level_to": "A2", **own}
    offered = factories.course(factories.organisation(town), title=title, **own)
    return factories.course_run(
        offered, starts_on=SOON, ends_on=SOON + timedelta(days=90), capacity=places, **values
    )


def calculated(town) -> PlacementRound:
    """A round that is calculated now, as the worker would."""
    with town_scope(town):
        one = PlacementRound.objects.create(municipality=town)
    placing_job.place.func(town.pk, one.pk, one.attempt)
    with town_scope(town):
        one.refresh_from_db()
    return one


def proposals(town, one) -> dict[int, PlacementProposal]:
    with town_scope(town):
        found = PlacementProposal.objects.filter(round=one).select_related("run__course")
        return {row.learner_id: row for row in found}


def test_the_most_urgent_get_the_places_and_the_others_read_why_not(town, run):
    calm = factories.learner(town, urgency=1)
    urgent = factories.learner(town, urgency=5)
    one = calculated(town)
    found = proposals(town, one)
    assert one.state == RoundState.DONE
    assert found[urgent.pk].run == run
    assert found[calm.pk].run is None
    assert found[calm.pk].explanation["full"] == [run.pk]
    counted = {name: one.figures[name] for name in ("people", "placed", "runs", "free", "unknown")}
    assert counted == {"people": 2, "placed": 1, "runs": 1, "free": 1, "unknown": []}
    assert one.figures["groups"]["language"] == [["Deutsch", None, None, None]]
    assert one.helping == [{"rule": "place", "run": run.pk, "people": 1}]


def test_two_others_never_lose_their_place_to_one_urgent_person(town):
    morning = a_run(town, "Morgens")
    evening = a_run(town, "Abends", times="Mo 18:00-20:00")
    urgent = factories.learner(town, urgency=5)
    only_morning = factories.learner(town, urgency=1, times=MORNINGS)
    found = proposals(town, calculated(town))
    assert found[only_morning.pk].run == morning
    assert found[urgent.pk].run == evening


@pytest.mark.parametrize(
    ("of_run", "of_learner", "rule"),
    [
        ({"level_from": "B1", "level_to": "B2"}, {}, "level"),
        ({"kind": "literacy"}, {}, "literacy"),
        ({}, {"needs_literacy": True}, "literacy"),
        ({}, {"times": availability.bit(5, 3)}, "time"),
        ({}, {"available_until": SOON - timedelta(days=1)}, "start"),
        ({"child_care": "none"}, {"child_care": True}, "care"),
        ({}, {"needs": " step_free "}, "step_free"),
        ({}, {"kinds": " parents "}, "kind"),
    ],
)
def test_a_rule_excludes_a_course_and_says_which(town, of_run, of_learner, rule):
    run = a_run(town, "Kurs", **of_run)
    learner = factories.learner(town, **of_learner)
    found = proposals(town, calculated(town))[learner.pk]
    assert found.run is None
    assert found.explanation["missing"] == {rule: [run.pk]}


def test_the_way_excludes_a_course_that_is_too_far(town):
    run = a_run(town, "Weit weg", latitude=51.9, longitude=6.5)
    near = factories.district(town, latitude=51.5, longitude=6.5)
    learner = factories.learner(town, district=near, travel_minutes=60)
    found = proposals(town, calculated(town))[learner.pk]
    assert found.explanation["missing"] == {"reach": [run.pk]}


def test_access_wants_one_of_the_course_s_conditions_unless_it_is_open_for_all(town):
    duty = factories.condition(town, "Verpflichtung")
    offered = factories.course(factories.organisation(town), duty)
    run = factories.course_run(offered, starts_on=SOON, ends_on=SOON, capacity=2)
    without = factories.learner(town)
    having = factories.learner(town, permits=f" {duty.code} ")
    found = proposals(town, calculated(town))
    assert found[having.pk].run == run
    assert found[without.pk].explanation["missing"] == {"access": [run.pk]}


def test_the_wished_course_is_taken_where_both_fit(town, run):
    wished = a_run(town, "Der andere", times="Mo, Mi 08:30-12:45")
    learner = factories.learner(town, wished_run=wished)
    assert proposals(town, calculated(town))[learner.pk].run == wished


def test_a_run_without_reported_places_is_named_and_left_out(town, run):
    silent = a_run(town, "Ohne Angabe", places=None)
    factories.learner(town)
    assert calculated(town).figures["unknown"] == [silent.pk]


@pytest.mark.parametrize("who", ["nobody", "nowhere"])
def test_a_round_without_people_or_places_says_what_to_do(town, who):
    if who == "nowhere":
        factories.learner(town)
    one = calculated(town)
    assert one.state == RoundState.FAILED
    assert one.step == (placing_job.NOWHERE if who == "nowhere" else placing_job.NOBODY)


def test_the_same_input_gives_the_same_answer_and_the_same_hash(town, run):
    for urgency in (2, 2, 3):
        factories.learner(town, urgency=urgency)
    first, second = calculated(town), calculated(town)
    runs = [{pk: row.run_id for pk, row in proposals(town, o).items()} for o in (first, second)]
    assert runs[0] == runs[1]
    assert first.input_hash


def test_a_round_that_was_started_again_stores_nothing_of_the_first_try(town, run):
    factories.learner(town)
    with town_scope(town):
        one = PlacementRound.objects.create(municipality=town, attempt=2)
    assert placing_job.place.func(town.pk, one.pk, 1) == "overtaken"
    assert proposals(town, one) == {}


def test_accepting_offers_the_place_and_holds_it(town, run, coordinator):
    first = factories.learner(town, urgency=5)
    second = factories.learner(town)
    found = proposals(town, calculated(town))
    with town_scope(town):
        (offer,) = deciding.accept(proposals=[found[first.pk]], by=coordinator)
        first.refresh_from_db()
        assert (offer.run, first.state) == (run, LearnerState.OFFERED)
        with pytest.raises(NotPossible, match="kein Platz"):
            deciding.take_other(proposal=found[second.pk], run=run, by=coordinator)
        with pytest.raises(NotPossible, match="schon entschieden"):
            deciding.accept(proposals=[found[first.pk]], by=coordinator)


def test_a_refusal_frees_the_place_and_the_next_is_proposed(town, run, coordinator):
    first, second = factories.learner(town, urgency=5), factories.learner(town)
    found = proposals(town, calculated(town))
    with town_scope(town):
        (offer,) = deciding.accept(proposals=[found[first.pk]], by=coordinator)
        offers.answer(offer=offer, is_yes=False, by=coordinator)
        first.refresh_from_db()
        assert first.state == LearnerState.OPEN
        assert PlacementRound.objects.filter(cause=Cause.PLACE_FREE).exists()
    found = proposals(town, calculated(town))
    assert found[second.pk].run == run
    assert found[first.pk].run is None


def after_refusal(town) -> PlacementRound:
    """What the worker makes of the round that a refusal asks for."""
    with town_scope(town):
        one = PlacementRound.objects.create(municipality=town, cause=Cause.PLACE_FREE)
    placing_job.place.func(town.pk, one.pk, one.attempt)
    with town_scope(town):
        one.refresh_from_db()
    return one


def said_now(town, board) -> dict[int, tuple]:
    """Person -> (run, explanation) of what the board proposes."""
    with town_scope(town):
        found = PlacementProposal.objects.filter(
            round=board, decision=Decision.OPEN, learner__state=LearnerState.OPEN
        )
        return {
            row.learner_id: (
                row.run_id,
                {name: part for name, part in row.explanation.items() if name != "moved"},
            )
            for row in found
        }


def test_after_a_refusal_only_the_next_moves_up_and_all_say_what_a_full_run_says(
    town, run, coordinator
):
    other = a_run(town, "Nachmittags", times="Mo 14:00-16:00")
    first = factories.learner(town, urgency=5, wished_run=run)
    second = factories.learner(town, urgency=4, wished_run=other)
    third = factories.learner(town, urgency=2, wished_run=run)
    fourth = factories.learner(town, urgency=1, level="C1")
    board = calculated(town)
    found = proposals(town, board)
    assert {pk: row.run for pk, row in found.items()} == {
        first.pk: run,
        second.pk: other,
        third.pk: None,
        fourth.pk: None,
    }
    with town_scope(town):
        kept, lost = deciding.accept(proposals=[found[second.pk], found[first.pk]], by=coordinator)
        offers.answer(offer=lost, is_yes=False, by=coordinator)
    followed = after_refusal(town)
    assert (followed.follows_id, followed.state, followed.method) == (
        *(board.pk, RoundState.DONE, "shifts"),
    )
    now = said_now(town, board)
    assert {pk: proposed for pk, (proposed, _) in now.items()} == {
        first.pk: None,
        third.pk: run.pk,
        fourth.pk: None,
    }
    with town_scope(town):
        kept.refresh_from_db()
        board.refresh_from_db()
        assert kept.state == OfferState.OFFERED
        moved = PlacementProposal.objects.get(learner=third, decision=Decision.OPEN)
        assert moved.explanation["moved"] == {"from": None}
        assert moved.pk != found[third.pk].pk  # nobody decides about what they have not seen
    full = calculated(town)
    assert said_now(town, full) == now
    assert full.helping == board.helping
    assert [full.figures[n] for n in ("people", "placed", "free")] == [
        board.figures[n] for n in ("people", "placed", "free")
    ]


def test_a_place_that_stays_free_is_no_longer_called_full(town, run, coordinator):
    evening = a_run(town, "Abends", times="Mo 18:00-20:00")
    first = factories.learner(town, urgency=5, times=MORNINGS)
    second = factories.learner(town, wished_run=evening)
    board = calculated(town)
    found = proposals(town, board)
    assert found[second.pk].explanation["next"] == {
        "run": run.pk,
        "is_full": True,
        "less": found[second.pk].explanation["next"]["less"],
    }
    with town_scope(town):
        (offer,) = deciding.accept(proposals=[found[first.pk]], by=coordinator)
        offers.answer(offer=offer, is_yes=False, by=coordinator)
    assert after_refusal(town).follows_id == board.pk
    now = said_now(town, board)
    assert now[second.pk][1]["next"]["is_full"] is False
    assert said_now(town, calculated(town)) == now


def test_after_any_other_change_everything_is_calculated_anew(town, run, coordinator):
    learner = factories.learner(town)
    found = proposals(town, calculated(town))
    with town_scope(town):
        deciding.refuse(proposals=[found[learner.pk]], by=coordinator)
    factories.learner(town)
    followed = after_refusal(town)
    assert (followed.follows_id, followed.state) == (None, RoundState.DONE)
    assert len(proposals(town, followed)) == 2


def test_what_staff_refused_is_not_proposed_again(town, run, coordinator):
    learner = factories.learner(town)
    found = proposals(town, calculated(town))
    with town_scope(town):
        deciding.refuse(proposals=[found[learner.pk]], by=coordinator)
    again = proposals(town, calculated(town))[learner.pk]
    assert (again.run, again.decision) == (None, Decision.OPEN)


def test_offers_expire_after_their_day(town, run, coordinator):
    offer = factories.offer(
        factories.learner(town), run, answer_by=timezone.localdate() - timedelta(days=1)
    )
    with town_scope(town):
        assert offers.expire_due(by=system(town.pk)) == 1
        offer.refresh_from_db()
        assert offer.state == OfferState.EXPIRED
        assert offers.expire_due(by=system(town.pk)) == 0


def test_every_night_the_offers_whose_day_has_passed_end_in_all_towns(town, run):
    late = timezone.localdate() - timedelta(days=1)
    offer = factories.offer(factories.learner(town), run, answer_by=late)
    call_command("expire_offers", stdout=StringIO())
    with town_scope(town):
        offer.refresh_from_db()
        assert Learner.objects.get().state == LearnerState.OPEN
    assert offer.state == OfferState.EXPIRED


def test_an_outcome_follows_only_what_it_may_follow(town, run, coordinator):
    offer = factories.offer(factories.learner(town), run)
    with town_scope(town):
        with pytest.raises(NotPossible, match="kann nicht"):
            offers.report(offer=offer, state=OfferState.COMPLETED, by=coordinator)
        for state in (OfferState.STARTED, OfferState.COMPLETED):
            if state == OfferState.STARTED:
                offers.answer(offer=offer, is_yes=True, by=coordinator)
            offers.report(offer=offer, state=state, by=coordinator)
        assert PlaceOffer.objects.get().learner.closed_at


def test_a_reported_number_of_free_places_counts_what_was_offered_since(town, coordinator):
    run = a_run(town, "Kurs", places=20, free_places=2, reported_on=timezone.localdate())
    factories.offer(factories.learner(town), run)
    factories.learner(town)
    assert calculated(town).figures["free"] == 1


def test_an_editor_can_neither_calculate_nor_decide(town, run, editor):
    learner = factories.learner(town)
    found = proposals(town, calculated(town))
    with town_scope(town):
        with pytest.raises(NotAllowed):
            rounds.start(by=editor)
        with pytest.raises(NotAllowed):
            deciding.accept(proposals=[found[learner.pk]], by=editor)
