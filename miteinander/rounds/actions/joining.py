"""Two institutions that were asked become one."""

from django.db import transaction

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.network.models import Organisation
from miteinander.rounds import rules
from miteinander.rounds.actions.answers import keep_words
from miteinander.rounds.choices import AnswerState, RoundState
from miteinander.rounds.models import Answer, AnswerFile, AnswerVersion, Inquiry, Round

# Of two answers about the same measure the one that came further stays.
_FURTHEST = (
    AnswerState.OPEN,
    AnswerState.MISDIRECTED,
    AnswerState.RETURNED,
    AnswerState.ANSWERED,
    AnswerState.CONFIRMED,
)


@transaction.atomic
def join(*, keep: Organisation, gone: Organisation, by: Actor) -> None:
    """Hand over to `keep` what `gone` was asked and answered; no word and no link gets lost.

    Where a round asked both, both links stay: the one of `gone` opens its measures beside the
    other's, as if a colleague had been asked. Where both answered about the same measure, the
    answer that came further stays, and the words of the other stand in its history.
    """
    require(rules.can_run_rounds(by))
    list(Round.objects.select_for_update().filter(inquiries__organisation=gone).order_by("pk"))
    for answer in Answer.objects.filter(organisation=gone, measure__isnull=False).order_by("pk"):
        _join_answers(answer, keep, by)
    Answer.objects.filter(organisation=gone).update(organisation=keep)
    for inquiry in Inquiry.objects.filter(organisation=gone).select_related("round").order_by("pk"):
        _join_inquiry(inquiry, keep, by)


def _join_inquiry(inquiry: Inquiry, keep: Organisation, by: Actor) -> None:
    roots = Inquiry.objects.filter(round=inquiry.round_id, organisation=keep, passed_on_by=None)
    root = roots.first() if inquiry.passed_on_by_id is None else None
    if root and inquiry.round.state == RoundState.DRAFT:
        inquiry.delete()  # nobody was asked yet: who is chosen for `keep` stays chosen
        return
    inquiry.organisation = keep
    if root:
        inquiry.passed_on_by = root
    inquiry.save(update_fields=["organisation", "passed_on_by"])
    audit.record(by, "inquiry.joined", inquiry, is_change=False)


def _join_answers(theirs: Answer, keep: Organisation, by: Actor) -> None:
    same = Answer.objects.filter(round=theirs.round_id, measure=theirs.measure_id)
    own = same.filter(organisation=keep).first()
    if own is None:
        return
    stays, goes = (own, theirs) if _rank(own) >= _rank(theirs) else (theirs, own)
    if goes.saved_at:
        keep_words(goes)
    AnswerVersion.objects.filter(answer=goes).update(answer=stays)
    AnswerFile.objects.filter(answer=goes).update(answer=stays)
    if goes.report_id and not stays.report_id:
        stays.report_id = goes.report_id
        stays.save(update_fields=["report"])
    audit.record(by, "answer.joined", stays, is_change=False)
    goes.delete()


def _rank(answer: Answer) -> tuple[int, bool]:
    return _FURTHEST.index(AnswerState(answer.state)), answer.saved_at is not None
