"""PDF: lines with page, font size and weight; ruled tables as rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ..limits import corrupt
from ..line import TABLE, Line
from ..refusal import ReadingRefused
from ..repair.hyphens import flowing, joined
from ..repair.spaces import without_bullet
from . import fonts
from .pdf_loose import Loose, loose_tables

MAX_PAGES = 1500
_MOST_OBJECTS = 60000
_GUTTER = 10.0


@dataclass(frozen=True)
class _Row:
    """A printed line before numbering: text, its box and its look, or the cells of a table row."""

    text: str
    top: float
    bottom: float
    look: fonts.Look
    cells: tuple[str, ...] | None = None
    table: int = 0


class PdfText:
    """Lines of a PDF in reading order; `pages` counts its pages."""

    def __init__(self, data: bytes, tell: Callable[[int, str], None]) -> None:
        self.lines: list[Line] = []
        self.pages = 0
        self.title: str | None = None
        self._looks: list[fonts.Look] = []
        self._tables = 0
        self._carried: tuple[float, ...] | None = None
        try:
            with pdfplumber.open(io.BytesIO(data)) as document:
                self._read(document, tell)
        except ReadingRefused:
            raise
        except Exception as error:  # pdfminer raises anything at all for a broken file
            raise _refusal(error) from error
        if not any(line.raw.strip() for line in self.lines):
            raise ReadingRefused(
                "Die PDF-Datei enthält keinen Text, nur Bilder. Bitte lassen Sie eine "
                "Texterkennung (OCR) darüber laufen oder laden Sie die Word-Datei hoch.",
                "no_text",
            )
        fonts.set_headings(self.lines, self._looks)
        self.title = self._largest()

    def _largest(self) -> str | None:
        """The largest lines of the first page, where they are clearly larger than the rest."""
        first = [k for k, line in enumerate(self.lines) if line.page == 1 and line.raw.strip()]
        size = max((self._looks[k].size for k in first), default=0.0)
        if size < 1.5 * fonts.body_size(self._looks):
            return None
        rows = [self.lines[k].raw for k in first if self._looks[k].size > 0.95 * size]
        title = " ".join(flowing(rows).split())
        return title if 3 < len(title) <= 200 else None

    def _read(self, document: Any, tell: Callable[[int, str], None]) -> None:
        self.pages = len(document.pages)
        if self.pages > MAX_PAGES:
            raise ReadingRefused(
                f"Die PDF-Datei hat mehr als {MAX_PAGES} Seiten. "
                "Bitte laden Sie nur das Konzept hoch.",
                "too_big",
            )
        for number, page in enumerate(document.pages, start=1):
            tell(5 + 35 * number // self.pages, f"Seite {number} von {self.pages} wird gelesen.")
            self._page(page, number)
            page.close()

    def _page(self, page: Any, number: int) -> None:
        rows = self._rows(page)
        pitch = _pitch(rows)
        for k, row in enumerate(rows):
            line = Line(len(self.lines) + 1, row.text, page=number)
            if row.cells is not None:
                line.role, line.cells, line.table = TABLE, row.cells, row.table
            elif k + 1 < len(rows):
                gap = rows[k + 1].top - row.top
                other = (
                    rows[k + 1].cells is not None
                    or abs(rows[k + 1].look.size - row.look.size) > 0.6
                )
                line.ends = True if gap > 1.35 * pitch or gap < 0 or other else None
            self.lines.append(line)
            self._looks.append(row.look)

    def _rows(self, page: Any) -> list[_Row]:
        tables = self._found_tables(page)
        boxes = [table.bbox for table in tables]
        words = page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False)
        free = [word for word in words if not any(_inside(word, box) for box in boxes)]
        loose = loose_tables(_lines(free), self._carried)
        self._carried = loose[-1].starts if loose and loose[-1].open_end else None
        taken = {id(word) for table in loose for word in table.words}
        free = [word for word in free if id(word) not in taken]
        rows = [row for column in _columns(free, float(page.width)) for row in _text_rows(column)]
        for cells in [*map(_table_rows, tables), *map(_loose_rows, loose)]:
            if cells:
                self._tables += 1
                top = cells[0].top
                place = next((k for k, row in enumerate(rows) if row.top >= top), len(rows))
                rows[place:place] = [replace(row, table=self._tables) for row in cells]
        return rows

    def _found_tables(self, page: Any) -> list[Any]:
        # Drawings with tens of thousands of lines would keep the table finder busy for minutes.
        if not 3 < len(page.rects) + len(page.lines) + len(page.curves) < _MOST_OBJECTS // 20:
            return []
        return [
            table for table in page.find_tables() if len(table.rows) >= 2 and _width(table) >= 2
        ]


def _refusal(error: Exception) -> ReadingRefused:
    causes = (error, error.__cause__, error.__context__, *getattr(error, "args", ()))
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        return ReadingRefused(
            "Die PDF-Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz und "
            "laden Sie sie noch einmal hoch.",
            "encrypted",
        )
    assert PdfminerException is not None
    return corrupt()


def _text_rows(words: list[dict[str, Any]]) -> list[_Row]:
    return [_row(row) for row in _lines(words)]


def _lines(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words on one height, left to right; a raised digit belongs to the row that it overlaps."""
    rows: list[list[dict[str, Any]]] = []
    boxes: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (round(w["bottom"], 1), w["x0"])):
        top, bottom = float(word["top"]), float(word["bottom"])
        if boxes and _overlap(boxes[-1], top, bottom):
            rows[-1].append(word)
            boxes[-1] = (min(boxes[-1][0], top), max(boxes[-1][1], bottom))
        else:
            rows.append([word])
            boxes.append((top, bottom))
    return [sorted(row, key=lambda w: w["x0"]) for row in rows]


