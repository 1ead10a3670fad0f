"""Having proposals calculated."""

from django.db import transaction

from miteinander.courses import rules
from miteinander.courses.actions import placing_job
from miteinander.courses.models import PlacementRound
from miteinander.courses.placement_choices import Cause
from miteinander.courses.queries.placement import UNDER_WAY
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

WAITS = "Wartet darauf, dass gerechnet wird."


@transaction.atomic
def start(*, by: Actor, cause: Cause = Cause.BY_HAND) -> PlacementRound:
    """Calculate proposals for all who look for a place, once that is sure.

    By hand only while no other is being calculated.
    """
    require(rules.can_place(by))
    running = PlacementRound.objects.select_for_update().filter(state__in=UNDER_WAY)
    if cause == Cause.BY_HAND and any(not is_left(one) for one in running):
        raise NotPossible("Es wird gerade gerechnet. Bitte warten Sie, bis das fertig ist.")
    return follow_up(cause=cause, by=by)


def follow_up(*, cause: Cause, by: Actor) -> PlacementRound:
    """Calculate anew because something changed; the action that changed it asked its rule."""
    one = PlacementRound.objects.create(
        municipality_id=by.municipality_id,
        user_id=by.user_id,
        cause=cause,
        step=WAITS,
    )
    audit.record(by, "placement.started", one, is_change=False)
    arguments = (one.municipality_id, one.pk, one.attempt)
    transaction.on_commit(lambda: placing_job.place.enqueue(*arguments))
    return one


@transaction.atomic
def start_again(*, one: PlacementRound, by: Actor) -> None:
    """Calculate once more what a job left or never began; its proposals, if any come, are void."""
    require(rules.can_place(by))
    current = PlacementRound.objects.select_for_update().get(pk=one.pk)
    if not is_left(current):
        raise NotPossible("Das wird noch gerechnet oder ist schon fertig.")
    current.attempt += 1
    current.order_again(WAITS)
    current.save()
    audit.record(by, "placement.started", current, is_change=False)
    arguments = (current.municipality_id, current.pk, current.attempt)
    transaction.on_commit(lambda: placing_job.place.enqueue(*arguments))


def is_left(one: PlacementRound) -> bool:
    """Whether its job died, or none took it up for long."""
    return one.is_dead or one.waits_long
