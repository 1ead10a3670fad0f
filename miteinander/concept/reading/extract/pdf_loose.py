"""Tables that a PDF prints without rules: a line of known headers, and what is set below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .. import tables

Word = dict[str, Any]
_APART = 0.7
_NEAR = 4.0
_ROW_GAP = 1.5
_END_GAP = 4.0
_MOST_FOOT_LINES = 2


@dataclass(frozen=True)
class Loose:
    """Rows of cells with the top and the bottom of each, and the words that they consist of."""

    rows: tuple[tuple[tuple[str, ...], float, float], ...]
    words: tuple[Word, ...]
    starts: tuple[float, ...]
    open_end: bool


def loose_tables(
    lines: Sequence[Sequence[Word]], carried: tuple[float, ...] | None = None
) -> list[Loose]:
    """The tables among the `lines` of one page, each line its words from left to right.

    `carried` holds where the columns start of a table that filled the page before: its rows may
    go on at the top without a header.
    """
    found: list[Loose] = []
    i = 0
    while i < len(lines):
        cells = _cells(lines[i])
        header = len(cells) >= 2 and tables.header_of([[_text(cell) for cell in cells]]) is not None
        starts = tuple(float(cell[0]["x0"]) for cell in cells) if header else None
        if starts is None and carried and not found and _aligned(cells, carried):
            starts = carried
        end = _end(lines, i, starts) if starts else i
        if starts and end - i >= (2 if header else 1):
            found.append(_table(lines[i:end], starts, len(lines) - end <= _MOST_FOOT_LINES))
            i = end
        else:
            i += 1
    return found


def _cells(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, cut where the gap is wider than between words."""
    cells: list[list[Word]] = [[line[0]]]
    for before, word in pairwise(line):
        if word["x0"] - before["x1"] > _APART * word["size"]:
            cells.append([])
        cells[-1].append(word)
    return cells


def _aligned(cells: Sequence[Sequence[Word]], starts: Sequence[float]) -> bool:
    return len(cells) >= 2 and all(_starts(cell, starts) for cell in cells)


def _starts(cell: Sequence[Word], starts: Sequence[float]) -> bool:
    return any(abs(cell[0]["x0"] - start) < _NEAR for start in starts)


def _end(lines: Sequence[Sequence[Word]], i: int, starts: tuple[float, ...]) -> int:
    """Index after the table's last line: before a heading, a wide gap, or a line of prose."""
    k = i + 1
    while k < len(lines):
        size = _size(lines[k - 1])
        apart = _top(lines[k]) - _bottom(lines[k - 1]) > _END_GAP * size
        larger = _size(lines[k]) > _size(lines[i]) + 0.6
        beside = len(_cells(lines[k])) == 1 and not _starts(lines[k], starts)
        if apart or larger or beside or _crosses(lines[k], starts):
            break
        k += 1
    return k


def _crosses(line: Sequence[Word], starts: Sequence[float]) -> bool:
    """Whether a word runs from one column into the next, as prose does."""
    return any(
        word["x0"] < start - _NEAR and word["x1"] > start + _NEAR
        for word in line
        for start in starts[1:]
    )


def _table(lines: Sequence[Sequence[Word]], starts: tuple[float, ...], open_end: bool) -> Loose:
    rows: list[list[list[str]]] = []
    places: list[tuple[float, float]] = []
    for k, line in enumerate(lines):
        texts = _by_column(line, starts)
        if k == 0 or _begins(lines[k - 1], line, texts):
            rows.append([[] for _ in starts])
            places.append((_top(line), _bottom(line)))
        places[-1] = (places[-1][0], _bottom(line))
        for cell, text in zip(rows[-1], texts, strict=True):
            if text:
                cell.append(text)
    found = tuple(
        (tuple("\n".join(cell) for cell in row), top, bottom)
        for row, (top, bottom) in zip(rows, places, strict=True)
    )
    return Loose(found, tuple(word for line in lines for word in line), starts, open_end)


def _begins(before: Sequence[Word], line: Sequence[Word], texts: Sequence[str]) -> bool:
    """A new row: set apart, or with its first cell filled beside others where rows are tight."""
    if _top(line) - _top(before) > _ROW_GAP * _size(line):
        return True
    return bool(texts[0]) and any(texts[1:])


def _by_column(line: Sequence[Word], starts: Sequence[float]) -> list[str]:
    cells: list[list[Word]] = [[] for _ in starts]
    for word in line:
        k = max((k for k, start in enumerate(starts) if word["x0"] > start - _NEAR), default=0)
        cells[k].append(word)
    return [_text(cell) for cell in cells]


def _text(words: Sequence[Word]) -> str:
    text = ""
    for k, word in enumerate(words):
        apart = k and word["x0"] - words[k - 1]["x1"] > 0.12 * word["size"]
        text += f" {word['text']}" if apart else word["text"]
    return text


def _size(line: Sequence[Word]) -> float:
    return max(float(word["size"]) for word in line)


def _top(line: Sequence[Word]) -> float:
    return min(float(word["top"]) for word in line)


def _bottom(line: Sequence[Word]) -> float:
    return max(float(word["bottom"]) for word in line)
