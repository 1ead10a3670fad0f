"""What is read after a refusal: little, and whether anything else has changed."""

from collections.abc import Mapping
from datetime import date

from miteinander.courses import basis as bases
from miteinander.courses.basis import Basis
from miteinander.courses.models import (
    AccessCondition,
    Course,
    CourseRun,
    District,
    Learner,
    PlacementProposal,
    PlacementRound,
    PlaceOffer,
)
from miteinander.courses.placement_choices import Decision, LearnerState
from miteinander.courses.queries.placement import free_places, vetoes
from miteinander.courses.refusals import MOST, State
from miteinander.kernel import audit
from miteinander.kernel.models import AuditEvent

_MODELS = (AccessCondition, Course, CourseRun, District, Learner, PlaceOffer)
_KINDS = [one._meta.label_lower for one in _MODELS]
# What changes nothing, and what is looked at itself: offers, and answers to them.
_OTHER = (audit.READ, "learners.viewed", "learners.exported")
_OFFERS = [
    f"offer.{verb}" for verb in ("made", "sent", "extended", "accepted", "refused", "expired")
]


def changes() -> list[int]:
    """How many changes of wishes, courses and what belongs to them the trail knows, and how many
    wishes there are (whoever is erased is not named in the trail).

    Rows are only ever added to the trail, in the transaction of the change: the same numbers mean
    that nothing has changed.
    """
    known = AuditEvent.objects.filter(object_kind__in=_KINDS).exclude(verb__in=[*_OTHER, *_OFFERS])
    return [known.count(), Learner.objects.count()]


def usable(newest: PlacementRound, today: date) -> Basis | None:
    """What the round was calculated with, if that is still so."""
    if not newest.basis:
        return None
    basis = bases.unpacked(bytes(newest.basis))
    is_same = basis.day == today.toordinal() and basis.changes == changes()
    return basis if is_same else None


def state(newest: PlacementRound, basis: Basis) -> State | None:
    """Who is proposed what, and who looks for a place again; None where it is not known why."""
    found = PlacementProposal.objects.filter(round=newest).order_by()
    rows = list(found.values_list("learner", "run", "decision", "pk"))
    proposed = {who: run for who, run, decision, _ in rows if decision == Decision.OPEN}
    decided = sorted((row for row in rows if row[2] != Decision.OPEN), key=lambda row: row[3])
    wishes = Learner.objects.filter(state=LearnerState.OPEN).order_by()
    looking = set(wishes.values_list("pk", flat=True))
    is_known = proposed.keys() <= looking and all(row[2] != Decision.CHANGED for row in decided)
    again = looking - proposed.keys()
    if not is_known or not 0 < len(again) <= MOST:
        return None
    last = {who: run for who, run, _, _ in decided if run}
    known = frozenset(vetoes())
    lost = {who: _lost(who, last, known, basis) for who in sorted(again)}
    back = {who: run for who, run in lost.items() if run is not None}
    return (
        None
        if len(back) < len(again)
        else State(
            proposed=proposed,
            back=back,
            previous=last | {who: run for who, run in proposed.items() if run},
            free=_free(basis),
            vetoes=known,
        )
    )


def _lost(
    who: int, last: Mapping[int, int], known: frozenset[tuple[int, int]], basis: Basis
) -> int | None:
    """The run that this person no longer gets; None where that is not sure."""
    found = {run for one, run in known if one == who and basis.allows(who, run)}
    if last.get(who) in found:
        return last[who]
    return found.pop() if len(found) == 1 else None


def _free(basis: Basis) -> dict[int, int]:
    """Run -> free places now, of those that are still there."""
    runs = CourseRun.objects.filter(pk__in=basis.runs.tolist()).order_by()
    read = runs.values_list("pk", "capacity", "free_places", "reported_on", named=True)
    return {run: places or 0 for run, places in free_places(list(read)).items()}
