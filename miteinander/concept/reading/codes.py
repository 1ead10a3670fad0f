"""Fact sheets: a numbered title with labelled facts below it, as in a register of measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import sentences, vocabulary
from .marks import SHEET, Mark
from .repair.hyphens import flowing

if TYPE_CHECKING:
    from .outline import Outline

_CODE = re.compile(
    r"^(?P<noun>Ma(?:ß|ss)nahme\s+(?:Nr\.?\s*)?)?"
    r"(?P<number>[A-ZÄÖÜ]{1,4}\s?[-–.]?\s?\d{1,3}(?:\.\d{1,3})?[a-z]?|\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)"
    r"\s?[.:)]?\s+(?P<title>\S.*)$"
)
_FACTS = frozenset(["responsible", "status", "kind", "period", "progress"])
_WEAK_FACTS = vocabulary.ATTRIBUTES | {"goal"}
_MOST_TITLE_LINES = 4


def sheet_codes(outline: Outline) -> dict[int, int]:
    """Index of every sheet's heading -> index of its last line.

    A heading counts when a labelled fact follows within four lines. One sheet alone must carry
    two facts, so that a chapter "2 Ziel" with a "Status:" somewhere below is none.
    """
    found: dict[int, int] = {}
    for i in outline.texts:
        line = outline.lines[i]
        match = _CODE.match(line.text)
        coded = match is not None and match["number"] in outline.goal_codes
        if match is None or coded or line.bullet or sentences.starts_small(match["title"]):
            continue
        last = _last_title_line(outline, i)
        if last is not None:
            found[i] = last
    if len(found) == 1:
        (i, last) = next(iter(found.items()))
        return found if _facts_below(outline, last) >= 2 else {}
    return found


def sheet_heading(outline: Outline, i: int) -> Mark | None:
    """The sheet that starts on line `i`, its title joined."""
    last = outline.sheets.get(i)
    match = _CODE.match(outline.lines[i].text)
    if last is None or match is None:
        return None
    rest = [outline.lines[k].text for k in outline.texts_between(i, last)]
    title = flowing([match["title"], *rest])
    return Mark(SHEET, i, last, title, match["number"].strip(), 90, noun=match["noun"])


def _last_title_line(outline: Outline, i: int) -> int | None:
    last = i
    described = False
    for k in outline.following(i, _MOST_TITLE_LINES):
        line = outline.lines[k]
        if _fact(line.text) or (_any_fact(line.text) and _facts_below(outline, k)):
            return last
        described = described or _describes(outline, last, k)
        ended = not described and sentences.is_closed(outline.lines[last].text)
        if line.bullet or ended or _CODE.match(line.text) or len(line.text) > 140:
            return None
        if vocabulary.section_meaning(line.text):
            return None
        last = last if described else k
    return None


def _describes(outline: Outline, last: int, k: int) -> bool:
    """Whether line `k` is a sentence about the title that ended above it on line `last`."""
    opens = sentences.opens_sentence(outline.lines[k].text)
    return opens and not outline.breaks.runs_on(last)


def _facts_below(outline: Outline, last: int) -> int:
    return sum(1 for k in outline.following(last, 12) if _fact(outline.lines[k].text))


def _any_fact(text: str) -> bool:
    """A label with a colon that a sheet may start with: "Beschreibung:", "Zielgruppe: Kinder"."""
    label, colon, _ = text.partition(":")
    return bool(colon) and len(label) <= 60 and vocabulary.fact_meaning(label) in _WEAK_FACTS


def _fact(text: str) -> bool:
    label, colon, _ = text.partition(":")
    if colon and len(label) <= 60 and vocabulary.fact_meaning(label) in _FACTS:
        return True
    found = vocabulary.fact_prefix(text)
    return found is not None and found[1] in _FACTS and _is_label(found[0], found[2])


def _is_label(label: str, rest: str) -> bool:
    """Without a colon a single short word is a label only when a value or nothing follows."""
    return (len(label) > 6 and not sentences.starts_small(rest[:1])) or not rest or len(label) > 12
