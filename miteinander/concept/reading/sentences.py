"""German sentences and paragraphs: where one ends, and what a point's headline is."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][\"“”«»)\]]*(?=\s+[\"„»(]?[A-ZÄÖÜ0-9])")
_CLOSED = re.compile(r"[.!?…:;][\"“”«»)\]]*$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABBREVIATIONS = _words(
    """
    abs art bd bzgl bspw bzw ca dez dr e evtl exkl f ff ggf ggfs hrsg inkl insb jh kap lfd
    lt max mind mio mrd nr o p prof rd s sog st str stv tel u usw v vgl z zzgl i d h b a
    """
)
# A capital here shows a new sentence: these words are otherwise written small.
_OPENERS = _words(
    """
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Es Er Sie Wir Im In Am An Auf Aus Bei
    Beim Mit Nach Von Vom Vor Zu Zum Zur Für Durch Über Unter Um Ab Seit Während Wenn Weil
    Da Als Wie Auch Allerdings Aktuell Bisher Insbesondere Hier Jede Jeder Jedes Alle Viele
    Diese Dieser Dieses Ebenso Zudem Weiterhin Sowohl Neben Trotz Wegen Derzeit
    """
)
_BACKWARDS = _words(
    """
    Dies Diese Dieser Dieses Dabei Dafür Dadurch Damit Dazu Daher Deshalb Hierbei Hierfür
    Hierzu Hiermit Dort Deren Dessen Außerdem Zudem Ferner Weiterhin Ebenso Allerdings Sie
    Er Insbesondere Darüber Dementsprechend Somit So Auch This These They It
    """
)
_FIRST_WORD = re.compile(r"^[\"„»(]*([^\W\d_]+)")


def is_closed(text: str) -> bool:
    """Whether the line ends like a sentence (also a colon or semicolon)."""
    return bool(_CLOSED.search(text.rstrip())) and not _ends_in_abbreviation(text.rstrip())


def opens_sentence(text: str) -> bool:
    """Whether the line starts with a word that only a sentence start writes with a capital."""
    word = _FIRST_WORD.match(text)
    return word is not None and word[1] in _OPENERS


def points_back(text: str) -> bool:
    """Whether the sentence leans on the one before it ("Dabei ...", "Hierfür ...")."""
    word = _FIRST_WORD.match(text)
    return word is not None and word[1] in _BACKWARDS


def starts_small(text: str) -> bool:
    """Whether the line goes on with a small letter or a closing sign."""
    stripped = text.lstrip('"„“»«(')
    return bool(stripped) and (stripped[0].islower() or text[0] in ".,;:)")


def split(text: str) -> list[str]:
    """The sentences of a paragraph; "e. V.", "18. November" and the like do not end one."""
    found, start = [], 0
    for match in _END.finditer(text):
        piece = text[start : match.end()]
        if match[0][0] == "." and _ends_in_abbreviation(piece):
            continue
        found.append(piece.strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def headline(text: str, limit: int) -> tuple[str, str | None]:
    """Title and description: above `limit` characters the first sentence is the title."""
    if len(text) <= limit:
        return text, None
    sentences = split(text)
    if len(sentences) < 2:
        return text, None
    return sentences[0], " ".join(sentences[1:])


def _ends_in_abbreviation(text: str) -> bool:
    stripped = text.rstrip('"“”«»)]')
    if not stripped.endswith("."):
        return False
    word = re.split(r"[\s(„\"/]", stripped[:-1])[-1].rsplit(".", 1)[-1]
    if word.isdigit():
        return len(word) <= 2
    return word.casefold() in _ABBREVIATIONS
