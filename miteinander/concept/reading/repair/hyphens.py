"""Joining the lines of one paragraph: what a line break took apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

# After these a hyphen at the line's end is meant: "Haupt- und", "haus- beziehungsweise".
_LINKS = frozenset(
    [
        "und",
        "oder",
        "bzw",
        "beziehungsweise",
        "sowie",
        "noch",
        "als",
        "wie",
        "statt",
        "bis",
        "als",
        "auch",
        "aber",
        "and",
        "or",
    ]
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_OPEN_HYPHEN = re.compile(r"[^\W\d_]-$")


def joined(first: str, second: str) -> str:
    """Two neighbouring lines of a paragraph as one string."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first + second
    if second[0] in ".,;:)!?" or first.endswith("/"):
        return first + second
    if first.endswith("\u00ad"):
        return first[:-1] + second
    if first.endswith("-"):
        return _over_hyphen(first, second)
    return f"{first} {second}"


def flowing(lines: Iterable[str]) -> str:
    """All lines of a paragraph as one string."""
    text = ""
    for line in lines:
        text = joined(text, line)
    return text


def _over_hyphen(first: str, second: str) -> str:
    last_word = first.rsplit(None, 1)[-1]
    if "://" in last_word or last_word.startswith("www.") or second[0].isdigit():
        return first + second
    if not _OPEN_HYPHEN.search(first):
        hanging = last_word == "-" and second[0].islower()
        return first + second if hanging or len(last_word) > 1 else f"{first} {second}"
    word = _FIRST_WORD.match(second)
    if word is None or word[0].casefold() in _LINKS:
        return f"{first} {second}"
    return first[:-1] + second if second[0].islower() else first + second
