"""What is waiting for whom, at the same number of SQL queries however much waits."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from django.db.models import Count, Q
from django.utils import timezone

from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Draft, Edition, Measure, StatusReport
from miteinander.concept.queries import dates
from miteinander.concept.values import MODELS
from miteinander.kernel.actor import Actor
from miteinander.rounds.choices import WAITED_FOR, AnswerState, RoundState
from miteinander.rounds.models import Answer, Round
from miteinander.rounds.queries import concerns, rounds

SHOWN = 5
OLD_AFTER = timedelta(days=360)  # as in the filter "12 Monate" of the table of measures
_CONCERNS = list(enumerate(dates.CONCERNS.items()))
_OPEN_IMPORTS = (ImportState.WAITING, ImportState.READING, ImportState.REVIEW)


@dataclass(frozen=True)
class Measures:
    """How many measures the working edition has: all, drafts, without and without recent report.

    `concerns` are those of `concept.queries.dates`: (code, words, number), only what there is.
    """

    total: int
    drafts: int
    unreported: int
    not_recent: int
    concerns: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class RunningRound:
    """A round with how many answers are to be read, waited for, sent back and others' to give.

    `left` and `unreached` are those who are asked and are not in the directory, and to whom no mail
    came through.
    """

    round: Round
    is_overdue: bool
    to_review: int
    waiting: int
    returned: int
    misdirected: int
    left: int
    unreached: int

    counted: ClassVar = ("to_review", "waiting", "returned", "misdirected")


@dataclass(frozen=True)
class OwnDraft:
    """A change that somebody typed and has not saved; `place` is the name of its form's address."""

    place: str
    item_id: int
    title: str
    saved_at: datetime


@dataclass(frozen=True)
class Some:
    """The first few of a list, and how many there are in all."""

    items: list[StatusReport]
    total: int


def measures(edition: Edition) -> Measures:
    """Counts of the edition's measures; one query."""
    before = timezone.localdate() - OLD_AFTER
    counts = Measure.objects.filter(edition=edition).aggregate(
        total=Count("pk"),
        drafts=Count("pk", Q(is_draft=True)),
        unreported=Count("pk", Q(status="")),
        not_recent=Count("pk", Q(reported_on=None) | Q(reported_on__lt=before)),
        **{f"c_{index}": Count("pk", wanted()) for index, (_, (_, wanted)) in _CONCERNS},
    )
    concerns = [(code, words, counts.pop(f"c_{i}")) for i, (code, (words, _)) in _CONCERNS]
    return Measures(**counts, concerns=[one for one in concerns if one[2]])


def unpublished_reports(edition: Edition) -> Some:
    """Reports that wait for publication, the oldest first; two queries."""
    waiting = StatusReport.objects.filter(measure__edition=edition, published_at=None)
    items = waiting.select_related("measure").order_by("created_at", "pk")[:SHOWN]
    return Some(list(items), waiting.count())


def own_drafts(actor: Actor) -> list[OwnDraft]:
    """What the actor typed and has not saved, the latest first; at most one query per kind more."""
    drafts = list(
        Draft.objects.filter(user_id=actor.user_id or 0).order_by("-saved_at", "-pk")[:SHOWN]
    )
    titles = {
        kind: dict(
            MODELS[kind]
            .objects.filter(pk__in=[draft.item_id for draft in drafts if draft.kind == kind])
            .values_list("pk", "title")
        )
        for kind in {draft.kind for draft in drafts}
    }
    return [
        OwnDraft(f"workspace:{draft.kind}_edit", draft.item_id, own[draft.item_id], draft.saved_at)
        for draft in drafts
        for own in [titles[draft.kind]]
        if draft.item_id in own
    ]


def running_rounds() -> list[RunningRound]:
    """Rounds that run, with what they wait for; three queries."""

    def counted(state: AnswerState) -> Count:
        return Count("answers", Q(answers__state=state))

    rows = rounds.rounds(RoundState.RUNNING).annotate(
        to_review=counted(AnswerState.ANSWERED),
        returned=counted(AnswerState.RETURNED),
        misdirected=counted(AnswerState.MISDIRECTED),
    )
    found = list(rows[:SHOWN])
    left, unreached = concerns.left(found), concerns.unreached(found)
    today = timezone.localdate()
    return [
        RunningRound(
            round=one,
            is_overdue=one.is_overdue(today),
            left=left[one.pk],
            unreached=unreached[one.pk],
            **{name: getattr(one, name) for name in RunningRound.counted},
        )
        for one in found
    ]


def own_open_answers(actor: Actor) -> int:
    """How many answers running rounds wait for, of the partner's institutions; one query."""
    mine = Answer.objects.filter(
        organisation__in=actor.organisation_ids,
        state__in=WAITED_FOR,
        round__state=RoundState.RUNNING,
        measure__isnull=False,
    )
    return mine.count()


def open_imports() -> list[ConceptImport]:
    """Documents that are being read or wait for review, the newest first."""
    rows = ConceptImport.objects.filter(state__in=_OPEN_IMPORTS)
    return list(rows.defer("lines", "columns", "unplaced").order_by("-pk")[:SHOWN])
