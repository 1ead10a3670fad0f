"""Two texts in one row of words: kept, removed, added. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing is quadratic: longer texts are shown whole, the old one before the new one.
MOST_WORDS = 3000
# Below this share of common words, single kept words between all others only confuse.
LEAST_ALIKE = 0.3


@dataclass(frozen=True)
class Piece:
    """Some words; `kind` is "same", "removed" or "added"."""

    kind: str
    text: str


def word_changes(old: str, new: str) -> list[Piece]:
    """The pieces in reading order: without "added" they give `old`, without "removed" `new`."""
    before, after = _words(old), _words(new)
    if len(before) + len(after) > MOST_WORDS:
        return _pieces([("removed", old), ("added", new)])
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    kept = [word for tag, a, b, _, _ in steps if tag == "equal" for word in before[a:b]]
    if 2 * _number(kept) < LEAST_ALIKE * (_number(before) + _number(after)):
        return _pieces([("removed", old), ("added", new)])
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in steps:
        if tag == "equal":
            found.append(("same", "".join(before[a:b])))
        else:
            found += [("removed", "".join(before[a:b])), ("added", "".join(after[c:d]))]
    return _pieces(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)


def _number(words: list[str]) -> int:
    return sum(not word.isspace() for word in words)


def _pieces(found: list[tuple[str, str]]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in found if text]
