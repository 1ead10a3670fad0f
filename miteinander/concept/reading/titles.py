"""The document's own title: a style, a running head, or the first lines of the first page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from . import vocabulary
from .line import TABLE, TEXT, Line
from .repair.hyphens import flowing
from .repair.pages import HEAD

_PLAN = re.compile(
    r"konzept|plan\b|übersicht|strategie|bericht|programm|fortschreibung|leitbild|leitlinien|register|katalog|protokoll|"
    r"steckbrief|maßnahmenbl|"
    r"concept|strategy|report",
    re.IGNORECASE,
)
_PAGE = re.compile(r"^\W*\d{1,4}\W*(?=\D)|\W*\b(?:Seite\s*)?\d{1,4}\W*(?:von\s+\d+)?\W*$")
_PROSE = re.compile(r"^[a-zäöü]|(?:[.,;]|\s(?:der|des|die|das|den|in|und|von|für))$")
TITLE = "Titel des Dokuments"
_FIELD = re.compile(
    r"^(?:Handlungsfeld|Themenfeld|HF|Aufgabenbereich|(?:Leit|Teil)?ziel\s+\S|Maßnahme\s+\S|\W|"
    r"\w{1,4}[-.)]?\d|\d)",
    re.IGNORECASE,
)
_AGENDA = re.compile(r"^(?:TOP|Punkt)\s*\d", re.IGNORECASE)
_FIRST_LINES = 12


def title_of(lines: Sequence[Line], filename: str, styled: str | None = None) -> str:
    """The best title that the document offers; its file name when it offers none."""
    if styled and styled.strip():
        return " ".join(styled.split())
    found = _running_head(lines) or _first_lines(lines) or _caption(lines)
    return found or PurePath(filename).stem or "Ohne Titel"


def _running_head(lines: Sequence[Line]) -> str | None:
    heads: Counter[str] = Counter()
    for line in lines:
        if line.why == HEAD and _PLAN.search(line.raw):
            heads[_PAGE.sub("", " ".join(line.raw.split())).strip(" |–-")] += 1
    found = [(count, text) for text, count in heads.items() if count >= 2 and len(text) > 5]
    return max(found)[1] if found else None


def _first_lines(lines: Sequence[Line]) -> str | None:
    """The first line that names a plan, with the lines that belong to it."""
    first = [line for line in lines if line.role == TEXT][:_FIRST_LINES]
    for k, line in enumerate(first):
        if _is_structure(line) or _AGENDA.match(line.text):
            continue
        if (
            len(line.text) > 10
            and _PLAN.search(line.text)
            and len(line.text) < 120
            and not _PROSE.search(line.text)
        ):
            parts = [line.text]
            for follower in first[k + 1 : k + 3]:
                if not _continues(parts[-1], follower.text):
                    break
                parts.append(follower.text)
            return flowing(parts)
    for line in first:
        if line.heading or _is_structure(line):
            return None
        if 0 < len(line.text) <= 120 and not line.text.endswith((".", ":")):
            return None if vocabulary.fact_meaning(line.text) else line.text
    return None


def _caption(lines: Sequence[Line]) -> str | None:
    """A first row of a sheet that holds nothing but a title."""
    for line in lines[:3]:
        texts = {cell for cell in line.cells or () if cell}
        if line.role != TABLE or len(texts) > 1:
            return None
        for text in texts:
            return text if len(text) <= 120 and not _FIELD.match(text) else None
    return None


def _continues(text: str, coming: str) -> bool:
    return (
        text.endswith(("-", "–", ":", " der", " des", " für", " zur", " und"))
        or coming[:1].islower()
    )


def discard_title(lines: Sequence[Line], title: str) -> None:
    """The first lines that only print the title carry no content of their own."""
    wanted = _key(title)
    for line in lines[:3]:
        if line.role == TABLE and {_key(cell) for cell in line.cells or () if cell} == {wanted}:
            line.discard(TITLE)
    for line in [line for line in lines if line.role == TEXT][:_FIRST_LINES]:
        own = not _is_structure(line) and (not line.heading or _PLAN.search(line.text))
        if own and len(_key(line.text)) > 3 and _key(line.text) in wanted:
            line.discard(TITLE)
            line.heading = 0


def _is_structure(line: Line) -> bool:
    """A line that opens something: it belongs to the tree, not to the title page."""
    label, colon, _ = line.text.partition(":")
    labelled = bool(colon) and vocabulary.fact_meaning(label) is not None
    section = vocabulary.section_meaning(label if colon else line.text) is not None
    return line.bullet or labelled or section or bool(_FIELD.match(line.text))


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
