"""Page heads and feet: found by repetition and by page numbers that count upwards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .. import vocabulary
from ..line import BLANK, TEXT, Line

HEAD = "Kopf- oder Fußzeile"
_DIGITS = re.compile(r"\d+")
_ONLY_NUMBER = re.compile(
    r"^\W*(?:Seite\s*)?(\d{1,4})(?:\s*(?:von|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)
# "Ziel 1", "Maßnahme 2.4": they repeat and count, but they structure the text.
_STRUCTURE = re.compile(
    r"^(?:(?:Handlungs|Themen|Aktions|Aufgaben)\w+|HF|(?:Leit|Teil|Ober)?ziel|Ma(?:ß|ss)nahme|Projekt|"
    r"Empfehlung|Vorhaben|Kapitel|Teil|Abschnitt|Phase|Stufe|Tabelle|Abbildung|Goal|Measure|Action|"
    r"Field of action|Nr\.?|[A-ZÄÖÜ]{1,4})[\s.:–-]*#[\s#.:a-z–-]*$",
    re.IGNORECASE,
)
# "2.1 Lage", "3. Ziele": chapters with the same name in every field count upwards as well.
_CHAPTER = re.compile(r"^#(?:\.#)+\.?\s*[^\W\d_]|^#[.)]?\s+(?P<label>[^\W\d_].*)$")
_LONGEST = 160
_EDGE = 3


def mark(lines: Sequence[Line]) -> None:
    """Discard page heads and feet and give every line of plain text its page."""
    if any(line.page is not None for line in lines):
        _repeated_at_edges(lines, _pages_known(lines))
        return
    _counting(lines)
    if not _heads(lines):
        _lone_numbers(lines)
    _number_pages(lines)
    _repeated_at_edges(lines, _pages_known(lines))
    _blanks_beside(lines)


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.raw.split()))


def _structures(shape: str) -> bool:
    """Whether a line that repeats belongs to the text: a heading, a section's label, a fact."""
    chapter = _CHAPTER.match(shape)
    named = chapter["label"] if chapter and chapter["label"] else shape
    label, colon, _ = named.partition(":")
    labelled = bool(colon) and vocabulary.fact_meaning(label) is not None
    dotted = chapter is not None and chapter["label"] is None
    return (
        dotted
        or labelled
        or _STRUCTURE.match(shape) is not None
        or vocabulary.section_meaning(named) is not None
    )


def _counting(lines: Sequence[Line]) -> None:
    """Lines such as "12 | Integrationsplan", whose number grows from page to page."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        shape = _shape(line)
        usable = line.role == TEXT and "#" in shape and 3 < len(shape) <= _LONGEST
        if usable and not _structures(shape):
            groups[shape].append(i)
    for found in groups.values():
        for i in _page_numbers(lines, found):
            lines[i].discard(HEAD)


def _page_numbers(lines: Sequence[Line], found: list[int]) -> list[int]:
    """Those of `found` that count pages: after an empty line, or one number growing throughout."""
    if len(found) < 2:
        return []
    after_gap = [i for i in found if i == 0 or not lines[i - 1].raw]
    far = len(found) > 2 and (found[-1] - found[0]) / (len(found) - 1) >= 8
    candidates = after_gap if len(after_gap) >= 2 else (found if far else [])
    rows = [_DIGITS.findall(lines[i].raw) for i in candidates]
    grows = any(
        all(int(a[k]) < int(b[k]) for a, b in pairwise(rows))
        for k in range(len(rows[0]) if rows else 0)
    )
    return candidates if grows else []


def _lone_numbers(lines: Sequence[Line]) -> None:
    """A number alone after an empty line, one higher than the last one of its kind."""
    chain: list[int] = []
    last = 0
    for i, line in enumerate(lines):
        match = _ONLY_NUMBER.match(line.raw)
        if match is None or line.role != TEXT or (i and lines[i - 1].raw.strip()):
            continue
        number = int(match[1])
        if number == last + 1 or (not chain and number <= 3):
            chain.append(i)
            last = number
    if len(chain) >= 2:
        for i in chain:
            lines[i].discard(HEAD)


def _number_pages(lines: Sequence[Line]) -> None:
    """Count pages from form feeds or, failing these, from page heads that carry a number."""
    feeds = any("\f" in line.raw for line in lines)
    starts = set() if feeds else {_page_start(lines, i) for i in _heads(lines)} - {0}
    if not feeds and not starts:
        return
    page = 1
    for i, line in enumerate(lines):
        page += line.raw.count("\f") if feeds and i else int(i in starts)
        line.page = page


def _heads(lines: Sequence[Line]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.why == HEAD and line.raw.strip()]


def _page_start(lines: Sequence[Line], head: int) -> int:
    """The empty line above a page head, or the head itself."""
    start = next((i for i in range(head - 1, max(head - 4, -1), -1) if not lines[i].raw), head)
    return start if any(line.raw.strip() for line in lines[:start]) else 0


def _pages_known(lines: Sequence[Line]) -> list[list[int]]:
    pages: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.page is not None and line.raw.strip():
            pages[line.page].append(i)
    return list(pages.values())


def _repeated_at_edges(lines: Sequence[Line], pages: list[list[int]]) -> None:
    """The same words at the top or at the bottom of a third of all pages, and of at least three."""
    places: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        edges = dict.fromkeys(page[:_EDGE] + page[-_EDGE:])
        for i in edges:
            shape = _shape(lines[i])
            if lines[i].role == TEXT and len(shape) <= _LONGEST and not _structures(shape):
                places[shape].append(i)
    for shape, found in places.items():
        if len(found) >= 3 and len(found) * 3 >= len(pages) and _counts(lines, shape, found):
            for i in found:
                lines[i].discard(HEAD)


def _counts(lines: Sequence[Line], shape: str, found: list[int]) -> bool:
    """A bare number is a page number only where it grows from page to page."""
    if any(c.isalpha() for c in shape):
        return True
    numbers = [int(_DIGITS.findall(lines[i].raw)[0]) for i in found if _DIGITS.search(lines[i].raw)]
    return len(numbers) == len(found) and all(a < b and b - a <= 3 for a, b in pairwise(numbers))


def _blanks_beside(lines: Sequence[Line]) -> None:
    """Empty lines around a page head say nothing about paragraphs: discard them too."""
    for step, order in ((1, range(len(lines))), (-1, range(len(lines) - 1, -1, -1))):
        for i in order:
            before = i - step
            if lines[i].role == BLANK and 0 <= before < len(lines) and lines[before].why == HEAD:
                lines[i].discard(HEAD)
