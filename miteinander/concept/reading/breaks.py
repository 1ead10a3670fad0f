"""Where a paragraph ends, with as much evidence as the file gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from . import sentences
from .line import BLANK, TABLE, TEXT, Line

# "SB 1.2 Sprachcamps": a code whose letters and number are set apart.
SPACED = re.compile(
    r"^(?P<number>(?P<letters>[A-ZÄÖÜ]{1,4}) \d{1,3}(?:\.\d{1,3}){0,2})[.):]?\s+(?=\S)"
)
_LINKING = ("und", "oder", "der", "die", "das", "von", "für", "mit", "zur", "zum", "des", "sowie")


class Breaks:
    """Answers for one document whether a paragraph ends after a line.

    Some extractors leave a blank at the end of every line whose paragraph goes on, and none at
    its last line; `tells` says whether this document does so.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.follower = _followers(lines)
        self.width = _width(lines)
        self.series = _series(lines)
        self.tells = self._trailing_blanks_tell()

    def after(self, i: int) -> bool:
        """Whether the paragraph of line `i` ends with it."""
        k = self.follower[i]
        if k is None or self.gap(i, k) or self.lines[k].bullet:
            return True
        line, text, coming = self.lines[i], self.lines[i].text, self.lines[k].text
        if line.ends is not None:
            return line.ends
        if text.endswith(("-", "/", ",")) and not sentences.opens_sentence(coming):
            return False
        if self.tells:
            return not line.raw.endswith((" ", "\t"))
        if text.endswith("–") or sentences.starts_small(coming):
            return False
        return sentences.is_closed(text) and self.is_short(i)

    def is_short(self, i: int) -> bool:
        """Whether the next word would have fitted on the line: its break was meant."""
        k = self.follower[i]
        if k is None:
            return True
        word = self.lines[k].text.split(" ", 1)[0]
        return len(self.lines[i].text) + len(word) + 1 < 0.8 * self.width

    def is_full(self, i: int) -> bool:
        """Whether the next word would not have fitted on the line: it broke by itself."""
        k = self.follower[i]
        word = self.lines[k].text.split(" ", 1)[0] if k is not None else ""
        return bool(word) and len(self.lines[i].text) + len(word) + 1 > self.width

    def starts_fresh(self, i: int) -> bool:
        """Whether line `i` can start something: what stands before it has ended."""
        k = i - 1
        while k >= 0 and self.lines[k].role not in (TEXT, BLANK):
            k -= 1
        if k < 0 or self.lines[k].role == BLANK or self.lines[k].ends:
            return True
        text = self.lines[k].text
        if self.tells and self.lines[k].ends is None:
            return not self.lines[k].raw.endswith((" ", "\t")) or sentences.is_closed(text)
        return sentences.is_closed(text) or not (
            text.endswith(("-", ",", "–")) or text.rsplit(" ", 1)[-1] in _LINKING
        )

    def runs_on(self, i: int) -> bool:
        """Whether line `i` visibly waits for more: a comma, a torn word, a linking word."""
        text = self.lines[i].text
        torn = (
            text.endswith("-")
            and len(text) > 1
            and text[-2].isalpha()
            and self.lines[i].ends is None
        )
        return (
            text.endswith((",", "–"))
            or text.rsplit(" ", 1)[-1] in _LINKING
            or (
                torn
                and self.follower[i] is not None
                and self.lines[self.follower[i] or 0].text[:1].islower()
            )
        )

    def gap(self, i: int, k: int) -> bool:
        """Whether a blank line stands between two lines."""
        return any(self.lines[j].role in (BLANK, TABLE) for j in range(i + 1, k))

    def _trailing_blanks_tell(self) -> bool:
        small = [0, 0]
        closed = [0, 0]
        for i, line in enumerate(self.lines):
            k = self.follower[i]
            if line.role != TEXT or k != i + 1:
                continue
            trails = line.raw.endswith((" ", "\t"))
            if sentences.starts_small(self.lines[k].text):
                small[trails] += 1
            elif sentences.is_closed(line.text):
                closed[trails] += 1
        known = sum(small) >= 10 and sum(closed) >= 5
        return known and small[1] > 0.9 * sum(small) and closed[0] > 0.3 * sum(closed)


def _followers(lines: Sequence[Line]) -> list[int | None]:
    """For every line the index of the next line of text, furniture and blanks skipped."""
    found: list[int | None] = [None] * len(lines)
    coming: int | None = None
    for i in range(len(lines) - 1, -1, -1):
        found[i] = coming
        if lines[i].role == TEXT:
            coming = i
    return found


def _series(lines: Sequence[Line]) -> frozenset[str]:
    """Letters of the codes that start at least two lines, with numbers that differ."""
    codes = {
        match["number"]: match["letters"] for line in lines if (match := SPACED.match(line.text))
    }
    counts = Counter(codes.values())
    return frozenset(letters for letters, count in counts.items() if count >= 2)


def _width(lines: Sequence[Line]) -> float:
    """The usual full width of a line: the 90th percentile of all lengths."""
    lengths = sorted(len(line.text) for line in lines if line.role == TEXT)
    return float(lengths[int(len(lengths) * 0.9)]) if lengths else 0.0
