"""From the bytes of a document to a reading."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from . import extract, limits, rest, roles, titles
from .breaks import Breaks
from .model import Reading, Source, SourceLine
from .outline import Outline
from .repair import repair
from .walk import Walker

Progress = Callable[[int, str], None]


def read_document(
    data: bytes,
    filename: str,
    *,
    columns: dict[int, str] | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read a finished concept: .docx, .pdf, .xlsx, .csv or .txt, recognised by content.

    `columns` is a person's mapping for sheets and tables: column index -> meaning ("number",
    "title", "field", "goal", "responsible", "status", ...; "ignore" drops one). `progress` hears
    percent and a German sentence. Raises `ReadingRefused` for files that cannot or must not be
    read; nothing else is raised for any bytes.
    """
    tell = progress or _silent
    tell(2, "Die Datei wird geprüft.")
    limits.check_size(data)
    extracted = extract.extracted(data, filename, tell)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(filename, extracted.kind, digest, extracted.pages)
    reading = _read_lines(extracted, source, columns, tell)
    tell(100, "Das Dokument ist gelesen.")
    return reading


def _silent(_percent: int, _sentence: str) -> None:
    """Nobody listens."""


def _read_lines(
    extracted: extract.Extracted, source: Source, columns: dict[int, str] | None, tell: Progress
) -> Reading:
    lines = extracted.lines
    tell(45, "Der Text wird bereinigt.")
    entries = repair(lines)
    title = titles.title_of(lines, source.file, extracted.title)
    titles.discard_title(lines, title)
    tell(60, "Überschriften und Abschnitte werden erkannt.")
    breaks = Breaks(lines)
    marks = roles.assign(Outline(lines, entries, breaks))
    tell(80, "Ziele und Maßnahmen werden zugeordnet.")
    walker = Walker(lines, breaks, title, columns)
    walker.walk(marks)
    pages = max((line.page or 0 for line in lines), default=0) or source.pages
    # A sheet is one table: where it was not understood, the person can say what it means.
    unnamed = walker.tables.unnamed if source.kind in ("csv", "xlsx") else ()
    return Reading(
        source=Source(source.file, source.kind, source.sha256, pages),
        title=title,
        fields=tuple(field.frozen() for field in walker.fields),
        unplaced=tuple(rest.unplaced_of(lines, walker.placed, walker.reasons)),
        lines=tuple(SourceLine(line.number, line.page, line.raw) for line in lines),
        columns=walker.tables.columns or unnamed,
        furniture=tuple(rest.furniture_of(lines)),
        level_names=_level_names(walker.nouns),
    )


def _level_names(nouns: Mapping[str, Mapping[str, int]]) -> tuple[tuple[str, str], ...]:
    """What this document calls its levels, in the singular, where one word prevails."""
    found = []
    for level, counts in nouns.items():
        word = max(counts, key=lambda noun: counts[noun])
        name = _singular(word)
        if name is not None:
            found.append((level, name))
    return tuple(found)


_SINGULAR: Sequence[tuple[str, str]] = (
    ("handlungsempfehlung", "Handlungsempfehlung"),
    ("empfehlung", "Empfehlung"),
    ("handlungslinie", "Handlungslinie"),
    ("handlungsansa", "Handlungsansatz"),
    ("handlungsansä", "Handlungsansatz"),
    ("handlungsschritt", "Handlungsschritt"),
    ("maßnahme", "Maßnahme"),
    ("vorhaben", "Vorhaben"),
    ("handlungsfeld", "Handlungsfeld"),
    ("handlungsbereich", "Handlungsbereich"),
    ("themenfeld", "Themenfeld"),
    ("leitziel", "Leitziel"),
    ("teilziel", "Teilziel"),
    ("ziel", "Ziel"),
)


def _singular(word: str) -> str | None:
    small = word.casefold()
    return next((name for start, name in _SINGULAR if start in small), None)
