"""The job that calculates proposals.

It reads in one scope, calculates outside of any, and stores everything in one transaction, and only
if the round is still its own: a job that was killed leaves nothing half, and one that was given up
for dead stores nothing.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from miteinander.courses import basis, placing, reasons
from miteinander.courses.actions import following
from miteinander.courses.basis import Basis
from miteinander.courses.closing import closings
from miteinander.courses.models import Learner, PlacementProposal, PlacementRound
from miteinander.courses.placement_choices import Cause, LearnerState, RoundState
from miteinander.courses.placing import Seeker
from miteinander.courses.prices import prices
from miteinander.courses.queries.placement import Given, given, holders
from miteinander.courses.queries.refusals import changes
from miteinander.courses.reasons import Explained
from miteinander.kernel import actor, audit
from miteinander.kernel.tenancy import town_scope
from miteinander.kernel.work import sign_of_life
from miteinander.matching import Arcs, MatchingError, Problem, Proposal, candidates, solve
from miteinander.matching.audit import Share
from miteinander.matching.audit import audit as fairness

NOBODY = "Es gibt keinen offenen Kurswunsch. Tragen Sie zuerst ein, wer einen Kurs sucht."
NOWHERE = (
    "Es gibt keinen geplanten oder offenen Durchgang, zu dem freie Plätze gemeldet sind. Bitten "
    "Sie die Anbieter um eine Meldung."
)
_BATCH = 500


class OvertakenError(Exception):
    """The round was started again or is done already."""


@task()
def place(municipality_id: int, round_id: int, attempt: int) -> str:
    """Calculate the proposals of this round; gives the state in which it ends."""
    own = _Own(municipality_id, round_id, attempt)
    today = timezone.localdate()
    try:
        if own.is_followed(today):
            return RoundState.DONE.value
        own.tell(5, "Liest Kurswünsche und freie Plätze.")
        with town_scope(municipality_id):
            known, held = changes(), holders(today)
            read = given(today)
        if not read.seekers or not read.places:
            return own.fail(NOWHERE if read.seekers else NOBODY)
        own.tell(20, "Prüft, welche Kurse für wen möglich sind.")
        problem = placing.problem(read.seekers, read.places, read.vetoes, today.toordinal())
        arcs = candidates(problem)
        own.tell(50, "Sucht die beste Verteilung.")
        answer = solve(problem, arcs)
        own.tell(75, "Schreibt zu jedem Vorschlag die Gründe auf.")
        explained = reasons.explain(problem, arcs, answer.assignments)
        own.tell(90, "Sieht nach, was ein Platz mehr bringt.")
        worth = prices(problem, arcs, answer)
        own.tell(95, "Speichert die Vorschläge.")
        shares = {name: fairness(problem, arcs, answer, of) for name, of in read.groups.items()}
        groups = {name: _shares(found) for name, found in shares.items()}
        kept = _kept(read, held, known, today, (problem, arcs))
        state = own.store(read, answer, explained, groups, worth, kept)
        # It takes many calculations; the board need not wait for it.
        own.add_closings(
            {
                name: closings(problem, arcs, answer, of, shares[name])
                for name, of in read.groups.items()
            }
        )
        return state
    except MatchingError as refusal:
        return own.fail(str(refusal))
    except OvertakenError:
        return "overtaken"


def _kept(
    read: Given, held: list[Seeker], known: list[int], today: date, part: tuple[Problem, Arcs]
) -> Basis:
    """What to go on with after a refusal, by those who look for a place or hold one."""
    parts = [part]
    if held:
        theirs = placing.problem(held, read.places, (), today.toordinal())
        parts.append((theirs, candidates(theirs)))
    return basis.of(today.toordinal(), known, read.places, parts)


def _shares(shares: tuple[Share, ...]) -> list[list[Any]]:
    """[group, people, without any fitting course, passed over], rounded or None, as JSON."""
    return [[one.group, one.people, one.without_offer, one.passed_over] for one in shares]


class _Own:
    """The round of this job, as long as it is its own."""

    def __init__(self, municipality_id: int, round_id: int, attempt: int) -> None:
        self.municipality_id, self.round_id = municipality_id, round_id
        with town_scope(municipality_id):
            found = PlacementRound.objects.filter(pk=round_id, attempt=attempt)
            self.found = found.filter(state__in=(RoundState.WAITING, RoundState.RUNNING))

    def tell(self, percent: int, step: str) -> None:
        """How far it is: one statement in a transaction of its own, so that pages see it."""
        with town_scope(self.municipality_id):
            if not self.found.update(state=RoundState.RUNNING, **sign_of_life(percent, step)):
                raise OvertakenError

    def fail(self, sentence: str) -> str:
        """It cannot be calculated; the sentence says why."""
        with town_scope(self.municipality_id), transaction.atomic():
            one = self._held()
            one.end(RoundState.FAILED, sentence)
            one.save()
            audit.record(self._by(), "placement.failed", one, is_change=False)
        return RoundState.FAILED.value

    def is_followed(self, today: date) -> bool:
        """Whether it only took to move up who is next; otherwise everything is calculated."""
        with town_scope(self.municipality_id), transaction.atomic():
            one = self._held()
            return one.cause != Cause.BY_HAND and following.follow(one, today, by=self._by())

    def store(
        self,
        read: Given,
        answer: Proposal,
        explained: Explained,
        groups: dict[str, Any],
        worth: list[dict[str, Any]],
        kept: Basis,
    ) -> str:
        """All proposals at once, for those who still look for a place."""
        with town_scope(self.municipality_id), transaction.atomic():
            one = self._held()
            rows = self._rows(one, answer, explained)
            PlacementProposal.objects.bulk_create(rows, batch_size=_BATCH)
            one.end(RoundState.DONE, "Fertig.")
            one.input_hash, one.method = answer.input_hash, answer.method
            one.versions, one.helping = dict(answer.versions), reasons.helping(explained.helps)
            one.prices = worth
            PlacementRound.objects.exclude(basis=b"").update(basis=b"", helps=[])
            if len(rows) == len(read.seekers):  # nobody got a place meanwhile
                one.basis, one.helps = basis.packed(kept), reasons.stored(explained.helps)
            one.figures = {
                "people": len(rows),
                "placed": sum(row.run_id is not None for row in rows),
                "runs": len(read.places),
                "free": sum(place.free for place in read.places),
                "unknown": read.unknown,
                "groups": groups,
            }
            one.save()
            audit.record(self._by(), "placement.calculated", one, is_change=False)
        return RoundState.DONE.value

    def add_closings(self, found: dict[str, Any]) -> None:
        """What closing gaps between groups would mean, if the round is still there."""
        with town_scope(self.municipality_id), transaction.atomic():
            one = PlacementRound.objects.select_for_update().filter(pk=self.round_id).first()
            if one is not None:
                one.figures["closings"] = found
                one.save(update_fields=["figures"])

    def _rows(
        self, one: PlacementRound, answer: Proposal, explained: Explained
    ) -> list[PlacementProposal]:
        still = Learner.objects.filter(state=LearnerState.OPEN)
        keys = still.order_by("-urgency", "waiting_since", "pk").values_list("pk", flat=True)
        by_pk: dict[int, tuple[str, dict[str, Any]]] = {
            int(key): (key, said) for key, said in explained.of.items()
        }
        return [
            PlacementProposal(
                municipality_id=self.municipality_id,
                round=one,
                learner_id=pk,
                run_id=int(answer.assignments.get(by_pk[pk][0], 0)) or None,
                position=position,
                explanation=by_pk[pk][1],
            )
            for position, pk in enumerate(keys)
            if pk in by_pk
        ]

    def _held(self) -> PlacementRound:
        one = self.found.select_for_update().first()
        if one is None:
            raise OvertakenError
        return one

    def _by(self) -> actor.Actor:
        return actor.system(self.municipality_id, "Vermittlung")
