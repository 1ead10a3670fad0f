"""Word documents: paragraphs with their styles, list numbers and tables as lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from ..line import FURNITURE, TABLE, Line
from ..repair.contents import CONTENTS
from . import fonts
from .docx_lists import ListNumbers
from .docx_tables import filled_rows

_HEADING = re.compile(r"^(?:heading|überschrift|berschrift|titre|kop)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|verzeichnis|inhaltsverzeichnis)\s*\d*|^toc heading", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titel)$", re.IGNORECASE)
_BULLETS = re.compile(r"list bullet|aufzählung|listenabsatz aufz|bullet", re.IGNORECASE)
_MOST_TITLE = 200


class WordText:
    """Lines of a Word document in reading order; `title` is its title style, if it has one."""

    def __init__(self, data: bytes) -> None:
        document = docx.Document(io.BytesIO(data))
        self.lines: list[Line] = []
        self.title: str | None = None
        self._styles = {style.style_id: style for style in document.styles}
        self._numbers = ListNumbers(document)
        self._tables = 0
        self._looks: list[fonts.Look] = []
        for element in _blocks(document.element.body):
            if element.tag == qn("w:p"):
                self._paragraph(element)
            else:
                self._table(element)
        if not any(line.heading for line in self.lines):
            fonts.set_headings(self.lines, self._looks)

    def _paragraph(self, element: Any) -> None:
        text = text_of(element)
        style = self._style_of(element)
        name = style.name or "" if style is not None else ""
        if _TITLE.match(name) and self.title is None and text.strip():
            self.title = " ".join(text.split())[:_MOST_TITLE]
        level = self._level(element, style)
        number, bullet = self._numbers.of(element, style)
        parts = [text.replace("\n", " ")] if level else text.split("\n")
        for k, part in enumerate(parts):
            line = Line(len(self.lines) + 1, part, heading=level, ends=k == len(parts) - 1)
            if _CONTENTS.match(name) or element.find(".//" + qn("w:fldSimple")) is not None:
                line.role, line.why = FURNITURE, CONTENTS
            if k == 0:
                line.listed = number
                line.bullet = (bullet or bool(_BULLETS.search(name))) and not level
            line.depth = self._numbers.depth
            self.lines.append(line)
            self._looks.append(_look(element, style, part))

    def _table(self, element: Any) -> None:
        rows = filled_rows(element)
        if not rows:
            return
        if max(len(row) for row in rows) == 1:
            for inner in element.iter(qn("w:p")):
                self._paragraph(inner)
            return
        self._tables += 1
        for cells in rows:
            line = Line(len(self.lines) + 1, " | ".join(c.replace("\n", " ") for c in cells))
            line.role, line.cells, line.table = TABLE, tuple(cells), self._tables
            self.lines.append(line)
            self._looks.append(fonts.Look(0.0, False, 0))

    def _style_of(self, element: Any) -> Any:
        node = element.find(qn("w:pPr") + "/" + qn("w:pStyle"))
        return self._styles.get(node.get(qn("w:val"))) if node is not None else None

    def _level(self, element: Any, style: Any) -> int:
        """1 to 9 from the style's name or its outline level; based-on styles count too."""
        own = element.find(qn("w:pPr") + "/" + qn("w:outlineLvl"))
        if own is not None:
            return _outline(own)
        seen = 0
        while style is not None and seen < 10:
            match = _HEADING.match(style.name or "")
            if match:
                return int(match[1])
            level = style.element.find(qn("w:pPr") + "/" + qn("w:outlineLvl"))
            if level is not None:
                return _outline(level)
            style, seen = getattr(style, "base_style", None), seen + 1
        return 0


def text_of(element: Any) -> str:
    """The text of a paragraph, one line per typed line break.

    Insertions are accepted and deletions left out.
    """
    parts: list[str] = []
    for node in element.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n" if node.get(qn("w:type")) is None else " ")
        elif node.tag == qn("w:tab"):
            parts.append(" ")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
    return "".join(parts).strip()


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order; content controls and insertions are looked into."""
    for child in body:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _outline(node: Any) -> int:
    value = node.get(qn("w:val")) or "9"
    return int(value) + 1 if value.isdigit() and int(value) < 9 else 0


def _look(element: Any, style: Any, text: str) -> fonts.Look:
    """Size and weight of a paragraph, for documents that format headings by hand."""
    runs = [run for run in element.iter(qn("w:r")) if text_of(run)]
    bold = bool(runs) and all(_is_on(run, "w:b") for run in runs)
    sizes = [_size(run) for run in runs]
    size = max(sizes, default=0.0)
    return fonts.Look(size, bold, len(text))


def _is_on(run: Any, name: str) -> bool:
    node = run.find(qn("w:rPr") + "/" + qn(name))
    return node is not None and node.get(qn("w:val")) not in ("0", "false", "none")


def _size(run: Any) -> float:
    node = run.find(qn("w:rPr") + "/" + qn("w:sz"))
    value = node.get(qn("w:val")) if node is not None else None
    return float(value) / 2 if value and value.isdigit() else 0.0
