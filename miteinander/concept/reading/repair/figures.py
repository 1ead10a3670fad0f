"""What charts leave behind: axis numbers, months, empty tick boxes, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..line import BLANK, TEXT, Line

CHART = "Rest eines Diagramms"
CAPTION = "Bildunterschrift"
_AXIS = re.compile(
    r"^(?:[\d.,\s]+%?|\d+(?:[.,]\d+)?\s?%|(?:Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\.?)$"
)
_CAPTION = re.compile(r"^(?:Abbildung|Abb\.|Grafik|Diagramm|Figure)\s*\d+\s*:")
_SHORT = 45


def mark(lines: Sequence[Line]) -> None:
    """Discard runs of at least four axis labels, and their legend down to the page's end."""
    i = 0
    while i < len(lines):
        run = _run(lines, i)
        if run >= 4:
            end = _legend_end(lines, i + run)
            for k in range(i, end):
                if lines[k].role in (TEXT, BLANK):
                    lines[k].discard(CHART)
            i = end
        else:
            i += max(run, 1)


def is_caption(text: str) -> bool:
    """Whether the line starts a caption, as in "Abbildung 3: ..."."""
    return bool(_CAPTION.match(text))


def _run(lines: Sequence[Line], i: int) -> int:
    k = i
    while k < len(lines) and lines[k].role == TEXT and _AXIS.match(lines[k].text):
        k += 1
    return k - i


def _legend_end(lines: Sequence[Line], i: int) -> int:
    """Short lines between the axis and the end of the page are its legend."""
    k = i
    while k < len(lines) and lines[k].role == TEXT and lines[k].page == lines[i - 1].page:
        if len(lines[k].text) > _SHORT and not _AXIS.match(lines[k].text):
            return i
        k += 1
    at_page_end = k >= len(lines) or lines[k].page != lines[i - 1].page
    return k if at_page_end else i
