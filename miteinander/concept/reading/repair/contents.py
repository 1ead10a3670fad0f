"""The table of contents: discarded as text, kept as evidence for headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..line import BLANK, TEXT, Line
from .hyphens import flowing

CONTENTS = "Inhaltsverzeichnis"
_TITLE = re.compile(
    r"^(?:Inhalts?(?:verzeichnis|übersicht)?|Contents|Table of contents)\s*:?$", re.IGNORECASE
)
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?"
_LEADER = re.compile(r"^(?P<text>.*?)\s*(?:\.\s?){4,}\s*(?P<page>\d{1,4})?$")
_PAGED = re.compile(r"^(?P<text>.*\D)\s*(?<!\d)(?P<page>\d{1,4})$")
_NUMBERED = re.compile(rf"^{_NUMBER}\s*(?P<title>\D.*)$")
_MOST_LINES = 400


@dataclass(frozen=True)
class Entry:
    """One line of the contents, joined where it was broken."""

    number: str | None
    title: str


def mark(lines: Sequence[Line]) -> list[Entry]:
    """Discard the table of contents and return its entries."""
    entries: list[Entry] = []
    start = next((i for i, line in enumerate(lines) if _is_title(line)), None)
    block = _block(lines, start) if start is not None else _leader_runs(lines)
    entries = _entries([lines[i].text for i in block if lines[i].role == TEXT])
    for i in block:
        if lines[i].role in (TEXT, BLANK):
            lines[i].discard(CONTENTS)
    return entries


def _is_title(line: Line) -> bool:
    return line.role == TEXT and bool(_TITLE.match(line.text))


def _looks_like_entry(text: str) -> bool:
    return bool(_LEADER.match(text) or (_PAGED.match(text) and len(text) < 160))


def _block(lines: Sequence[Line], start: int) -> list[int]:
    """From the title to the last entry; pages count as contents while most lines are entries."""
    block, page = [start], lines[start].page
    last_entry = start
    misses = 0
    for i in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[i]
        if line.role == TEXT and _looks_like_entry(line.text):
            last_entry, misses = i, 0
        elif line.role == TEXT:
            misses += 1
        if misses > 3:
            break
    if last_entry == start:
        last_entry = _numbered_end(lines, start, page)
    block.extend(range(start + 1, last_entry + 1))
    return block if last_entry > start else []


def _numbered_end(lines: Sequence[Line], start: int, page: int | None) -> int:
    """Contents without page numbers: numbered lines up to the end of that page."""
    seen: set[str] = set()
    last = start
    for i in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[i]
        if page is not None and line.page != page:
            break
        match = _NUMBERED.match(line.text) if line.role == TEXT else None
        if match and match["number"] in seen:
            break
        if match:
            seen.add(match["number"])
        if line.role == TEXT:
            last = i
    return last if len(seen) >= 3 and page is not None else start


def _leader_runs(lines: Sequence[Line]) -> list[int]:
    """Lines with dot leaders, even where the word "Inhalt" is missing."""
    found = [i for i, line in enumerate(lines) if line.role == TEXT and _LEADER.match(line.text)]
    return list(range(found[0], found[-1] + 1)) if _dense(found) else []


def _dense(found: list[int]) -> bool:
    return len(found) >= 4 and found[-1] - found[0] < 3 * len(found)


def _entries(rows: list[str]) -> list[Entry]:
    entries: list[Entry] = []
    pending: list[str] = []
    for row in rows:
        if _TITLE.match(row):
            continue
        match = _LEADER.match(row) or _PAGED.match(row)
        if _NUMBERED.match(row) and pending:
            entries.append(_entry(flowing(pending)))
            pending = []
        pending.append(match["text"].rstrip(" .") if match else row)
        if match:
            entries.append(_entry(flowing(pending)))
            pending = []
    if pending:
        entries.append(_entry(flowing(pending)))
    return entries


def _entry(text: str) -> Entry:
    match = _NUMBERED.match(text)
    return Entry(match["number"], match["title"].strip()) if match else Entry(None, text.strip())
