"""Somebody else answers: passing on to a colleague, and naming who is to be asked."""

from collections.abc import Collection

from django.db import transaction
from django.utils.crypto import get_random_string

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.rounds import letters, rules
from miteinander.rounds.actions.answers import WRITABLE, held, refuse_closed
from miteinander.rounds.choices import AnswerState, LetterKind
from miteinander.rounds.models import Answer, Inquiry


def pass_on(
    inquiry: Inquiry, keys: Collection[int], *, name: str, email: str, note: str = "", by: Actor
) -> Inquiry:
    """Have a colleague answer these: a mail with an own link goes out, what was typed goes along.

    The same colleague asked once more gets them on the same inquiry. `keys` are of answers.
    Raises `NotPossible` where none of them waits for an answer.
    """
    require(rules.can_answer(by, inquiry.organisation_id, inquiry.pk))
    with transaction.atomic():
        moving = _waiting(inquiry, keys)
        known = Inquiry.objects.filter(passed_on_by=inquiry, email__iexact=email).first()
        colleague = known or Inquiry.objects.create(
            municipality_id=by.municipality_id,
            round=inquiry.round,
            organisation=inquiry.organisation,
            name=name,
            email=email,
            key=new_key(),
            passed_on_by=inquiry,
        )
        _move(moving, colleague)
        letters.write(colleague, LetterKind.PASSED_ON, words=note, by=by)
        audit.record(by, "inquiry.passed_on", colleague, is_change=False)
    return colleague


def take_back(colleague: Inquiry, *, by: Actor) -> int:
    """Answer again oneself what was passed on and is still open; gives how many those are.

    The colleague's link opens nothing any more unless something was already answered there.
    """
    source = colleague.passed_on_by
    if source is None:
        raise NotPossible("Diese Anfrage wurde von niemandem weitergegeben.")
    require(rules.can_answer(by, source.organisation_id, source.pk))
    with transaction.atomic():
        refuse_closed(colleague)
        given = list(Answer.objects.filter(inquiry=colleague).values_list("pk", flat=True))
        moving = [one for one in held(colleague, given) if one.state in WRITABLE]
        _move(moving, source)
        if len(moving) == len(given):
            Inquiry.objects.filter(pk=colleague.pk).update(key=new_key())
        audit.record(by, "inquiry.taken_back", colleague, is_change=False)
    return len(moving)


def misdirect(
    inquiry: Inquiry, keys: Collection[int], *, name: str, email: str, note: str, by: Actor
) -> None:
    """Say that somebody else is to be asked about these; the coordination decides.

    Raises `NotPossible` where none of them waits for an answer.
    """
    require(rules.can_answer(by, inquiry.organisation_id, inquiry.pk))
    with transaction.atomic():
        named = _waiting(inquiry, keys)
        for answer in named:
            answer.state = AnswerState.MISDIRECTED
            answer.other_name, answer.other_email, answer.other_note = name, email, note
            answer.version += 1
            answer.save(update_fields=["state", "version", *_OTHER])
        audit.record_all(by, "answer.misdirected", named)


_OTHER = ("other_name", "other_email", "other_note")


def send_fresh_link(inquiry: Inquiry, *, by: Actor) -> None:
    """Send a link that holds again, to the address that the inquiry already had."""
    require(rules.can_answer(by, inquiry.organisation_id, inquiry.pk))
    with transaction.atomic():
        refuse_closed(inquiry)
        letters.write(inquiry, LetterKind.FRESH_LINK, by=by)
        audit.record(by, "inquiry.link_sent", inquiry, is_change=False)


def new_key() -> str:
    """What a personal link is signed for from now on."""
    return get_random_string(32)


def _waiting(inquiry: Inquiry, keys: Collection[int]) -> list[Answer]:
    refuse_closed(inquiry)
    found = [one for one in held(inquiry, keys) if one.state in WRITABLE]
    if not found:
        raise NotPossible("Diese Maßnahmen sind schon beantwortet oder weitergegeben.")
    return found


def _move(moving: list[Answer], to: Inquiry) -> None:
    Answer.objects.filter(pk__in=[one.pk for one in moving]).update(inquiry=to)
