"""Characters and white space: tabs, soft hyphens, ligatures, words torn by a blank."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_DROPPED = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2060], None)
_TABLE = str.maketrans({**_LIGATURES, "\u2011": "-", "\u00a0": " "}) | _DROPPED
# What a bullet's glyph becomes when its font is not known: private use, C1 controls, symbols.
_GLYPHS = r"\ue000-\uf8ff\u0080-\u009f•‣◦▪▫■□●○◆◇►▶➢➤➔→✓✔❖∙⁃"
_BULLET = re.compile(rf"^\s*(?:[{_GLYPHS}]{{1,3}}\s*|(?:[-–—*·]|o)\s+)")
_LONE_BULLET = re.compile(rf"^\s*(?:[{_GLYPHS}]{{1,3}}|[-–—*·]|o)\s*$")
_PRINTED = re.compile(r"[^\W\d_]\u00ad\s*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PAIR = re.compile(r"\b([^\W\d_]{3,}) ([a-zäöüß]{4,})\b")


def cleaned(text: str) -> str:
    """One line with single blanks: soft hyphens, ligatures, torn umlauts and tabs are repaired.

    A soft hyphen at the line's end was printed there: it stays, as a hyphen.
    """
    broken = _PRINTED.search(text) is not None
    whole = unicodedata.normalize("NFC", text.translate(_TABLE))
    return " ".join(whole.split()) + ("-" if broken else "")


def cleaned_cell(text: str) -> str:
    """A cell with each of its lines cleaned."""
    return "\n".join(row for part in text.split("\n") if (row := cleaned(part)))


def without_bullet(text: str) -> tuple[str, bool]:
    """Text without a leading bullet, and whether there was one."""
    match = _BULLET.match(text)
    return (text[match.end() :], True) if match else (text, False)


def is_lone_bullet(text: str) -> bool:
    """A line that is nothing but a bullet, as when the glyph lost its text."""
    return bool(_LONE_BULLET.match(text))


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs in the document, as written."""
    counter: Counter[str] = Counter()
    for text in texts:
        counter.update(_WORD.findall(text))
    return counter


def mended(text: str, words: Counter[str]) -> str:
    """Join "Staats angehörigkeit" where the document itself also writes it in one word.

    Only when the second half never stands alone elsewhere, so that "an der" stays two words.
    """

    def join(match: re.Match[str]) -> str:
        whole = match[1] + match[2]
        torn = words[whole] > 0 and words[match[2]] <= 1
        return whole if torn else match[0]

    return _PAIR.sub(join, text)
