"""The answers of a round by measure, as they are looked through before they become reports.

Everything costs the same number of SQL queries, however many answers there are.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from miteinander.concept.models import Measure, StatusReport
from miteinander.concept.queries import measures as found_measures
from miteinander.rounds.choices import AnswerState
from miteinander.rounds.models import Answer, AnswerFile, Round
from miteinander.rounds.values import REPORTED, values_of

GIVEN = (AnswerState.ANSWERED, AnswerState.CONFIRMED)


@dataclass(frozen=True)
class Sheet:
    """A measure in a round: what the institutions answered, what became of it, what was before.

    `report` is the public version, published or not; `previous` the latest other published report.
    """

    measure: Measure
    answers: list[Answer]
    report: StatusReport | None
    previous: StatusReport | None

    @property
    def given(self) -> list[Answer]:
        """The answers that are handed in and not sent back."""
        return [one for one in self.answers if one.state in GIVEN]

    @property
    def is_public(self) -> bool:
        """Whether this round's report of the measure is published."""
        return self.report is not None and self.report.published_at is not None

    @property
    def late(self) -> list[Answer]:
        """Answers that were handed in or changed after the public version was made."""
        return [one for one in self.given if self.report and one.used_version != one.version]

    @property
    def standing(self) -> str:
        """ "offen" while an answer waits to be read, else "rueckfrage" or "durchgesehen"."""
        if any(waits(one) for one in self.answers):
            return "offen"
        is_returned = any(one.state == AnswerState.RETURNED for one in self.answers)
        return "rueckfrage" if is_returned else "durchgesehen"

    @property
    def statuses(self) -> list[str]:
        """The public version's status, else those that the institutions name, each once."""
        if self.report:
            return [self.report.status]
        return list(dict.fromkeys(one.status for one in self.answers if one.status))

    @property
    def movement(self) -> str:
        """How the status stands to the one before: "neu", "gleich", or "erster"."""
        if self.previous is None:
            return "erster"
        return "gleich" if self.statuses in ([self.previous.status], []) else "neu"

    @property
    def basis(self) -> str:
        """A digest of all that whoever edits the public version has before them."""
        answers = [(one.pk, one.version, one.state) for one in self.answers]
        public = None
        if self.report:
            names = ("author", "reported_on", "published_at", "period_from", "period_until")
            own = {name: str(getattr(self.report, name)) for name in names}
            public = {**own, **values_of(self.report, REPORTED)}
        written = json.dumps([answers, public], sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def waits(answer: Answer) -> bool:
    """Whether an answer was handed in and nobody made or prepared a report of this version."""
    is_prepared = answer.report_id is not None and answer.used_version == answer.version
    return answer.state == AnswerState.ANSWERED and not is_prepared


def sheets(asking: Round, keys: Collection[int] | None = None) -> list[Sheet]:
    """The round's measures of which something was handed in, in the order of the plan.

    With `keys` only these measures, whatever was handed in. Four queries.
    """
    answers = defaultdict(list)
    for one in _answers(asking, keys):
        answers[one.measure_id or 0].append(one)
    if keys is None:
        answers = defaultdict(list, {k: v for k, v in answers.items() if k and any(map(_was, v))})
    measures = {one.pk: one for one in _measures(asking, answers)}
    earlier = _earlier([a for found in answers.values() for a in found], list(measures))
    return [
        Sheet(
            measure,
            answers[pk],
            next((one.report for one in answers[pk] if one.report), None),
            earlier.get(pk),
        )
        for pk, measure in measures.items()
    ]


def _was(answer: Answer) -> bool:
    """Whether it was handed in at least once: it may be open again because somebody corrects it."""
    return answer.answered_at is not None and answer.state != AnswerState.MISDIRECTED


def _answers(asking: Round, keys: Collection[int] | None) -> QuerySet[Answer]:
    found = Answer.objects.filter(round=asking)
    if keys is not None:
        found = found.filter(measure__in=keys)
    return found.select_related("organisation", "report", "inquiry").order_by("pk")


def _measures(asking: Round, keys: Collection[int]) -> QuerySet[Measure]:
    found = found_measures.measures_of(asking.edition).filter(pk__in=list(keys))
    shown = found.defer("description", "approach", "internal_notes").select_related("field")
    return shown.order_by(*found_measures.PLAN_ORDER)


def in_order(asking: Round, keys: Collection[int]) -> QuerySet[Measure]:
    """These measures as a page of the list wants them: keys and their place in the plan only."""
    return found_measures.measures_of(asking.edition).filter(pk__in=list(keys)).only("pk")


def _earlier(answers: list[Answer], measures: list[int]) -> dict[int, StatusReport]:
    """Measure id -> its latest published report that is not this round's."""
    own = {one.report_id for one in answers if one.report_id}
    found = StatusReport.objects.filter(
        ~Q(pk__in=own), measure__in=measures, published_at__isnull=False
    )
    return {one.measure_id: one for one in found.reverse()}


def files(answers: list[Answer]) -> list[AnswerFile]:
    """What came with these answers; one query."""
    return list(AnswerFile.objects.filter(answer__in=answers).select_related("answer"))
