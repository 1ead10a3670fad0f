"""Word tables as rows of text, merged cells filled."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

_LISTED = re.compile(r"list ?(?:bullet|number)|aufz", re.IGNORECASE)
_MOST_COLUMNS = 60


def filled_rows(table: Any) -> list[list[str]]:
    """Every row with one text per column; a merged cell stands in all its places.

    Horizontally merged cells repeat within the row, vertically merged ones down the rows.
    """
    rows: list[list[str]] = []
    for row in table.iter(qn("w:tr")):
        if _table_of(row) is not table:
            continue
        cells: list[str] = []
        for cell in row.iter(qn("w:tc")):
            if _row_of(cell) is not row:
                continue
            text = _above(rows, len(cells)) if _continues(cell) else cell_text(cell)
            cells.extend([text] * min(_span(cell), _MOST_COLUMNS))
        rows.append(cells[:_MOST_COLUMNS])
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def cell_text(cell: Any) -> str:
    """The paragraphs of a cell, one per line; list paragraphs get a bullet."""
    from .docx import text_of

    texts = []
    for paragraph in cell.iter(qn("w:p")):
        text = text_of(paragraph)
        style = paragraph.find(qn("w:pPr") + "/" + qn("w:pStyle"))
        name = style.get(qn("w:val")) or "" if style is not None else ""
        listed = paragraph.find(qn("w:pPr") + "/" + qn("w:numPr")) is not None
        listed = listed or _LISTED.search(name) is not None
        if text:
            texts.append(f"• {text}" if listed else text)
    return "\n".join(texts)


def _continues(cell: Any) -> bool:
    merge = cell.find(qn("w:tcPr") + "/" + qn("w:vMerge"))
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _span(cell: Any) -> int:
    span = cell.find(qn("w:tcPr") + "/" + qn("w:gridSpan"))
    value = span.get(qn("w:val")) if span is not None else "1"
    return max(1, int(value)) if (value or "").isdigit() else 1


def _above(rows: list[list[str]], column: int) -> str:
    return rows[-1][column] if rows and column < len(rows[-1]) else ""


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(qn("w:tbl")), None)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(qn("w:tr")), None)
