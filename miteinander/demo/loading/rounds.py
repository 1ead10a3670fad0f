"""Reporting rounds of the demonstration town: three past ones and one that is half answered.

No mail goes out: all are marked as handed over, and nothing is left for the outbox to send.
"""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string

from miteinander.concept.choices import Responsibility, Status
from miteinander.concept.models import Edition, MeasureResponsibility, StatusReport
from miteinander.concept.report_words import NAMES
from miteinander.kernel.choices import Door
from miteinander.kernel.models import OutgoingMail
from miteinander.network.models import Person
from miteinander.rounds import wording
from miteinander.rounds.choices import AnswerState, LetterKind, Question, RoundState
from miteinander.rounds.models import Answer, Inquiry, Letter, Round

PAST = (2023, 2024, 2025)
WORDS = (
    "Das Angebot läuft wie geplant und wird gut angenommen.",
    "Zwei neue Gruppen haben begonnen, eine dritte ist in Vorbereitung.",
    "Die Räume standen erst spät zur Verfügung; seither läuft es.",
    "Mit den Partnern ist vereinbart, wie es im nächsten Jahr weitergeht.",
)
# What becomes of the mails of the running round, in turn; most simply arrive.
FATES: tuple[dict[str, Any], ...] = (
    {},
    {"delayed": True, "code": "4.4.1"},
    {},
    {"bounced": True, "code": "5.1.1"},
    {},
    {"failed": True, "code": "550"},
    {},
    {"uncertain": True},
    {},
    {"waiting": True},
    {},
    {},
)
# Whoever got no mail has opened none.
NOT_READ = {"bounced", "failed", "uncertain", "waiting"}


def load(edition: Edition) -> None:
    """Make the rounds, about every measure that somebody leads and that is no draft."""
    leads = MeasureResponsibility.objects.filter(
        measure__edition=edition, measure__is_draft=False, role=Responsibility.LEAD
    ).select_related("measure", "organisation")
    rows = list(leads.order_by("organisation__name", "measure__position"))
    for year in PAST:
        asking = _round(edition, year, date(year, 11, 10), date(year, 12, 5))
        _fill(asking, rows)
    today = timezone.localdate()
    running = _round(
        edition, today.year, today - timedelta(days=10), today + timedelta(days=11), is_open=True
    )
    _fill(running, rows)


def _round(edition: Edition, year: int, sent: date, due: date, *, is_open: bool = False) -> Round:
    closed = None if is_open else _at(due + timedelta(days=14))
    made = Round.objects.create(
        municipality_id=edition.municipality_id,
        edition=edition,
        title=f"Umsetzungsstand {year}",
        period_from=date(year, 1, 1),
        period_until=date(year, 12, 31),
        due_on=due,
        questions=Question.values,
        subject=wording.SUBJECT,
        invitation=wording.INVITATION,
        reminder=wording.REMINDER,
        remind_days=[-7, 3],
        state=RoundState.RUNNING if is_open else RoundState.CLOSED,
        sent_at=_at(sent),
        closed_at=closed,
    )
    made.measures.set(edition.measures.filter(is_draft=False))
    return made


def _fill(asking: Round, rows: list[MeasureResponsibility]) -> None:
    inquiries = _inquiries(asking, rows)
    answers = _answers(asking, rows, inquiries)
    Answer.objects.bulk_create(answers)
    _letters(asking, list(inquiries.values()))


def _inquiries(asking: Round, rows: list[MeasureResponsibility]) -> dict[int, Inquiry]:
    people: dict[int, Person] = {}
    for found in Person.objects.exclude(email=""):
        people.setdefault(found.organisation_id, found)
    made = {}
    for place, (key, row) in enumerate({row.organisation_id: row for row in rows}.items()):
        person = people.get(key)
        # One institution has no address, and nobody opened every fifth mail yet.
        email = "" if place == 11 else (person.email if person else row.organisation.email)
        is_opened = bool(email) and (asking.state == RoundState.CLOSED or place % 5)
        made[key] = Inquiry(
            municipality_id=asking.municipality_id,
            round=asking,
            organisation=row.organisation,
            person=person,
            name=str(person or ""),
            email=email,
            key=get_random_string(32),
            opened_at=asking.sent_at if is_opened else None,
        )
    if asking.state == RoundState.RUNNING:
        for one, fate in _with_fates(list(made.values())):
            one.opened_at = None if NOT_READ & fate.keys() else one.opened_at
    Inquiry.objects.bulk_create(made.values())
    return made


