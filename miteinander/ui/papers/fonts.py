"""The fonts of documents, and what they can print."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from miteinander.ui.papers.text import printable

FOLDER = Path(__file__).resolve().parent / "vendor"
_INSTEAD = "?"
_INVISIBLE = {"\u200c", "\u200d", "\u00ad"}


@cache
def _plain() -> frozenset[str]:
    """Signs that stay as they are: they have a font, and no text with them needs more than a look.

    Combining signs are missing: whatever holds one is composed first.
    """
    return frozenset(
        sign
        for sign in letters()
        if printable(sign) == sign
        and unicodedata.normalize("NFC", sign) == sign
        and not unicodedata.combining(sign)
    )


@cache
def letters() -> frozenset[str]:
    """Every sign that one of the fonts has."""
    found: set[int] = set()
    for file in sorted(FOLDER.glob("*Regular.ttf")):
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(chr(code) for code in found)


def printed(text: str) -> str:
    """The text as the fonts can print it; "?" stands for what no font has.

    An archivable PDF must not hold a sign that cannot be shown: the typesetter refuses it.
    """
    if _plain().issuperset(text):
        return text
    text = unicodedata.normalize("NFC", printable(text))
    known = letters() | _INVISIBLE
    return "".join(sign if sign in known else _INSTEAD for sign in text)
