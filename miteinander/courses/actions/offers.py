"""Places offered to people: offering, answering, taking back, what became of them."""

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from miteinander.courses import rules
from miteinander.courses.actions import rounds
from miteinander.courses.models import CourseRun, Learner, PlaceOffer
from miteinander.courses.placement_choices import (
    OFFER_TRANSITIONS,
    Cause,
    LearnerState,
    OfferState,
)
from miteinander.courses.queries.placement import free_places
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

DAYS_TO_ANSWER = 14
# What a wish is after its offer became this.
_AFTER: dict[str, str] = {
    OfferState.ACCEPTED: LearnerState.PLACED,
    OfferState.STARTED: LearnerState.PLACED,
    OfferState.REFUSED: LearnerState.OPEN,
    OfferState.EXPIRED: LearnerState.OPEN,
    OfferState.WITHDRAWN: LearnerState.OPEN,
    OfferState.NO_SHOW: LearnerState.OPEN,
    OfferState.DROPPED_OUT: LearnerState.OPEN,
    OfferState.COMPLETED: LearnerState.DONE,
}
_FREES = (OfferState.REFUSED, OfferState.EXPIRED, OfferState.WITHDRAWN, OfferState.NO_SHOW)
_ENDS = (OfferState.NO_SHOW, OfferState.DROPPED_OUT, OfferState.COMPLETED, OfferState.WITHDRAWN)


def hold_place(learner: Learner, run: CourseRun, *, by: Actor) -> PlaceOffer:
    """Offer a place, if one is left; the action that decided so has asked its rule.

    The run is locked meanwhile, so that two people at two desks do not give away the same place.
    """
    run = CourseRun.objects.select_for_update(of=("self",)).select_related("course").get(pk=run.pk)
    if not free_places([run])[run.pk]:
        raise NotPossible(f"In „{run}“ ist kein Platz mehr frei.")
    today = timezone.localdate()
    offer = PlaceOffer.objects.create(
        municipality_id=by.municipality_id,
        learner=learner,
        run=run,
        course_title=run.course.title,
        key=secrets.token_hex(16),
        offered_on=today,
        answer_by=_answer_by(run, today),
        waited_days=max(0, (today - learner.waiting_since).days),
    )
    Learner.objects.filter(pk=learner.pk).update(state=LearnerState.OFFERED)
    audit.record(by, "offer.made", offer, is_change=False)
    return offer


def _answer_by(run: CourseRun, today: date) -> date:
    """In two weeks, but while one can still register and before the course begins."""
    latest = today + timedelta(days=DAYS_TO_ANSWER)
    ends = [day for day in (run.register_by, run.starts_on) if day and day > today]
    return min([latest, *ends])


@transaction.atomic
def answer(*, offer: PlaceOffer, is_yes: bool, by: Actor) -> PlaceOffer:
    """Take the place or not; with a no the next is proposed at once."""
    require(rules.can_answer_offer(by, offer.pk))
    state = OfferState.ACCEPTED if is_yes else OfferState.REFUSED
    current = _moved(offer, state)
    audit.record(by, "offer.accepted" if is_yes else "offer.refused", current, is_change=False)
    if not is_yes:
        rounds.follow_up(cause=Cause.PLACE_FREE, by=by)
    return current


@transaction.atomic
def report(*, offer: PlaceOffer, state: str, by: Actor) -> PlaceOffer:
    """Say what became of it: begun, not shown up, dropped out, completed, taken back."""
    require(rules.can_place(by))
    current = _moved(offer, state)
    audit.record(by, "offer.reported", current, is_change=False)
    if state in _FREES:
        rounds.follow_up(cause=Cause.PLACE_FREE, by=by)
    return current


@transaction.atomic
def expire_due(*, by: Actor) -> int:
    """End all offers whose day has passed without an answer; how many."""
    require(rules.can_place(by))
    due = PlaceOffer.objects.filter(
        state=OfferState.OFFERED, answer_by__lt=timezone.localdate()
    ).order_by("pk")
    number = 0
    for offer in due:
        audit.record(by, "offer.expired", _moved(offer, OfferState.EXPIRED), is_change=False)
        number += 1
    if number:
        rounds.follow_up(cause=Cause.PLACE_FREE, by=by)
    return number


@transaction.atomic
def extend(*, offer: PlaceOffer, until: date, by: Actor) -> None:
    """Give more time to answer."""
    require(rules.can_place(by))
    current = PlaceOffer.objects.select_for_update().get(pk=offer.pk)
    if current.state != OfferState.OFFERED or until < timezone.localdate():
        raise NotPossible(
            "Verlängern lässt sich nur ein offenes Angebot, bis zu einem Tag ab heute."
        )
    current.answer_by = until
    current.save(update_fields=["answer_by"])
    audit.record(by, "offer.extended", current, is_change=False)


@transaction.atomic
def note_sent(*, offer: PlaceOffer, way: str, by: Actor) -> None:
    """Write down how and when the person was told."""
    require(rules.can_place(by))
    PlaceOffer.objects.filter(pk=offer.pk).update(sent_by=way, sent_at=timezone.now())
    audit.record(by, "offer.sent", offer, is_change=False)


def _moved(offer: PlaceOffer, state: str) -> PlaceOffer:
    current = PlaceOffer.objects.select_for_update().get(pk=offer.pk)
    if state not in OFFER_TRANSITIONS.get(current.state, ()):
        now, then = OfferState(current.state).label, OfferState(state).label
        raise NotPossible(f"Ein Angebot, das „{now}“ ist, kann nicht „{then}“ werden.")
    current.state = state
    if state in (OfferState.ACCEPTED, OfferState.REFUSED):
        current.answered_at = timezone.now()
    if state in _ENDS:
        current.ended_on = timezone.localdate()
    current.save()
    _move_learner(current)
    return current


def _move_learner(offer: PlaceOffer) -> None:
    state = _AFTER[offer.state]
    closed = timezone.now() if state == LearnerState.DONE else None
    if offer.learner_id is not None:
        Learner.objects.filter(pk=offer.learner_id).update(state=state, closed_at=closed)
