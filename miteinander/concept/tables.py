"""Measures as rows of a table, with everything that the workspace knows."""

import re
from collections.abc import Iterable, Iterator

from miteinander.concept import report_words
from miteinander.concept.choices import Responsibility
from miteinander.concept.models import Measure
from miteinander.ui.sheets import Cell
from miteinander.ui.tables.columns import KEY

_KEY = re.compile(r"[Mm]([1-9][0-9]{0,17})-([1-9][0-9]{0,8})")
HEADERS = (
    "Handlungsfeld",
    "Unterthema",
    "Ziel",
    "Nummer",
    "Titel",
    "Beschreibung",
    "Art",
    "Zeitraum",
    "Beginn",
    "Ende",
    "Federführend",
    "Beteiligt",
    "Zielgruppen",
    "Dimensionen",
    "Querschnittsthemen",
    "Ansatz",
    "Kosten",
    "Kosten in Euro",
    "Finanzierung",
    "Woran man Erfolg erkennt",
    "Stand",
    "Stand vom",
    *report_words.COLUMNS,
    "Entwurf",
    "Interne Notizen",
    KEY,
)


def rows(measures: Iterable[Measure]) -> Iterator[list[Cell]]:
    """A row per measure, in the order of `HEADERS`; needs `queries.measures.for_export`."""
    for one in measures:
        yield [
            str(one.field),
            str(one.topic or ""),
            str(one.goal or ""),
            one.number,
            one.title,
            one.description,
            one.get_kind_display(),
            one.period,
            one.begins_on,
            one.ends_on,
            _institutions(one, Responsibility.LEAD),
            _institutions(one, Responsibility.PARTNER),
            *(_titles(found) for found in (one.target_groups, one.dimensions, one.themes)),
            one.approach,
            one.cost,
            one.cost_eur,
            one.funding,
            one.indicators,
            one.get_status_display() if one.status else "noch kein Bericht",
            one.reported_on,
            *report_words.cells(next(iter(one.reports.all()), None)),
            "ja" if one.is_draft else "nein",
            one.internal_notes,
            key(one),
        ]


def key(measure: Measure) -> str:
    """Which measure a row means, and in which version it was written: "M17-3".

    With letters, because spreadsheet programs make days and fractions of "17-3" and "17.3".
    """
    return f"M{measure.pk}-{measure.version}"


def key_in(text: str) -> tuple[int, int] | None:
    """The measure's key and version of a cell; None for what `key` never wrote."""
    found = _KEY.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def _institutions(measure: Measure, role: Responsibility) -> str:
    found = measure.responsibilities.all()
    return "; ".join(str(one.organisation) for one in found if one.role == role)


def _titles(found) -> str:  # type: ignore[no-untyped-def]
    return "; ".join(str(one) for one in found.all())
