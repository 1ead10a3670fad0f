"""People who look for a course: entering, changing, ending, deleting."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from miteinander.courses import rules, sealing
from miteinander.courses.actions import rounds
from miteinander.courses.models import Learner
from miteinander.courses.placement_choices import CLOSED, Cause, LearnerState, OfferState
from miteinander.courses.sealing import Private
from miteinander.kernel import audit
from miteinander.kernel.actions.keys import make_data_key
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.retention.erasing import delete_noted

FIELDS = (
    *("level", "level_source", "level_on", "needs_literacy", "goal", "kinds", "permits", "times"),
    *("preferred_time", "district", "travel_minutes", "child_care", "needs", "wished_run"),
    *("available_from", "available_until", "urgency", "language", "contact_way", "sex"),
    *("age_group", "informed_on", "waiting_since"),
)


@transaction.atomic
def add(*, values: dict[str, Any], private: Private, by: Actor) -> Learner:
    """Enter somebody; name, contact and reason are sealed with a key of their own."""
    require(rules.can_enter_learners(by))
    learner = Learner(
        municipality_id=by.municipality_id,
        key=make_data_key(by=by),
        entered_by_id=by.user_id,
        informed_on=timezone.localdate(),
    )
    _write(learner, values)
    learner.save()
    sealing.close(learner, private)
    learner.save()
    audit.record(by, "learner.added", learner, is_change=False)
    return learner


@transaction.atomic
def change(*, learner: Learner, values: dict[str, Any], private: Private, by: Actor) -> None:
    """Store the values of its form anew."""
    require(rules.can_see_learner(by, learner.entered_by_id))
    _write(learner, values)
    sealing.close(learner, private)
    learner.save()
    audit.record(by, "learner.changed", learner, is_change=False)


@transaction.atomic
def withdraw(*, learner: Learner, by: Actor) -> None:
    """The person looks for no course any more; an offer that is open is taken back."""
    require(rules.can_see_learner(by, learner.entered_by_id))
    current = Learner.objects.select_for_update().get(pk=learner.pk)
    if current.state in CLOSED:
        raise NotPossible("Dieser Kurswunsch ist schon beendet.")
    waiting = current.offers.filter(state__in=(OfferState.OFFERED, OfferState.ACCEPTED))
    freed = waiting.update(state=OfferState.WITHDRAWN, ended_on=timezone.localdate())
    current.state, current.closed_at = LearnerState.WITHDRAWN, timezone.now()
    current.save()
    audit.record(by, "learner.withdrawn", current, is_change=False)
    if freed:
        rounds.follow_up(cause=Cause.PLACE_FREE, by=by)


@transaction.atomic
def search_again(*, learner: Learner, by: Actor) -> None:
    """Look for a place once more, after the wish was ended."""
    require(rules.can_see_learner(by, learner.entered_by_id))
    current = Learner.objects.select_for_update().get(pk=learner.pk)
    if current.state not in CLOSED:
        raise NotPossible("Dieser Kurswunsch ist nicht beendet.")
    current.state, current.closed_at = LearnerState.OPEN, None
    current.waiting_since = timezone.localdate()
    current.save()
    audit.record(by, "learner.reopened", current, is_change=False)


@transaction.atomic
def delete(*, learner: Learner, by: Actor) -> None:
    """Delete somebody with name, contact and proposals; the key is destroyed."""
    require(rules.can_see_learner(by, learner.entered_by_id))
    audit.record(by, "learner.deleted", learner, is_change=False)
    delete_noted(learner)


def _write(learner: Learner, values: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(learner, name, values[name])
