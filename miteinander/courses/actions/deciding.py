"""Staff decide about proposals: accept, take another run, refuse. Nothing happens by itself."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from miteinander.courses import rules
from miteinander.courses.actions import rounds
from miteinander.courses.actions.offers import hold_place
from miteinander.courses.models import CourseRun, Learner, PlacementProposal, PlaceOffer
from miteinander.courses.placement_choices import Cause, Decision, LearnerState
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


@transaction.atomic
def accept(*, proposals: Sequence[PlacementProposal], by: Actor) -> list[PlaceOffer]:
    """Offer each person the proposed place: all of them, or, where one is not possible, none."""
    require(rules.can_place(by))
    return [_offered(one, None, by) for one in proposals]


@transaction.atomic
def take_other(*, proposal: PlacementProposal, run: CourseRun, by: Actor) -> PlaceOffer:
    """Offer another run than the proposed one; what is still open is calculated anew."""
    require(rules.can_place(by))
    offer = _offered(proposal, run, by)
    rounds.follow_up(cause=Cause.CHANGED, by=by)
    return offer


@transaction.atomic
def refuse(*, proposals: Sequence[PlacementProposal], by: Actor) -> None:
    """These people shall not get these runs; what is still open is calculated anew."""
    require(rules.can_place(by))
    for one in proposals:
        current = _open(one)
        if current.run_id is None:
            raise NotPossible("Wo kein Kurs vorgeschlagen ist, gibt es nichts abzulehnen.")
        _decide(current, Decision.REFUSED, None, by)
        audit.record(by, "proposal.refused", current, is_change=False)
    rounds.follow_up(cause=Cause.CHANGED, by=by)


def _offered(proposal: PlacementProposal, run: CourseRun | None, by: Actor) -> PlaceOffer:
    current = _open(proposal)
    chosen = run or current.run
    if chosen is None:
        raise NotPossible("Hier ist kein Kurs vorgeschlagen. Wählen Sie einen anderen Kurs.")
    learner = Learner.objects.select_for_update().get(pk=current.learner_id)
    if learner.state != LearnerState.OPEN:
        state = LearnerState(learner.state).label
        raise NotPossible(f"{learner}: {state}. Bitte laden Sie die Seite neu.")
    is_other = chosen.pk != current.run_id
    _decide(current, Decision.CHANGED if is_other else Decision.ACCEPTED, chosen, by)
    audit.record(
        by, "proposal.changed" if is_other else "proposal.accepted", current, is_change=False
    )
    return hold_place(learner, chosen, by=by)


def _open(proposal: PlacementProposal) -> PlacementProposal:
    current = PlacementProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if current.decision != Decision.OPEN:
        raise NotPossible("Über diesen Vorschlag ist schon entschieden.")
    return current


def _decide(current: PlacementProposal, decision: str, run: CourseRun | None, by: Actor) -> None:
    current.decision, current.chosen = decision, run
    current.decided_by_id, current.decided_at = by.user_id, timezone.now()
    current.save(update_fields=["decision", "chosen", "decided_by", "decided_at"])
