"""Finds where a text, or the texts in a JSON value, name somebody. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

AROUND = 160  # characters on each side


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, also the keys of its objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def passages(value: Any, words: Iterable[str]) -> list[str]:
    """The passages that have one of the words, in any case, each with what stands around it."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not pattern:
        return []
    found = []
    for text in texts(value):
        end = -1
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if match.start() < end:  # stands in the passage before
                continue
            begin, end = max(0, match.start() - AROUND), match.end() + AROUND
            cut = text[begin:end].strip()
            found.append(f"{'…' if begin else ''}{cut}{'…' if end < len(text) else ''}")
    return found
