"""The answers of a round as a table to take away."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from miteinander.rounds.models import Answer
from miteinander.rounds.queries.confirming import Sheet
from miteinander.ui.sheets import Cell

HEADERS = (
    *("Handlungsfeld", "Maßnahme", "Institution", "Von wem", "Beantwortet am", "Antwort"),
    *("Stand", "Stand zuletzt", "Was getan wurde", "Ergebnisse und Zahlen", "Was hinderte"),
    *("Nächste Schritte", "Kosten in Euro", "Erreichte Personen", "Rückfrage", "Veröffentlicht"),
)


def rows(sheets: Iterable[Sheet]) -> Iterator[list[Cell]]:
    """A row for each answer, below `HEADERS`."""
    for sheet in sheets:
        for answer in sheet.answers:
            yield _row(sheet, answer)


def _row(sheet: Sheet, answer: Answer) -> list[Cell]:
    at = answer.answered_at
    return [
        str(sheet.measure.field),
        str(sheet.measure),
        str(answer.organisation),
        answer.author,
        timezone.localdate(at) if at else None,
        answer.get_state_display(),
        answer.get_status_display(),
        sheet.previous.get_status_display() if sheet.previous else "",
        answer.note,
        answer.results,
        answer.obstacles,
        answer.next_steps,
        answer.cost_eur,
        answer.persons_reached,
        answer.question,
        "ja" if sheet.is_public else "nein",
    ]