def _with_fates(inquiries: list[Inquiry]) -> list[tuple[Inquiry, dict[str, Any]]]:
    """Those to whom a mail goes, each with what becomes of it."""
    mailed = [one for one in inquiries if one.email]
    return [(one, FATES[place % len(FATES)]) for place, one in enumerate(mailed)]


def _answers(
    asking: Round, rows: list[MeasureResponsibility], inquiries: dict[int, Inquiry]
) -> list[Answer]:
    reports: dict[int, StatusReport] = {}
    for report in StatusReport.objects.filter(answers=None).order_by("reported_on", "pk"):
        if report.reported_on.year == asking.period_from.year and report.published_at:
            reports[report.measure_id] = report
    asked: dict[int, list[Answer]] = defaultdict(list)
    for row in rows:
        inquiry = inquiries[row.organisation_id]
        asked[inquiry.pk].append(_answer(asking, row, inquiry))
    for place, (answers, inquiry) in enumerate(
        zip(asked.values(), inquiries.values(), strict=True)
    ):
        for order, answer in enumerate(answers):
            _give(answer, place + order, inquiry, reports.get(answer.measure_id or 0))
    return [answer for answers in asked.values() for answer in answers]


def _answer(asking: Round, row: MeasureResponsibility, inquiry: Inquiry) -> Answer:
    return Answer(
        municipality_id=asking.municipality_id,
        round=asking,
        inquiry=inquiry,
        organisation=row.organisation,
        measure=row.measure,
        measure_title=str(row.measure),
    )


def _give(answer: Answer, place: int, inquiry: Inquiry, report: StatusReport | None) -> None:
    """Fill in what was answered; some never answer, in the running round about half do not yet."""
    is_past = answer.round.state == RoundState.CLOSED
    if (is_past and place % 9 == 8) or (not is_past and (not inquiry.opened_at or place % 2)):
        return
    if not is_past and place % 14 == 4:
        answer.state = AnswerState.MISDIRECTED
        answer.other_name, answer.other_note = "Frau Nordhoff", "Sie leitet das Projekt seit Mai."
        answer.other_email = "nordhoff@partner.example"
        return
    answer.state = AnswerState.CONFIRMED if is_past else AnswerState.ANSWERED
    if not is_past and place % 14 == 10:
        answer.state, answer.question = AnswerState.RETURNED, "Wie viele haben teilgenommen?"
        answer.returned_at = timezone.now()
    if report and is_past:
        answer.report, answer.status = report, report.status
        for name in NAMES:
            setattr(answer, name, getattr(report, name))
    else:
        answer.status = answer.measure.status or Status.STARTED if answer.measure else ""
        answer.is_unchanged = place % 3 == 0
        answer.note = "" if answer.is_unchanged else WORDS[place % len(WORDS)]
    assert answer.round.sent_at
    answer.answered_at = answer.saved_at = answer.round.sent_at + timedelta(days=1 + place % 7)
    answer.confirmed_at = answer.round.closed_at
    answer.author, answer.door = inquiry.name or inquiry.organisation.name, Door.MAIL_LINK


def _letters(asking: Round, inquiries: list[Inquiry]) -> None:
    """Mails of past rounds are long deleted, as their period says."""
    asked = [one for one in inquiries if one.email]
    assert asking.sent_at
    mails: list[OutgoingMail | None] = [None] * len(asked)
    if asking.state == RoundState.RUNNING:
        made = [_mail(one, fate) for one, fate in _with_fates(inquiries)]
        OutgoingMail.objects.bulk_create(made)
        mails = list(made)
    Letter.objects.bulk_create(
        Letter(
            municipality_id=asking.municipality_id,
            inquiry=one,
            mail=mail,
            kind=LetterKind.INVITATION,
            written_on=timezone.localdate(asking.sent_at),
        )
        for one, mail in zip(asked, mails, strict=True)
    )


def _mail(inquiry: Inquiry, fate: dict[str, Any]) -> OutgoingMail:
    sent = inquiry.round.sent_at
    assert sent
    is_out = not {"failed", "uncertain", "waiting"} & fate.keys()
    return OutgoingMail(
        municipality_id=inquiry.municipality_id,
        to=inquiry.email,
        subject=inquiry.round.title,
        body="In der Vorführung gehen keine Mails hinaus.",
        attempts=1,
        claimed_at=sent,
        # One that waits for ever: handed over in the far future, so that nobody sends it.
        handed_at=sent + timedelta(days=3650) if "waiting" in fate else sent,
        sent_at=sent if is_out else None,
        failed_at=sent if "failed" in fate else None,
        delayed_at=sent if "delayed" in fate else None,
        bounced_at=sent if "bounced" in fate else None,
        code=fate.get("code", ""),
    )


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
