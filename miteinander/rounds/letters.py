"""Letters to whom a round asks: the mail's words and its place in the outbox.

Actions call this inside of their transaction. Everything costs the same number of queries, however
many letters are written.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from miteinander.kernel import mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import Municipality, OutgoingMail
from miteinander.rounds import personal_links, wording
from miteinander.rounds.choices import WAITED_FOR, AnswerState, LetterKind
from miteinander.rounds.models import Answer, Inquiry, Letter

SUBJECTS = {
    LetterKind.REMINDER: "Erinnerung: {}",
    LetterKind.QUESTION: "Rückfrage: {}",
    LetterKind.FRESH_LINK: "Ihr neuer Link: {}",
    LetterKind.PASSED_ON: "Bitte um Antwort: {}",
}
# Which answers a letter names; all of them where nothing is said.
ABOUT: dict[str, tuple[AnswerState, ...]] = {
    LetterKind.REMINDER: WAITED_FOR,
    LetterKind.PASSED_ON: WAITED_FOR,
    LetterKind.QUESTION: (AnswerState.RETURNED,),
}


def write(inquiry: Inquiry, kind: LetterKind, *, by: Actor, words: str = "") -> Letter:
    """One letter with the personal link. Raises `NotPossible` where there is no address."""
    if not inquiry.email:
        raise NotPossible(
            f"Für {inquiry.organisation} ist keine Mailadresse bekannt. Bitte tragen Sie ein, wer "
            "gefragt wird."
        )
    return write_all([inquiry], kind, by=by, words=words)[0]


def write_all(
    inquiries: Iterable[Inquiry], kind: LetterKind, *, by: Actor, words: str = ""
) -> list[Letter]:
    """A letter to each of those who have an address.

    `words` are the text of a reminder if it is not the round's own, and what a colleague writes who
    passes on. The inquiries have `round` and `organisation` loaded.
    """
    asked = [one for one in inquiries if one.email]
    town = Municipality.objects.get(pk=by.municipality_id)
    about = _about(asked, kind)
    mails = [_mail(one, kind, about[one.pk], words, town, by) for one in asked]
    mail.queue_all(mails)
    today = timezone.localdate()
    return Letter.objects.bulk_create(
        Letter(
            municipality_id=one.municipality_id, inquiry=one, mail=sent, kind=kind, written_on=today
        )
        for one, sent in zip(asked, mails, strict=True)
    )


def preview(
    inquiry: Inquiry, kind: LetterKind, answers: list[Answer], town: Municipality, words: str = ""
) -> tuple[str, str]:
    """Subject and text of a letter, with a word where the personal link will stand."""
    return _subject(inquiry, kind, answers, town), _body(
        inquiry, kind, answers, words, town, "(hier steht der persönliche Link)"
    )


def _about(asked: list[Inquiry], kind: LetterKind) -> dict[int, list[Answer]]:
    """The answers that each letter names, by one query."""
    found = Answer.objects.filter(inquiry__in=asked).order_by("measure_title", "pk")
    if kind in ABOUT:
        found = found.filter(state__in=ABOUT[kind])
    sorted_by: dict[int, list[Answer]] = defaultdict(list)
    for answer in found:
        sorted_by[answer.inquiry_id or 0].append(answer)
    return sorted_by


def _mail(
    inquiry: Inquiry,
    kind: LetterKind,
    answers: list[Answer],
    words: str,
    town: Municipality,
    by: Actor,
) -> OutgoingMail:
    link = personal_links.address(inquiry, town)
    return mail.written(
        to=inquiry.email,
        subject=_subject(inquiry, kind, answers, town),
        body=_body(inquiry, kind, answers, words, town, link),
        by=by,
        reply_to=town.email,
    )


def _subject(inquiry: Inquiry, kind: LetterKind, answers: list[Answer], town: Municipality) -> str:
    own = wording.fill(inquiry.round.subject, _values(inquiry, answers, town))
    return SUBJECTS.get(kind, "{}").format(own)


def _body(
    inquiry: Inquiry,
    kind: LetterKind,
    answers: list[Answer],
    words: str,
    town: Municipality,
    link: str,
) -> str:
    own = {
        LetterKind.INVITATION: inquiry.round.invitation,
        LetterKind.REMINDER: inquiry.round.reminder,
    }
    text = words or own.get(kind, "")
    details = {
        "inquiry": inquiry,
        "round": inquiry.round,
        "answers": answers,
        "text": wording.fill(text, _values(inquiry, answers, town)),
        "town": town,
        "url": link,
        "is_overdue": timezone.localdate() > inquiry.round.due_on,
    }
    body = render_to_string(f"rounds/mail/{kind}.txt", details)
    return body.strip() + "\n"


def _values(inquiry: Inquiry, answers: list[Answer], town: Municipality) -> dict[str, str]:
    asking = inquiry.round
    number = len(answers)
    return {
        "institution": str(inquiry.organisation),
        "name": inquiry.name,
        "frist": date_format(asking.due_on, "j. F Y"),
        "zeitraum": f"{asking.period_from:%d.%m.%Y} bis {asking.period_until:%d.%m.%Y}",
        "anzahl": "1 Maßnahme" if number == 1 else f"{number} Maßnahmen",
        "runde": asking.title,
        "kommune": town.name,
    }
