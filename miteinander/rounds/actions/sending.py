"""Send a round, say who is asked, ask more, and send again."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from miteinander.concept.models import Measure
from miteinander.kernel import audit, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.network.models import Organisation, Person
from miteinander.rounds import letters, rules
from miteinander.rounds.actions.rounds import locked
from miteinander.rounds.choices import AnswerState, LetterKind, RoundState
from miteinander.rounds.models import Answer, Inquiry, Letter, Round
from miteinander.rounds.queries import recipients

KEY = 32


@transaction.atomic
def send(*, asking: Round, by: Actor) -> int:
    """Ask everybody whom the preview names; gives the number of mails. Always as many queries.

    A second click, or two coordinators at once: the second waits and finds the round running.
    """
    require(rules.can_run_rounds(by))
    asking = locked(asking)
    if asking.state != RoundState.DRAFT:
        raise NotPossible(
            "Diese Berichtsrunde ist schon verschickt. Es ging nichts ein zweites Mal hinaus."
        )
    plan = recipients.preview(asking)
    if not plan.asked:
        raise NotPossible(
            "Für die gewählten Maßnahmen ist keine Institution eingetragen, die Sie fragen können."
        )
    inquiries = _inquiries(asking, plan)
    _answers(asking, plan, inquiries)
    asking.state, asking.sent_at = RoundState.RUNNING, timezone.now()
    asking.save(update_fields=["state", "sent_at"])
    sent = letters.write_all(inquiries.values(), LetterKind.INVITATION, by=by)
    audit.record(by, "round.sent", asking, is_change=False)
    return len(sent)


def _inquiries(asking: Round, plan: recipients.Preview) -> dict[int, Inquiry]:
    """Institution's key -> its inquiry; what was chosen for institutions without measures goes."""
    keys = [one.organisation.pk for one in plan.asked]
    asking.inquiries.exclude(organisation__in=keys).delete()
    new = [_inquiry(asking, one) for one in plan.asked if one.inquiry is None]
    Inquiry.objects.bulk_create(new)
    found = [*new, *(one.inquiry for one in plan.asked if one.inquiry)]
    named = {one.organisation.pk: one.organisation for one in plan.asked}
    for inquiry in found:
        inquiry.round, inquiry.organisation = asking, named[inquiry.organisation_id]
    return {inquiry.organisation_id: inquiry for inquiry in found}


def _inquiry(asking: Round, one: recipients.Asked) -> Inquiry:
    return Inquiry(
        municipality_id=asking.municipality_id,
        round=asking,
        organisation=one.organisation,
        person=one.person,
        name=one.name,
        email=one.email,
        key=get_random_string(KEY),
    )


def _answers(asking: Round, plan: recipients.Preview, inquiries: dict[int, Inquiry]) -> None:
    Answer.objects.bulk_create(
        _answer(inquiries[one.organisation.pk], measure)
        for one in plan.asked
        for measure in one.measures
    )


def _answer(inquiry: Inquiry, measure: Measure) -> Answer:
    return Answer(
        municipality_id=inquiry.municipality_id,
        round_id=inquiry.round_id,
        inquiry=inquiry,
        organisation_id=inquiry.organisation_id,
        measure=measure,
        measure_title=str(measure),
    )


@transaction.atomic
def name_recipient(
    *,
    asking: Round,
    organisation: Organisation,
    person: Person | None,
    name: str,
    email: str,
    by: Actor,
) -> Inquiry:
    """Say who is asked for an institution.

    In a running round that is somebody else than before: the old link is worthless from now on, and
    the new person gets a mail. What was answered or proposed as "andere zuständig" is asked anew.
    """
    require(rules.can_run_rounds(by))
    asking = locked(asking)
    if asking.state == RoundState.CLOSED:
        raise NotPossible("Diese Berichtsrunde ist abgeschlossen.")
    values = {"person": person, "name": name, "email": email, "key": get_random_string(KEY)}
    inquiry, _ = Inquiry.objects.update_or_create(
        round=asking,
        organisation=organisation,
        passed_on_by=None,
        defaults={**values, "municipality_id": by.municipality_id, "opened_at": None},
    )
    inquiry.round, inquiry.organisation = asking, organisation
    if asking.state == RoundState.RUNNING:
        inquiry.answers.filter(state=AnswerState.MISDIRECTED).update(
            state=AnswerState.OPEN, answered_at=None
        )
        letters.write(inquiry, LetterKind.INVITATION, by=by)
    audit.record(by, "inquiry.changed", inquiry, is_change=False)
    return inquiry


