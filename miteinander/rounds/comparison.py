"""An answer beside what was reported before, and beside what it said itself before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format

from miteinander.concept.choices import Status
from miteinander.concept.values import Values
from miteinander.concept.word_changes import Piece, word_changes
from miteinander.rounds.models import Answer
from miteinander.rounds.queries.confirming import Sheet
from miteinander.rounds.values import REPORTED, values_of

LABELS = {
    "status": "Stand",
    "note": "Was getan wurde",
    "results": "Ergebnisse und Zahlen",
    "obstacles": "Was hinderte",
    "next_steps": "Nächste Schritte",
    "cost_eur": "Kosten in Euro",
    "persons_reached": "Erreichte Personen",
}


@dataclass(frozen=True)
class Row:
    """One thing that is said: before and now, as words on the page."""

    key: str
    label: str
    before: str
    now: str

    @property
    def pieces(self) -> list[Piece]:
        """The differences, word by word."""
        return word_changes(self.before, self.now)


@dataclass(frozen=True)
class Column:
    """An answer with its rows."""

    answer: Answer
    rows: list[Row]


def compared(answer: Answer, sheet: Sheet) -> Column:
    """The answer beside the last published report; only what one of the two says."""
    before = values_of(sheet.previous, REPORTED) if sheet.previous else {}
    return Column(answer, list(rows(before, values_of(answer, REPORTED))))


def rows(before: Values, now: Values) -> Iterable[Row]:
    """A row for each thing that is said before or now."""
    for key, label in LABELS.items():
        one, other = _words(key, before.get(key, "")), _words(key, now.get(key, ""))
        if one or other:
            yield Row(key, label, one, other)


def _words(key: str, value: str) -> str:
    if value == "" or value is None:
        return ""
    if key == "status":
        return str(Status(value).label)
    if key in ("cost_eur", "persons_reached"):
        places = 2 if key == "cost_eur" else 0
        return number_format(value, places, use_l10n=True, force_grouping=True)
    return str(value)
