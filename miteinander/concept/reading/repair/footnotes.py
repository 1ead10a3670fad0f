"""Footnotes: the block at a page's end, and the digits that it leaves in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..line import BLANK, TEXT, Line

NOTE = "Fußnote"
MARK = "Fußnotenziffer"
_MARKS = re.compile(r"^\s*\d{1,3}(?:\s+\d{1,3})*\s*$")
_NOTE_START = re.compile(r"^(?P<number>[1-9]\d{0,2})(?:\s+(?=[\w„\"(])|(?=[A-ZÄÖÜ„]))(?P<rest>.*)$")
_GLUED = re.compile(r"(?<=[^\W\d_]|[.,;“”)\"])(\d{1,3})$")
_INSIDE = re.compile(r"(?<=[a-zäöüß“”)])(\d{1,3})(?=[.,;:]?(?:\s|$))")
_MOST_LINES = 40


def mark(lines: Sequence[Line]) -> None:
    """Discard footnotes and their marks page by page; the sentence around a mark stays whole."""
    last = 0
    for start, end in _pages(lines):
        notes = _block(lines, start, end, last)
        numbers = {int(number) for number, _ in notes}
        for i in range(start, notes[0][1] if notes else end):
            _text_mark(lines, i, end, numbers, last)
        for _, first in notes[:1]:
            for i in range(first, end):
                if lines[i].role in (TEXT, BLANK):
                    lines[i].discard(NOTE)
        last = max(numbers, default=last)


def _pages(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Half-open ranges of lines between page heads."""
    starts = [0]
    for i in range(1, len(lines)):
        if lines[i].page != lines[i - 1].page:
            starts.append(i)
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _block(lines: Sequence[Line], start: int, end: int, last: int) -> list[tuple[str, int]]:
    """Numbers and first lines of the notes that close the page; [] if there are none.

    Read upwards: the topmost line from which note numbers run on without a gap.
    """
    best: list[tuple[str, int]] = []
    candidates = _candidates(lines, max(start, end - _MOST_LINES), end)
    for k, (number, _) in enumerate(candidates):
        chain = _chain(candidates[k:])
        expected = int(number) == last + 1 or int(number) == 1
        marked = _is_marked(lines, start, candidates[k][1], int(number))
        if (expected or marked) and len(chain) > len(best) and marked:
            best = chain
    return best


def _candidates(lines: Sequence[Line], start: int, end: int) -> list[tuple[str, int]]:
    found = []
    for i in range(start, end):
        line = lines[i]
        if line.role != TEXT or line.bullet:
            continue
        match = _NOTE_START.match(line.text)
        if match:
            found.append((match["number"], i))
        elif line.text.isdecimal() and len(line.text) <= 3 and _next_is_text(lines, i, end):
            found.append((line.text, i))
    return found


def _next_is_text(lines: Sequence[Line], i: int, end: int) -> bool:
    follower = next((lines[k] for k in range(i + 1, end) if lines[k].role == TEXT), None)
    return follower is not None and any(c.isalpha() for c in follower.text)


def _chain(candidates: list[tuple[str, int]]) -> list[tuple[str, int]]:
    chain = candidates[:1]
    for number, i in candidates[1:]:
        if int(number) == int(chain[-1][0]) + 1:
            chain.append((number, i))
    return chain


def _is_marked(lines: Sequence[Line], start: int, end: int, number: int) -> bool:
    """Whether the text above carries this note's digit."""
    wanted = str(number)
    for i in range(start, end):
        text = lines[i].text
        if lines[i].role != TEXT or (not text.endswith(wanted) and wanted not in text.split()):
            continue
        if _MARKS.match(text) and wanted in text.split():
            return True
        match = _GLUED.search(text)
        if match and match[1] == wanted:
            return True
    return any(
        wanted in _INSIDE.findall(lines[i].text) for i in range(start, end) if lines[i].role == TEXT
    )


def _text_mark(lines: Sequence[Line], i: int, end: int, numbers: set[int], last: int) -> None:
    line = lines[i]
    if line.role != TEXT:
        return
    if _MARKS.match(line.text):
        marks = {int(part) for part in line.text.split()}
        if marks & numbers or (not numbers and min(marks) == last + 1 and i > 0):
            line.discard(MARK)
            _reconnect(lines, i, end)
        return
    match = _GLUED.search(line.text)
    if match and int(match[1]) in numbers:
        line.text = line.text[: match.start()].rstrip()
    if numbers:
        line.text = _INSIDE.sub(lambda m: "" if int(m[1]) in numbers else m[0], line.text)


def _reconnect(lines: Sequence[Line], i: int, end: int) -> None:
    """After a raised digit a line that starts with a blank continues the sentence before it."""
    before = next((lines[k] for k in range(i - 1, -1, -1) if lines[k].role == TEXT), None)
    k = i + 1
    glued = k < end and lines[k].raw.startswith((" ", "\t", ".", ",", ";"))
    if before is None or not glued:
        return
    while k < end and lines[k].role == BLANK and lines[k].raw:
        lines[k].discard(MARK)
        k += 1
    before.ends = False
