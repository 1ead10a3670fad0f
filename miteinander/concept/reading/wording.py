"""Titles as wording: when two are the same, and how they read without marks and numbers."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from .repair.hyphens import flowing

_SPACE = re.compile(r"\W+")
_QUOTED = re.compile(r"[„“”\"«»]")


def key(text: str) -> str:
    """Letters and digits only, small: how two wordings of a title are compared."""
    return _SPACE.sub("", text.casefold())


def same(text: str, wanted: str) -> bool:
    """Whether two titles are the same but for signs, blanks and a misprint."""
    a, b = key(text), key(wanted)
    return a == b or (min(len(a), len(b)) > 12 and fuzz.ratio(a, b) >= 94)


def is_whole(text: str, wanted: str) -> bool:
    """Whether a title has reached the length of its entry in the contents."""
    return len(key(text)) >= len(key(wanted))


def begins(wanted: str, text: str) -> bool:
    """Whether `text` reads like the beginning of `wanted` (a last hyphen may be in the way)."""
    a, b = key(text), key(wanted)
    return bool(a) and (b.startswith(a) or (len(a) > 12 and fuzz.ratio(a, b[: len(a)]) >= 92))


def unquoted(title: str) -> str:
    """A field's name without quotation marks: „Sport“ und „Alter“ becomes Sport und Alter."""
    return " ".join(_QUOTED.sub("", title).split()).strip(" :–-")


def without_noun(title: str) -> str:
    """ "Handlungsfeld Bildung" is called Bildung."""
    return re.sub(r"^(?:Handlungsfeld|Handlungsbereich|Themenfeld)\s*[:–-]?\s+(?=\S)", "", title)


def lettered(title: str) -> tuple[str | None, str]:
    """ "A. Arbeit" and "IV) Wohnen": the letter or Roman number, and the name."""
    match = re.match(r"^([A-Z]|[IVX]{1,5})[.)]\s+(\S.*)$", title)
    return (match[1], match[2]) if match else (None, title)


def flowing_title(title: str, more: str) -> str:
    """A title and the line that continues it."""
    return flowing([title, more])


def flowing_lines(text: str) -> str:
    """The lines of a cell as one string, words torn by the column's edge joined."""
    return " ".join(flowing(text.split("\n")).split())