@transaction.atomic
def fresh_link(*, inquiry: Inquiry, by: Actor) -> None:
    """A new link to the same address; every older one is worthless, also one that leaked."""
    require(rules.can_run_rounds(by))
    _running(inquiry.round)
    inquiry.key = get_random_string(KEY)
    inquiry.save(update_fields=["key"])
    letters.write(inquiry, LetterKind.FRESH_LINK, by=by)
    audit.record(by, "inquiry.link_renewed", inquiry, is_change=False)


@transaction.atomic
def add(
    *, asking: Round, measures: Collection[Measure], organisation: Organisation, by: Actor
) -> Inquiry:
    """Ask an institution about more measures in a running round; it gets one mail if it can.

    What it is asked already is left out; raises `NotPossible` where that is all.
    """
    require(rules.can_run_rounds(by))
    asking = _running(asking)
    if any(one.edition_id != asking.edition_id for one in measures):
        raise NotPossible("Diese Maßnahme gehört zu einer anderen Fassung des Konzepts.")
    asked = Answer.objects.filter(round=asking, organisation=organisation)
    known = set(asked.values_list("measure", flat=True))
    new = [one for one in measures if one.pk not in known]
    if not new:
        what = "dieser Maßnahme" if len(measures) == 1 else "diesen Maßnahmen"
        raise NotPossible(f"{organisation} wird zu {what} schon gefragt.")
    inquiry = _inquiry_of(asking, organisation)
    Answer.objects.bulk_create(_answer(inquiry, one) for one in new)
    asking.measures.add(*new)
    if inquiry.email:
        letters.write(inquiry, LetterKind.INVITATION, by=by)
    audit.record(by, "inquiry.extended", inquiry, is_change=False)
    return inquiry


def _inquiry_of(asking: Round, organisation: Organisation) -> Inquiry:
    found = Inquiry.objects.filter(round=asking, organisation=organisation, passed_on_by=None)
    inquiry = found.first()
    if inquiry is None:
        one = recipients.suggested(asking, organisation)
        inquiry = _inquiry(asking, one)
        inquiry.save()
    inquiry.round, inquiry.organisation = asking, organisation
    return inquiry


@transaction.atomic
def send_again(*, letter: Letter, by: Actor) -> None:
    """Send a mail once more that failed, came back, or of which nobody knows whether it arrived."""
    require(rules.can_run_rounds(by))
    _running(letter.inquiry.round)
    if letter.mail is None or not mail.send_again(letter.mail):
        raise NotPossible(
            "Diese Mail ist unterwegs oder angekommen. Schicken Sie lieber einen neuen Link."
        )
    audit.record(by, "letter.sent_again", letter, is_change=False)


def _running(asking: Round) -> Round:
    found = locked(asking)
    if found.state != RoundState.RUNNING:
        raise NotPossible("Diese Berichtsrunde läuft nicht; es gehen keine Mails hinaus.")
    return found


@transaction.atomic
def ask_proposed(*, answer: Answer, by: Actor) -> Inquiry:
    """Ask whoever a partner named as responsible instead, with an own link to this measure."""
    require(rules.can_run_rounds(by))
    _running(answer.round)
    if answer.state != AnswerState.MISDIRECTED or not answer.other_email:
        raise NotPossible("Für diese Maßnahme ist niemand mit Mailadresse genannt.")
    known = Inquiry.objects.filter(
        round=answer.round, organisation=answer.organisation, email__iexact=answer.other_email
    )
    inquiry = known.first() or _colleague(answer)
    inquiry.round, inquiry.organisation = answer.round, answer.organisation
    answer.inquiry, answer.state = inquiry, AnswerState.OPEN
    answer.version += 1
    answer.save(update_fields=["inquiry", "state", "version"])
    letters.write(inquiry, LetterKind.PASSED_ON, by=by)
    audit.record(by, "inquiry.extended", inquiry, is_change=False)
    return inquiry


def _colleague(answer: Answer) -> Inquiry:
    return Inquiry.objects.create(
        municipality_id=answer.municipality_id,
        round=answer.round,
        organisation=answer.organisation,
        name=answer.other_name,
        email=answer.other_email,
        key=get_random_string(KEY),
        passed_on_by=answer.inquiry,
    )
