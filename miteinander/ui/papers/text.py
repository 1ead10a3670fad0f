"""Texts on their way to paper: from Markdown to paragraphs, and without what cannot be printed."""

import re
import unicodedata
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_MARKED = re.compile(
    r"[*_`#\[\]<>|~\\&]|^\s*([-+]|\d+[.)])\s|^\s{4}|^\s*[-=]{2,}\s*$", re.MULTILINE
)
_KEPT = "\u200c\u200d\u00ad"  # joiners of scripts, soft hyphen
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Block:
    """A paragraph, or a point of a list."""

    text: str
    is_point: bool = False


Text = tuple[Block, ...]


def blocks(markdown: str) -> Text:
    """The text as paragraphs and points, without marks and addresses of links."""
    if not _MARKED.search(markdown):  # most texts; parsing costs fifty times as much
        return tuple(Block(part) for part in _paragraphs(markdown))
    found: list[Block] = []
    depth = 0
    for token in _PARSER.parse(markdown):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type in ("inline", "fence", "code_block", "html_block"):
            words = _words(token)
            found += [Block(part, depth > 0) for part in _paragraphs(words)]
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part]


def _words(token: Token) -> str:
    if not token.children:
        return token.content
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(breaks.get(one.type, one.content) for one in token.children)


def printable(text: str) -> str:
    """The text without control signs, direction marks and what is no letter; one line."""
    if text.isascii() and text.isprintable():
        return text
    kept = (
        " " if sign in "\t\n\r\v\f\x85\u2028\u2029" else sign
        for sign in text
        if sign in "\t\n\r\v\f\x85" or sign in _KEPT or unicodedata.category(sign) not in _DROPPED
    )
    return "".join(kept)


def named(text: str, otherwise: str = "(ohne Titel)") -> str:
    """The text as a heading or a name, which the standards of PDF do not allow to be empty."""
    return printable(text).strip() or otherwise
