"""Tables: which row is the header, what its columns mean, what each row says.

Pure reading of cells; walk_tables.py hangs the result into the tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import vocabulary
from .model import Column

_HEADER_ROWS = 15
_LONGEST_HEADER = 80
_ITEMS = frozenset(["title", "goal"])
_FILLED_DOWN = ("area", "field_number", "field", "topic", "goal_number", "goal")
_NUMBERED = re.compile(
    r"^(?:(?:Ma(?:ß|ss)nahme|Ziel|Handlungsempfehlung|Empfehlung|Handlungslinie|Goal|Measure)\s+)?"
    r"(?P<number>[A-ZÄÖÜ]{1,4}[-.–]?\d{1,3}(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*[.:)–-]?\s+(?P<text>\S.*)$",
    re.DOTALL,
)
_POINT = re.compile(r"(?:^|\n)\s*[•▪‣◦●○■–-]\s+")


@dataclass(frozen=True)
class Header:
    """Index of the last header row, and per column its printed header and its meaning."""

    last_row: int
    first_row: int
    headers: tuple[str, ...]
    meanings: Mapping[int, str]

    def columns(self, rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
        """What the person sees and can correct: header, meaning, up to three samples."""
        found = []
        for index, header in enumerate(self.headers):
            cells = (row[index] for row in rows[self.last_row + 1 :] if index < len(row))
            samples = tuple(dict.fromkeys(cell for cell in cells if cell))[:3]
            found.append(Column(index, header, self.meanings.get(index), samples))
        return tuple(found)


@dataclass
class RowValues:
    """One row's texts by meaning; `extras` are columns without a meaning, with their header."""

    values: dict[str, str] = field(default_factory=dict)
    extras: list[tuple[str, str]] = field(default_factory=list)
    section: str | None = None
    repeated: bool = False
    total: bool = False

    def get(self, meaning: str) -> str:
        """The text of a meaning, or ""."""
        return self.values.get(meaning, "")


def header_of(
    rows: Sequence[Sequence[str]], wanted: Mapping[int, str] | None = None
) -> Header | None:
    """The header of a table of goals or measures; None when no row names at least two columns.

    `wanted` is the person's mapping and wins over every guess ("ignore" or "" drops a column).
    """
    best: tuple[int, int] | None = None
    for r, row in enumerate(rows[:_HEADER_ROWS]):
        if _same_everywhere(row):
            continue
        named = {meaning for cell in row if (meaning := _meaning(cell))}
        if len(named) >= 2 and (best is None or len(named) > best[0]):
            best = (len(named), r)
    if best is None and not wanted:
        return None
    first = best[1] if best else _first_short_row(rows)
    last, headers = _second_row(rows, first) if first >= 0 else (first, _nameless(rows))
    meanings = _settled(headers, wanted or {}, rows[last + 1 :])
    if not _ITEMS & set(meanings.values()) and not wanted:
        return None
    return Header(last, max(first, 0), headers, meanings)


