"""The board of a round: who was asked, what became of the mail, how far the answers are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from miteinander.kernel.choices import MailState
from miteinander.kernel.mail import RESENDABLE
from miteinander.rounds.choices import WAITED_FOR, AnswerState, LetterKind, RoundState
from miteinander.rounds.models import Answer, Inquiry, Letter, Round
from miteinander.rounds.queries import concerns

# What the board can be narrowed to -> its words.
SHOWN = {
    "offen": "mit offenen Antworten",
    "fertig": "vollständig beantwortet",
    "mail": "Mail kam nicht an",
    "zurueck": "mit Rückfrage",
    "andere": "andere zuständig",
    "gegangen": "nicht im Verzeichnis",
}


@dataclass
class Row:
    """An inquiry with its answers and the fate of its newest mail (None: no mail was written).

    `has_left`: whoever is asked does not stand in the directory, and answers are open. `lost`: the
    letters that can be sent once more, the newest first.
    """

    inquiry: Inquiry
    answers: list[Answer]
    letter: Letter | None
    mail: MailState | None
    reminders: int
    has_left: bool
    lost: list[Letter]
    colleagues: list[Inquiry] = field(default_factory=list)

    def count(self, *states: str) -> int:
        """How many answers are in these states."""
        return sum(one.state in states for one in self.answers)

    @property
    def open(self) -> int:
        """Answers that are waited for."""
        return self.count(*WAITED_FOR)

    @property
    def answered(self) -> int:
        """Answers that were given, taken over or not."""
        return self.count(AnswerState.ANSWERED, AnswerState.CONFIRMED)

    @property
    def returned(self) -> int:
        """Answers with a question of the coordination."""
        return self.count(AnswerState.RETURNED)

    @property
    def was_passed_on(self) -> bool:
        """Whether a colleague gave these measures away; else two institutions became one."""
        return any(one.kind == LetterKind.PASSED_ON for one in self.inquiry.letters.all())

    @property
    def misdirected(self) -> list[Answer]:
        """Answers for which somebody else is to be asked."""
        return [one for one in self.answers if one.state == AnswerState.MISDIRECTED]

    @property
    def is_troubled(self) -> bool:
        """Whether somebody has to look after the mail."""
        return not self.inquiry.email or self.mail in RESENDABLE

    def is_shown(self, kind: str) -> bool:
        """Whether a filter of `SHOWN` leaves the row."""
        match kind:
            case "offen":
                return self.open > 0
            case "fertig":
                return self.open == 0 and not self.misdirected
            case "mail":
                return self.is_troubled
            case "zurueck":
                return self.returned > 0
            case "gegangen":
                return self.has_left
            case "andere":
                return bool(self.misdirected)
        return True


@dataclass(frozen=True)
class Board:
    """All rows of a round, and those that the filter leaves."""

    round: Round
    rows: list[Row]
    shown: list[Row]

    @property
    def total(self) -> int:
        """All answers that are asked for."""
        return sum(len(row.answers) for row in self.rows)

    @property
    def answered(self) -> int:
        """Answers that were given."""
        return sum(row.answered for row in self.rows)

    @property
    def open(self) -> int:
        """Answers that are waited for; in a closed round those that never came."""
        return sum(row.open for row in self.rows)

    @property
    def misdirected(self) -> int:
        """Answers for which somebody else is to be asked."""
        return sum(len(row.misdirected) for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Filter -> how many rows it leaves."""
        return {kind: sum(row.is_shown(kind) for row in self.rows) for kind in SHOWN}

    @property
    def is_running(self) -> bool:
        """Whether answers are still taken."""
        return self.round.state == RoundState.RUNNING


def board(asking: Round, kind: str = "", words: str = "") -> Board:
    """The board in three queries, however many are asked."""
    now = timezone.now()
    light = Answer.objects.only(
        *("inquiry_id", "state", "measure_title", "other_name", "other_email", "other_note")
    )
    letters = Letter.objects.select_related("mail").defer("mail__body").order_by("-pk")
    inquiries = (
        Inquiry.objects.filter(round=asking)
        .annotate(has_left=concerns.is_left())
        .select_related("organisation", "passed_on_by")
        .prefetch_related(Prefetch("answers", light), Prefetch("letters", letters))
        .order_by("organisation__name", "organisation_id", "pk")
    )
    rows = [_row(one, now) for one in inquiries]
    by_key = {row.inquiry.pk: row for row in rows}
    for row in rows:
        source = by_key.get(row.inquiry.passed_on_by_id or 0)
        if source:
            source.colleagues.append(row.inquiry)
    return Board(asking, rows, [row for row in rows if row.is_shown(kind) and _has(row, words)])


def _row(inquiry: Any, now: datetime) -> Row:
    letters = list(inquiry.letters.all())
    newest = letters[0] if letters else None
    reminders = sum(one.kind == LetterKind.REMINDER for one in letters)
    mail = newest.mail.state(now) if newest and newest.mail else None
    lost = [one for one in letters if one.mail and one.mail.state(now) in RESENDABLE]
    return Row(
        inquiry, list(inquiry.answers.all()), newest, mail, reminders, inquiry.has_left, lost
    )


def _has(row: Row, words: str) -> bool:
    one = row.inquiry
    text = f"{one.organisation} {one.name} {one.email}".casefold()
    return all(word in text for word in words.casefold().split())


HEADERS = (
    "Institution",
    "Gefragt",
    "E-Mail",
    "Letztes Schreiben",
    "Am",
    "Mail",
    "Geöffnet",
    "Maßnahmen",
    "Beantwortet",
    "Offen",
    "Rückfragen",
    "Andere zuständig",
    "Erinnerungen",
)


def table(found: Board) -> list[list[str | int | None]]:
    """The shown rows as an export has them, below `HEADERS`."""
    return [_cells(row) for row in found.shown]


def _cells(row: Row) -> list[str | int | None]:
    one, letter = row.inquiry, row.letter
    opened = timezone.localtime(one.opened_at) if one.opened_at else None
    return [
        str(one.organisation),
        one.name,
        one.email,
        letter.get_kind_display() if letter else "",
        f"{letter.written_on:%d.%m.%Y}" if letter else "",
        str(row.mail.label) if row.mail else "",
        f"{opened:%d.%m.%Y %H:%M}" if opened else "",
        len(row.answers),
        row.answered,
        row.open,
        row.returned,
        len(row.misdirected),
        row.reminders,
    ]


def silent(asking: Round) -> QuerySet[Inquiry]:
    """Who has open answers and an address, and was not reminded today; for letters."""
    waiting = Answer.objects.filter(inquiry=OuterRef("pk"), state__in=WAITED_FOR)
    today = Letter.objects.filter(
        inquiry=OuterRef("pk"), kind=LetterKind.REMINDER, written_on=timezone.localdate()
    )
    found = Inquiry.objects.filter(Exists(waiting), ~Exists(today), round=asking)
    return found.exclude(email="").select_related("round", "organisation")
