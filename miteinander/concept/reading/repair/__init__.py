"""Repair: from extracted lines to lines that can be read. Every step only marks, none deletes."""

from __future__ import annotations

from collections.abc import Sequence

from ..line import BLANK, TEXT, Line
from . import contents, figures, footnotes, pages, spaces
from .contents import Entry

__all__ = ["Entry", "repair"]


def repair(lines: Sequence[Line]) -> list[Entry]:
    """Clean and mark `lines` in place; the entries of the table of contents come back."""
    for line in lines:
        line.text = spaces.cleaned(line.raw)
        if line.cells is not None:
            line.cells = tuple(spaces.cleaned_cell(cell) for cell in line.cells)
        if not line.text and line.role == TEXT:
            line.role = BLANK
    pages.mark(lines)
    entries = contents.mark(lines)
    _bullets(lines)
    figures.mark(lines)
    footnotes.mark(lines)
    words = spaces.vocabulary(line.text for line in lines if line.role == TEXT)
    for line in lines:
        line.text = spaces.mended(line.text, words)
    return entries


def _bullets(lines: Sequence[Line]) -> None:
    """Bullets become a hint; a bullet alone on its line passes it on to the text below."""
    dashes = sum(1 for line in lines if _dash_glued(line.text))
    waiting = False
    for line in lines:
        if line.role != TEXT:
            continue
        if spaces.is_lone_bullet(line.text):
            line.discard("Aufzählungszeichen")
            waiting = True
            continue
        text, found = spaces.without_bullet(line.text)
        if not found and dashes >= 5 and _dash_glued(line.text):
            text, found = line.text[1:].lstrip(), True
        line.text = text
        line.bullet = line.bullet or found or waiting
        if found and not waiting and line.depth == 0:
            line.depth = (len(line.raw) - len(line.raw.lstrip(" "))) // 2
        waiting = False


def _dash_glued(text: str) -> bool:
    """ "-Ausbau der Beratung": a dash whose blank was lost."""
    return len(text) > 2 and text[0] in "-–" and (text[1].isalpha() or text[1] == "(")
