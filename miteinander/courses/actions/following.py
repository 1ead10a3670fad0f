"""After a refusal: who is next moves up, and nothing else on the board changes.

It is part of the job `placing_job`; what it cannot do exactly is calculated anew there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from miteinander.courses import basis as bases
from miteinander.courses import placing, reasons
from miteinander.courses.basis import Basis
from miteinander.courses.models import Learner, PlacementProposal, PlacementRound
from miteinander.courses.placement_choices import Decision, LearnerState, RoundState
from miteinander.courses.placing import Seeker, key_of
from miteinander.courses.queries import placement as queries
from miteinander.courses.queries import refusals as found
from miteinander.courses.reasons import Explained
from miteinander.courses.refusals import Followed, State
from miteinander.courses.refusals import follow as next_in_line
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.matching import candidates


def follow(one: PlacementRound, today: date, *, by: Actor) -> bool:
    """Change the newest proposals as a full run would; whether that was possible.

    `one` is the round that was asked for; the caller holds it and the transaction.
    """
    newest = PlacementRound.objects.filter(state=RoundState.DONE, follows=None)
    board = newest.select_for_update().order_by("-pk").first()
    basis = found.usable(board, today) if board else None
    state = found.state(board, basis) if board and basis else None
    followed = next_in_line(basis, state) if basis and state else None
    if not (board and basis and state and followed) or not _are_still(board, followed, state):
        return False
    explained = _explained(followed, basis, state, today)
    _store(board, one, followed, explained)
    _turn(board, followed.full, followed.moved)
    _count(board, one, followed, state, explained)
    audit.record(by, "placement.calculated", one, is_change=False)
    return True


def _are_still(board: PlacementRound, followed: Followed, state: State) -> bool:
    """Whether those whose proposals change are still as they were read, and locked from now on."""
    moved = list(followed.moved)
    open_ones = Learner.objects.filter(pk__in=moved, state=LearnerState.OPEN)
    rows = _open(board).filter(learner__in=moved).select_for_update(of=("self",))
    proposed = {row.learner_id: row.run_id for row in rows}
    expected = {who: run for who, run in followed.moved.items() if who not in state.back}
    return proposed == expected and len(open_ones.select_for_update(of=("self",))) == len(moved)


def _explained(followed: Followed, basis: Basis, state: State, today: date) -> Explained:
    """The reasons of those whose proposals change, and by how much changes what would help."""
    counted = Counter(followed.now.values())
    taken = {key_of(run): number for run, number in counted.items() if run}
    at = {key_of(who): key_of(run) for who in followed.moved if (run := followed.now[who])}
    places = bases.places(basis, state.free)

    def explain(people: Sequence[Seeker], at: Mapping[str, str]) -> Explained:
        vetoes = queries.vetoes_among(state.vetoes, people, places)
        problem = placing.problem(people, places, vetoes, today.toordinal())
        return reasons.explain(problem, candidates(problem), at, taken)

    people = queries.seekers(followed.moved, today)
    said = explain(people, at)
    if waited := [one for one in people if followed.moved[int(one.key)] is None]:
        said.helps.subtract(explain(waited, {}).helps)
    return said


def _store(
    board: PlacementRound,
    one: PlacementRound,
    followed: Followed,
    explained: Explained,
) -> None:
    """New rows, so that nobody decides about a proposal that they have not seen."""
    found = PlacementProposal.objects.filter(round=board, learner__in=list(followed.moved))
    old = found.order_by()
    position = dict(old.values_list("learner", "position"))
    old.filter(decision=Decision.OPEN).delete()
    for who in followed.moved:
        if who not in position:
            position[who] = _position(board, Learner.objects.get(pk=who))
    PlacementProposal.objects.bulk_create(
        PlacementProposal(
            municipality_id=board.municipality_id,
            round=board,
            learner_id=who,
            run_id=followed.now[who],
            position=position[who],
            explanation=explained.of[key_of(who)] | {"moved": {"from": run}},
        )
        for who, run in sorted(followed.moved.items())
    )


def _position(board: PlacementRound, who: Learner) -> int:
    """That of the last one who comes before this person in the order of a full run."""
    more = Q(learner__urgency__gt=who.urgency)
    longer = Q(learner__urgency=who.urgency, learner__waiting_since__lt=who.waiting_since)
    same = Q(
        learner__urgency=who.urgency,
        learner__waiting_since=who.waiting_since,
        learner__lt=who.pk,
    )
    earlier = _open(board).filter(more | longer | same).order_by("-position")
    return earlier.values_list("position", flat=True).first() or 0


def _turn(board: PlacementRound, full: Mapping[int, bool], explained: Iterable[int]) -> None:
    """Say it where a run is named that is full now, or is not any more."""
    for run, is_full in full.items():
        named = Q(explanation__next__run=run) | Q(explanation__wish__run=run)
        rows = list(_open(board).filter(named).exclude(learner__in=list(explained)))
        for row in rows:
            for part in ("next", "wish"):
                said = row.explanation.get(part)
                if said and said["run"] == run:
                    said["is_full"] = is_full
        PlacementProposal.objects.bulk_update(rows, ["explanation"], batch_size=200)


def _count(
    board: PlacementRound,
    one: PlacementRound,
    followed: Followed,
    state: State,
    explained: Explained,
) -> None:
    """What the round as a whole says, after the change."""
    helps = Counter({(rule, run): number for rule, run, number in board.helps})
    helps.update(explained.helps)
    board.helps, board.helping = reasons.stored(helps), reasons.helping(helps)
    board.figures |= {
        "people": len(followed.now),
        "placed": sum(run is not None for run in followed.now.values()),
        "free": sum(state.free.values()),
        "followed": board.figures.get("followed", 0) + len(state.back),
    }
    board.save(update_fields=["helps", "helping", "figures"])
    one.end(RoundState.DONE, "Fertig.")
    one.follows, one.method = board, "shifts"
    one.save()


def _open(board: PlacementRound) -> Any:
    return PlacementProposal.objects.filter(round=board, decision=Decision.OPEN).order_by()
