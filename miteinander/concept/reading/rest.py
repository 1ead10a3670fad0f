"""What stands in no item: passages with their reason, and furniture. Nothing is lost silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from .line import FURNITURE, TABLE, TEXT, Line
from .model import Furniture, Unplaced
from .repair.hyphens import flowing

_NO_REASON = "Kein Handlungsfeld, Ziel und keine Maßnahme erkannt."


def unplaced_of(
    lines: Sequence[Line], placed: set[int], reasons: Mapping[int, str]
) -> list[Unplaced]:
    """One entry per passage: neighbouring lines that were left for the same reason."""
    rows = [
        i
        for i, line in enumerate(lines)
        if i not in placed and (line.role == TEXT or (line.role == TABLE and any(line.cells or ())))
    ]
    found: list[Unplaced] = []
    for group in _groups(lines, rows, reasons):
        text = flowing(lines[i].text or lines[i].raw.strip() for i in group)
        first, last = lines[group[0]].number, lines[group[-1]].number
        found.append(Unplaced(first, last, text, reasons.get(group[0], _NO_REASON)))
    return found


def furniture_of(lines: Sequence[Line]) -> list[Furniture]:
    """Runs of lines that repair discarded for the same reason."""
    rows = [line for line in lines if line.role == FURNITURE and line.raw.strip()]
    found: list[Furniture] = []
    for line in rows:
        if found and found[-1].reason == line.why and found[-1].last_line == line.number - 1:
            found[-1] = Furniture(found[-1].line, line.number, line.why)
        else:
            found.append(Furniture(line.number, line.number, line.why))
    return found


def _groups(lines: Sequence[Line], rows: list[int], reasons: Mapping[int, str]) -> list[list[int]]:
    groups: list[list[int]] = [[rows[0]]] if rows else []
    for before, i in pairwise(rows):
        between = any(lines[k].role in (TEXT, TABLE) for k in range(before + 1, i))
        if between or reasons.get(before) != reasons.get(i):
            groups.append([])
        groups[-1].append(i)
    return groups
