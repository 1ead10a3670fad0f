"""The content of a section in pieces: points of a list, or paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import sentences
from .breaks import SPACED, Breaks
from .line import TEXT, Line
from .repair.hyphens import flowing

_NUMBER = re.compile(
    r"^(?P<number>[A-ZÄÖÜ]{1,4}[-–]?\d{1,3}(?:\.\d{1,3})?|\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?|\d{1,2}(?=[.)]\s))"
    r"[.):]?\s+(?=\S)"
)
_LETTER = re.compile(r"^\(?(?P<letter>[a-z]|[ivx]{1,4}|\d{1,2})\)\s+(?=\S)")
_TAIL = re.compile(r"^(?P<head>.*?)(?P<tail>\d{1,4})$")
_MONTH = re.compile(r"^\d{1,2}\.\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")


@dataclass
class Piece:
    """One point or paragraph: indices of its lines, whether it was a point, its number."""

    lines: list[int] = field(default_factory=list)
    point: bool = False
    number: str | None = None
    text: str = ""
    depth: int = 0
    below: list[str] = field(default_factory=list)


def pieces_of(
    lines: Sequence[Line], content: Sequence[int], breaks: Breaks, *, fine: bool = False
) -> list[Piece]:
    """Pieces of the lines with the indices `content`.

    `fine` also separates at sentences that end with a line when no list structures the section,
    as goals are often printed: one sentence each, without any sign.
    """
    found: list[Piece] = []
    rows = [i for i in content if lines[i].role == TEXT]
    codes = _Codes(breaks.series)
    numbered = _numbered(lines, rows, breaks, codes)
    for k, i in enumerate(rows):
        starts = lines[i].bullet or i in numbered or k == 0 or breaks.after(rows[k - 1])
        if starts:
            found.append(_opened(lines[i], i, i in numbered, codes))
        else:
            found[-1].lines.append(i)
    if fine and not any(piece.point for piece in found) and not breaks.tells:
        found = [part for piece in found for part in _by_sentence(lines, piece)]
    for piece in found:
        piece.text = _text(lines, piece, codes)
    return _nested([piece for piece in found if piece.text])


def _nested(pieces: list[Piece]) -> list[Piece]:
    """Points that are set deeper than the first one belong to the point above them."""
    top = next((piece.depth for piece in pieces if piece.point), 0)
    found: list[Piece] = []
    for piece in pieces:
        above = found[-1] if found else None
        if above is not None and above.point and piece.point and piece.depth > top:
            above.below.append(piece.text)
            above.lines.extend(piece.lines)
        else:
            found.append(piece)
    return found


class _Codes:
    """Numbers before points; "SB 1.2" only where the document starts several lines with "SB"."""

    def __init__(self, series: frozenset[str]) -> None:
        self.series = series

    def match(self, text: str) -> re.Match[str] | None:
        """The number at the start of a point, as group `number`."""
        spaced = SPACED.match(text)
        return spaced if spaced and spaced["letters"] in self.series else _NUMBER.match(text)


def _numbered(
    lines: Sequence[Line], rows: Sequence[int], breaks: Breaks, codes: _Codes
) -> set[int]:
    """Lines that start a numbered point: after a paragraph's end, or counting on."""
    found: set[int] = set()
    last = ""
    for k, i in enumerate(rows):
        match = codes.match(lines[i].text) or _LETTER.match(lines[i].text)
        listed = lines[i].listed is not None
        if not listed and (match is None or _MONTH.match(lines[i].text)):
            continue
        own = match[1] if match else ""
        fresh = k == 0 or lines[i].bullet or breaks.after(rows[k - 1])
        if fresh or sentences.is_closed(lines[rows[k - 1]].text) or _counts_on(last, own):
            found.add(i)
            last = own
    return found


def _counts_on(last: str, own: str) -> bool:
    """Whether a number is the next one of its list: 1.1.2 after 1.1.1, M3 after M2, b after a."""
    if len(last) == len(own) == 1 and last.isalpha():
        return ord(own) == ord(last) + 1
    old, new = _TAIL.match(last), _TAIL.match(own)
    if old is None or new is None:
        return False
    if old["head"] == new["head"]:
        return int(new["tail"]) == int(old["tail"]) + 1
    above = _counts_on(old["head"].rstrip("."), new["head"].rstrip("."))
    return above and new["tail"] == "1" and new["head"].endswith(".")


def _opened(line: Line, i: int, numbered: bool, codes: _Codes) -> Piece:
    match = codes.match(line.text) if numbered else None
    number = match["number"] if match else None
    if number is None and line.listed and line.listed[:1].isalnum():
        number = line.listed.rstrip(".)")
    return Piece([i], line.bullet or numbered, number, depth=line.depth)


def _text(lines: Sequence[Line], piece: Piece, codes: _Codes) -> str:
    text = flowing(lines[i].text for i in piece.lines)
    if not piece.point:
        return text
    match = codes.match(text) if piece.number else _LETTER.match(text)
    return text[match.end() :] if match else text


def _by_sentence(lines: Sequence[Line], piece: Piece) -> list[Piece]:
    """Cut a paragraph where a sentence ends with its line and the next one stands on its own."""
    parts: list[Piece] = []
    for i in piece.lines:
        text = lines[i].text
        fresh = parts and sentences.is_closed(lines[parts[-1].lines[-1]].text)
        ended = fresh and not lines[parts[-1].lines[-1]].text.endswith((":", ";"))
        if not parts or (ended and text[:1].isupper() and not sentences.points_back(text)):
            parts.append(Piece([i]))
        else:
            parts[-1].lines.append(i)
    return parts
