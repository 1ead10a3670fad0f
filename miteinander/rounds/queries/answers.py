"""What somebody who is asked sees: the own measures, what was reported, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from miteinander.concept.choices import TRANSITIONS as STATUS_AFTER
from miteinander.concept.choices import Status
from miteinander.concept.models import StatusReport
from miteinander.rounds.choices import WAITED_FOR, AnswerState, RoundState
from miteinander.rounds.models import Answer, AnswerVersion, Inquiry


@dataclass(frozen=True)
class Sheet:
    """All answers of an inquiry, those with a question first, and those given to colleagues."""

    inquiry: Inquiry
    answers: list[Answer]
    passed_on: list[Inquiry] = field(default_factory=list)

    @property
    def open(self) -> list[Answer]:
        """Those that are still waited for."""
        return [one for one in self.answers if one.state in WAITED_FOR]

    @property
    def questions(self) -> list[Answer]:
        """Those that the coordination gave back with a question."""
        return [one for one in self.answers if one.state == AnswerState.RETURNED]


def inquiries() -> QuerySet[Inquiry]:
    """Inquiries of rounds that were sent, with their round and institution."""
    sent = Inquiry.objects.exclude(round__state=RoundState.DRAFT)
    return sent.select_related("round", "organisation", "passed_on_by")


def sheet(inquiry: Inquiry) -> Sheet:
    """The inquiry with all that its page shows; a constant number of queries.

    Each answer has `measure.read_reports`, the published ones, the newest first.
    """
    children = Inquiry.objects.filter(passed_on_by=inquiry).order_by("pk")
    with_answers = children.prefetch_related("answers__measure")
    passed_on = [one for one in with_answers if one.answers.all()]
    return Sheet(inquiry, answers(inquiry), passed_on)


def answers(inquiry: Inquiry) -> list[Answer]:
    """The inquiry's answers in the order of the plan, those with a question first."""
    published = StatusReport.objects.filter(published_at__isnull=False).defer("user", "door")
    found = Answer.objects.filter(inquiry=inquiry).select_related("measure__field")
    ordered = found.order_by("measure__field__position", "measure__position", "pk")
    rows = ordered.prefetch_related(
        "files", Prefetch("measure__reports", published, to_attr="read_reports")
    ).defer("measure__internal_notes")
    return sorted(rows, key=lambda one: one.state != AnswerState.RETURNED)


def author_of(inquiry: Inquiry) -> str:
    """Who answered last here, or else whom the inquiry names."""
    said = Answer.objects.filter(inquiry=inquiry, saved_at__isnull=False).exclude(author="")
    last = said.order_by("-saved_at").values_list("author", flat=True).first()
    return last or inquiry.name or str(inquiry.organisation)


def inquiries_of(organisation_ids: Collection[int]) -> QuerySet[Inquiry]:
    """What these institutions are asked, the newest first, each with `waiting` and `number`."""
    waiting = Count("answers", filter=Q(answers__state__in=WAITED_FOR))
    mine = inquiries().filter(organisation_id__in=organisation_ids, answers__isnull=False)
    counted = mine.annotate(waiting=waiting, number=Count("answers"))
    return counted.order_by("-round__period_until", "organisation__name", "pk")


def history(answer: Answer) -> QuerySet[AnswerVersion]:
    """What the answer said each time, the newest first, with the accounts."""
    return answer.versions.select_related("user")


def one(pk: int) -> Answer | None:
    """An answer of any inquiry with its round, or None."""
    return Answer.objects.filter(pk=pk).select_related("round", "organisation", "inquiry").first()


def next_statuses(answer: Answer) -> list[Status]:
    """The statuses that may be reported now, in their usual order."""
    before = answer.measure.status if answer.measure else ""
    return [status for status in Status if status in STATUS_AFTER[before]]