def _overlap(box: tuple[float, float], top: float, bottom: float) -> bool:
    shared = min(box[1], bottom) - max(box[0], top)
    return shared > 0.5 * min(box[1] - box[0], bottom - top)


def _row(words: list[dict[str, Any]]) -> _Row:
    size = max(float(word["size"]) for word in words)
    text = words[0]["text"]
    for before, word in pairwise(words):
        apart = word["x0"] - before["x1"] > 0.12 * size
        text += f" {word['text']}" if apart else word["text"]
    bold = all(_is_bold(word["fontname"]) for word in words)
    tops, bottoms = [w["top"] for w in words], [w["bottom"] for w in words]
    return _Row(text, min(tops), max(bottoms), fonts.Look(size, bold, len(text)))


def _is_bold(name: str) -> bool:
    return any(word in name.casefold() for word in ("bold", "black", "heavy", "semibold", "demi"))


def _columns(words: list[dict[str, Any]], width: float) -> list[list[dict[str, Any]]]:
    """Two columns where an empty strip divides the page, else one."""
    if len(words) < 80:
        return [words]
    for share in (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56):
        middle = width * share
        left = [w for w in words if w["x1"] <= middle - _GUTTER / 2]
        right = [w for w in words if w["x0"] >= middle + _GUTTER / 2]
        crossing = len(words) - len(left) - len(right)
        fewest = min(len(left), len(right))
        two = fewest > 0.25 * len(words) or (fewest > 0.08 * len(words) and _is_prose(left, middle))
        if crossing <= 0.02 * len(words) and two:
            return _blocks(words, middle)
    return [words]


def _blocks(words: list[dict[str, Any]], middle: float) -> list[list[dict[str, Any]]]:
    """Left and right column by turns, cut where a line runs over both."""
    found: list[list[dict[str, Any]]] = [[], []]
    for line in _lines(words):
        if any(word["x0"] < middle < word["x1"] for word in line):
            found.extend([line, [], []])
            continue
        for word in line:
            found[-2 if word["x0"] < middle else -1].append(word)
    return [block for block in found if block]


def _is_prose(words: list[dict[str, Any]], middle: float) -> bool:
    """Whether most lines of the left half run on up to the gutter, as those of a column do."""
    lines = _lines(words)
    width = middle - min(word["x0"] for word in words)
    full = sum(1 for line in lines if line[-1]["x1"] > middle - 0.15 * width)
    return len(lines) >= 8 and full * 2 >= len(lines)


def _pitch(rows: list[_Row]) -> float:
    """The usual distance from line to line."""
    gaps = sorted(b.top - a.top for a, b in pairwise(rows) if b.top > a.top + 1)
    return gaps[len(gaps) // 3] if gaps else 12.0


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _width(table: Any) -> int:
    return max(len(row.cells) for row in table.rows)


def _unwrapped(cell: str) -> str:
    """A cell whose lines are joined where the column's edge broke them; points stay apart."""
    rows: list[str] = []
    for row in cell.strip().split("\n"):
        text, point = without_bullet(row)
        if point or not rows:
            rows.append(f"• {text}" if point else row)
        else:
            rows[-1] = joined(rows[-1], row)
    return "\n".join(rows)


def _loose_rows(table: Loose) -> list[_Row]:
    return [
        _cell_row(tuple(_unwrapped(cell) for cell in cells), top, bottom)
        for cells, top, bottom in table.rows
    ]


def _cell_row(cells: tuple[str, ...], top: float, bottom: float) -> _Row:
    text = " | ".join(cell.replace("\n", " ") for cell in cells)
    return _Row(text, top, bottom, fonts.Look(0.0, False, 0), cells)


def _table_rows(table: Any) -> list[_Row]:
    rows = []
    for row, cells in zip(table.rows, table.extract(), strict=False):
        texts = tuple(_unwrapped(cell or "") for cell in cells)
        if any(texts):
            rows.append(_cell_row(texts, row.bbox[1], row.bbox[3]))
    return rows