def unnamed(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns of a table that nobody understood yet, for the person to name."""
    first = _first_short_row(rows)
    headers = tuple(rows[first]) if first >= 0 else _nameless(rows)
    return Header(first, max(first, 0), headers, {}).columns(rows)


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Label and value side by side, one fact per row."""
    labelled = [
        row for row in rows if row and vocabulary.fact_meaning(row[0]) and len(row[0]) <= 60
    ]
    return len(labelled) >= 2 and len(labelled) * 2 >= len(rows) and header_of(rows) is None


def values_of(row: Sequence[str], header: Header, before: dict[str, str]) -> RowValues:
    """One row by meaning. `before` carries what merged or empty cells repeat from above."""
    found = RowValues()
    if tuple(row[: len(header.headers)]) == header.headers:
        found.repeated = True
        return found
    if _TOTAL.match(next((cell for cell in row if cell), "")):
        found.total = True
        return found
    single = _section_text(row, header)
    if single is not None:
        found.section = single
        before.clear()
        return found
    for index, cell in enumerate(row):
        meaning = header.meanings.get(index)
        if meaning is None:
            name = header.headers[index] if index < len(header.headers) else ""
            if cell:
                found.extras.append((" ".join(name.split()), cell))
        elif cell:
            known = found.values.get(meaning)
            between = " – " if meaning == "period" else "\n"
            found.values[meaning] = f"{known}{between}{cell}" if known and known != cell else cell
    _fill_down(found, before)
    return found


def numbered(text: str) -> tuple[str | None, str]:
    """A printed number before a text, and the text: "2.4 Sprachcafés"."""
    match = _NUMBERED.match(text.strip())
    if match is None or re.match(r"^\d{4}$", match["number"]):
        return None, text.strip()
    return match["number"], match["text"].strip()


def points_of(text: str) -> list[str]:
    """The points of a cell that lists several; one text where it lists none."""
    if len(_POINT.findall(text)) < 2:
        rows = [row for row in text.split("\n") if row.strip()]
        return rows if len(rows) > 1 and all(numbered(row)[0] for row in rows) else [text]
    parts = [" ".join(part.split()) for part in _POINT.split(text)]
    return [part for part in parts if part]


def _meaning(cell: str) -> str | None:
    text = cell.strip()
    return vocabulary.header_meaning(text) if 0 < len(text) <= _LONGEST_HEADER else None


def _same_everywhere(row: Sequence[str]) -> bool:
    return len({cell for cell in row if cell}) < 2


def _first_short_row(rows: Sequence[Sequence[str]]) -> int:
    for r, row in enumerate(rows[:_HEADER_ROWS]):
        filled = [cell for cell in row if cell]
        if len(filled) >= 2 and all(len(cell) <= _LONGEST_HEADER for cell in filled):
            return r
    return -1


def _nameless(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return ("",) * max((len(row) for row in rows), default=0)


def _second_row(rows: Sequence[Sequence[str]], first: int) -> tuple[int, tuple[str, ...]]:
    """Headers over two rows: the lower one names the parts of a merged upper cell."""
    upper = tuple(rows[first])
    if first + 1 >= len(rows):
        return first, upper
    lower = tuple(rows[first + 1])
    repeats = len(upper) != len({cell for cell in upper if cell})
    named = sum(1 for cell in lower if _meaning(cell))
    if not repeats or named < 2 or len(lower) != len(upper):
        return first, upper
    return first + 1, tuple(_lower(a, b) for a, b in zip(upper, lower, strict=True))


def _lower(upper: str, lower: str) -> str:
    """The lower header, with the upper one before it where it says nothing on its own."""
    if not lower or lower == upper:
        return upper
    return lower if _meaning(lower) or not _meaning(upper) else f"{upper} {lower}"


def _settled(
    headers: tuple[str, ...], wanted: Mapping[int, str], rows: Sequence[Sequence[str]]
) -> dict[int, str]:
    meanings = {k: m for k, header in enumerate(headers) if (m := _meaning(header))}
    _nameless_numbers(headers, meanings, rows)
    _tell_numbers_apart(meanings, rows)
    _one_title(headers, meanings)
    for index, meaning in wanted.items():
        if meaning and meaning != "ignore":
            for other in [k for k, m in meanings.items() if m == meaning and k not in wanted]:
                del meanings[other]
            meanings[index] = meaning
        else:
            meanings.pop(index, None)
    named = set(meanings.values())
    if "title" not in named and "goal" not in named and "description" in named:
        index = next(k for k, m in meanings.items() if m == "description")
        meanings[index] = "title"
    return meanings


def _nameless_numbers(
    headers: tuple[str, ...], meanings: dict[int, str], rows: Sequence[Sequence[str]]
) -> None:
    """A column "M" or "" left of a title, goal or field that holds nothing but numbers."""
    for k, header in enumerate(headers[:-1]):
        right = meanings.get(k + 1)
        if k in meanings or len(header) > 3 or right not in ("title", "goal", "field"):
            continue
        cells = [row[k] for row in rows if k < len(row) and row[k]]
        number = "number" if right == "title" else f"{right}_number"
        if cells and number not in meanings.values() and all(_CODE.match(c) for c in cells):
            meanings[k] = number


def _tell_numbers_apart(meanings: dict[int, str], rows: Sequence[Sequence[str]]) -> None:
    """ "Nr." left of the goal counts goals, left of the field it counts fields.

    A single "Nr." in a list of measures counts these, unless it repeats along with its neighbour.
    """
    numbers = [k for k, m in meanings.items() if m == "number"]
    for k in numbers:
        right = meanings.get(k + 1)
        if right not in ("goal", "field"):
            continue
        if len(numbers) > 1 or "title" not in meanings.values() or _counts(rows, k):
            meanings[k] = f"{right}_number"


def _counts(rows: Sequence[Sequence[str]], k: int) -> bool:
    """Whether column `k` numbers the texts to its right: some number returns, with its text."""
    texts: dict[str, set[str]] = {}
    filled = [row for row in rows if k + 1 < len(row) and row[k] and row[k + 1]]
    for row in filled:
        texts.setdefault(row[k], set()).add(row[k + 1])
    return len(texts) < len(filled) and all(len(found) == 1 for found in texts.values())


def _one_title(headers: tuple[str, ...], meanings: dict[int, str]) -> None:
    """Of several title columns the one called "Maßnahme" stays; of several goals the last."""
    titles = [k for k, m in meanings.items() if m == "title"]
    if len(titles) > 1:
        measure = [k for k in titles if "maßnahme" in vocabulary.plain(headers[k])]
        keep = (measure or titles)[0]
        for k in titles:
            if k != keep and headers[k] != headers[keep]:
                meanings[k] = "description"
    goals = [k for k, m in meanings.items() if m == "goal"]
    for k in goals[:-1]:
        if headers[k] != headers[goals[-1]]:
            meanings[k] = "topic" if "topic" not in meanings.values() else "description"


def _section_text(row: Sequence[str], header: Header) -> str | None:
    """The text of a row that is one merged cell, or that only fills its first column."""
    filled = [k for k, cell in enumerate(row) if cell]
    texts = {row[k] for k in filled}
    if len(texts) != 1 or len(row) < 2:
        return None
    text = next(iter(texts))
    if len(filled) > 1:
        titles = [k for k, m in header.meanings.items() if m == "title"]
        return text if len(filled) > 2 or len(row) == 2 or not set(filled) <= set(titles) else None
    meaning = header.meanings.get(filled[0])
    if meaning in ("title", "goal", "field", "topic", "area", "description") and len(row) > 1:
        named = _SECTION_WORD.match(text) and meaning not in ("field",)
        return text if named else None
    return text if filled[0] == 0 and len(text) <= 200 and any(c.isalpha() for c in text) else None


_CODE = re.compile(r"^[A-ZÄÖÜ]{0,3}[-. ]?\d{1,3}(?:\.\d{1,3})*[a-z]?\.?$")
_TOTAL = re.compile(
    r"^(?:(?:Zwischen|Gesamt|End)?summe|Gesamt(?:zahl|kosten)?|Insgesamt|Anzahl|(?:Sub)?total|Sum)\b"
    r"(?!\s+\w+\s+\w+\s+\w+)",
    re.IGNORECASE,
)
_SECTION_WORD = re.compile(
    r"^(?:Handlungsfeld|Handlungsbereich|Themenfeld|Field of action|Action field|HF\s*\d|"
    r"(?:Leit|Teil|Ober)?ziel\s+\S+\s*[:.]|Goal\s+\d)",
    re.IGNORECASE,
)


def _fill_down(found: RowValues, before: dict[str, str]) -> None:
    """Empty cells of grouping columns repeat the cell above, until a higher level changes."""
    if not found.values and not found.extras:
        return
    changed = False
    for meaning in _FILLED_DOWN:
        own = found.values.get(meaning)
        if own:
            changed = changed or before.get(meaning) != own
            if before.get(meaning) != own and meaning in ("area", "field"):
                for lower in _FILLED_DOWN[_FILLED_DOWN.index(meaning) + 1 :]:
                    before.pop(lower, None)
            before[meaning] = own
        elif meaning in before and not (changed and meaning == "goal_number"):
            found.values[meaning] = before[meaning]
