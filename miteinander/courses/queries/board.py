"""The board of proposals: its rows, its figures, and what one person could have instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from miteinander.courses import placing
from miteinander.courses.exclusions import HELP, because
from miteinander.courses.models import CourseRun, Learner, PlacementProposal, PlacementRound
from miteinander.courses.placement_choices import Decision, LearnerState
from miteinander.courses.proposal_words import Row, row, runs_in
from miteinander.courses.queries.placement import (
    free_places,
    newest_round,
    offered,
    seekers,
    vetoes,
    vetoes_among,
)
from miteinander.courses.sealing import opened
from miteinander.matching import candidates
from miteinander.matching.candidates import holds

ORDER = ("position", "pk")
WATCHED = timedelta(days=90)  # how far back decisions are counted


def proposals(one: PlacementRound) -> QuerySet[PlacementProposal]:
    """The proposals of a round, the most urgent people first.

    A decision about somebody who looks for a place again is past: a new proposal follows it.
    """
    past = ~Q(decision=Decision.OPEN) & Q(learner__state=LearnerState.OPEN)
    return PlacementProposal.objects.filter(~past, round=one).select_related(
        "learner__key", "run__course", "chosen__course", "decided_by"
    )


def narrowed(
    found: QuerySet[PlacementProposal], chosen: Mapping[str, str]
) -> QuerySet[PlacementProposal]:
    """Only what the filters ask for; keys as in `forms.board.BoardFilter`."""
    show = {
        "offen": Q(decision=Decision.OPEN, run__isnull=False, learner__state=LearnerState.OPEN),
        "ohne": Q(run=None),
        "entschieden": ~Q(decision=Decision.OPEN),
    }
    if chosen.get("zeigen") in show:
        found = found.filter(show[chosen["zeigen"]])
    if run := chosen.get("kurs"):
        found = found.filter(Q(run=run) | Q(chosen=run))
    return found


def rows(found: Iterable[PlacementProposal]) -> list[Row]:
    """Proposals in words, by one more query for all runs that are named."""
    found = list(found)
    runs = CourseRun.objects.select_related("course").in_bulk(runs_in(found))
    return [row(one, opened(one.learner).name, runs) for one in found]


def runs_of(one: PlacementRound) -> list[tuple[str, str]]:
    """(key, name) of the runs that the round proposes to somebody."""
    keys = PlacementProposal.objects.filter(round=one).values("run")
    found = CourseRun.objects.filter(pk__in=keys).order_by("pk")
    rows = found.values_list("pk", "course__title", "starts_on")
    return [(str(pk), CourseRun.named(title, starts_on)) for pk, title, starts_on in rows]


def helping(one: PlacementRound) -> list[tuple[str, CourseRun, int]]:
    """(what would help, the run, how many of those without a place), most first."""
    runs = CourseRun.objects.select_related("course").in_bulk({h["run"] for h in one.helping})
    return [
        (HELP[h["rule"]], runs[h["run"]], h["people"])
        for h in one.helping
        if h["run"] in runs and h["rule"] in HELP
    ]


def unknown_places(one: PlacementRound) -> list[CourseRun]:
    """Runs that were left out because nobody reported how many places there are."""
    keys = one.figures.get("unknown", [])
    return list(CourseRun.objects.filter(pk__in=keys).select_related("course"))


def decisions() -> dict[str, int]:
    """How often staff followed a proposal and how often not, in the last 90 days (Art. 22)."""
    since = timezone.now() - WATCHED
    found = PlacementProposal.objects.filter(decided_at__gte=since)
    return found.aggregate(
        total=Count("pk"),
        accepted=Count("pk", filter=Q(decision=Decision.ACCEPTED)),
        changed=Count("pk", filter=Q(decision=Decision.CHANGED)),
        refused=Count("pk", filter=Q(decision=Decision.REFUSED)),
    )


@dataclass(frozen=True)
class Option:
    """A run for one person: how well it fits or why not, and what taking it means for others."""

    run: CourseRun
    free: int
    points: int | None
    misses: int
    why_not: str
    is_proposed: bool
    displaces: str


def options(proposal: PlacementProposal, today: date) -> list[Option]:
    """All runs for the person of a proposal: the best first, then the nearest that do not fit."""
    places, own = offered(today)[0], seekers([proposal.learner_id], today)
    if not own or not places:
        return []
    refused = vetoes_among(vetoes(), own, places)
    problem = placing.problem(own, places, refused, today.toordinal())
    arcs = candidates(problem)
    points = dict(zip(arcs.supply.tolist(), arcs.points.tolist(), strict=True))
    keys = [int(key) for key in problem.supplies.keys]
    runs = CourseRun.objects.select_related("course__organisation").in_bulk(keys)
    free = free_places(list(runs.values()))
    last = _last_in(proposal, [keys[j] for j in points])
    everywhere = np.arange(len(keys))
    fails = [(one.name, ~holds(problem, one, 0 * everywhere, everywhere)) for one in problem.rules]
    found = []
    for j, key in enumerate(keys):
        names = [name for name, misses in fails if misses[j]]
        names += ["refused"] * ((own[0].key, problem.supplies.keys[j]) in refused)
        is_own = key == proposal.run_id
        taken = last.get(key, (0, ""))
        displaces = taken[1] if not is_own and taken[0] >= (free[key] or 0) else ""
        found.append(
            Option(
                runs[key],
                free[key] or 0,
                points.get(j),
                len(names),
                because(names, runs[key]),
                is_own,
                displaces,
            )
        )
    return sorted(found, key=lambda one: (one.misses, -(one.points or 0), one.run.pk))


def _last_in(proposal: PlacementProposal, runs: list[int]) -> dict[int, tuple[int, str]]:
    """Run -> (how many open proposals it has, the name of who would have to make room)."""
    others = PlacementProposal.objects.filter(
        round=proposal.round_id, decision=Decision.OPEN, run__in=runs
    ).exclude(pk=proposal.pk)
    found: dict[int, tuple[int, int]] = {}
    for run, learner in others.order_by("position").values_list("run_id", "learner_id"):
        number, _ = found.get(run or 0, (0, 0))
        found[run or 0] = number + 1, learner
    people: dict[int, Any] = Learner.objects.select_related("key").in_bulk(
        [learner for _, learner in found.values()]
    )
    return {run: (n, opened(people[pk]).name) for run, (n, pk) in found.items()}


def newest_proposal(learner: Learner) -> PlacementProposal | None:
    """What the newest round proposes for a person."""
    newest = newest_round()
    return proposals(newest).filter(learner=learner).first() if newest else None
