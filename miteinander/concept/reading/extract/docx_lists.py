"""List and heading numbers that Word prints without storing them as text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_MOST_LEVELS = 9
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


@dataclass(frozen=True)
class _Level:
    kind: str
    pattern: str
    start: int


class ListNumbers:
    """Counts through a document: ask for every paragraph exactly once, in order.

    `depth` is how deep the paragraph asked for last is nested.
    """

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self.depth = 0
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = _numbering_part(document)
        if part is not None:
            self._read(part)

    def of(self, paragraph: Any, style: Any) -> tuple[str | None, bool]:
        """The printed number without its trailing dot, and whether it is a bullet instead."""
        num_id, level = _reference(paragraph, style)
        self.depth = level
        abstract = self._abstract.get(num_id or "")
        if abstract is None:
            return None, False
        rule = self._levels.get(abstract, {}).get(level)
        if rule is None or rule.kind == "none":
            return None, False
        if rule.kind == "bullet":
            return None, True
        return self._count(abstract, level), True

    def _count(self, abstract: str, level: int) -> str | None:
        counts, rules = self._counts[abstract], self._levels[abstract]
        counts[level] = counts.get(level, rules[level].start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        printed = rules[level].pattern
        for k in range(level + 1):
            rule = rules.get(k, rules[level])
            value = counts.setdefault(k, rule.start)
            printed = printed.replace(f"%{k + 1}", _printed(value, rule.kind))
        return printed.strip(" .):(") or None

    def _read(self, root: Any) -> None:
        for node in root.iter(qn("w:abstractNum")):
            key = node.get(qn("w:abstractNumId")) or ""
            levels = (_level(item) for item in node.iter(qn("w:lvl")))
            self._levels[key] = {number: level for number, level in levels if number < _MOST_LEVELS}
        for node in root.iter(qn("w:num")):
            reference = node.find(qn("w:abstractNumId"))
            if reference is not None:
                self._abstract[node.get(qn("w:numId")) or ""] = reference.get(qn("w:val")) or ""


def _numbering_part(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _reference(paragraph: Any, style: Any) -> tuple[str | None, int]:
    """numId and level of a paragraph, from itself or from its style."""
    properties = [paragraph.find(qn("w:pPr"))]
    seen = 0
    while style is not None and seen < 10:
        properties.append(style.element.find(qn("w:pPr")))
        style, seen = getattr(style, "base_style", None), seen + 1
    for node in properties:
        found = node.find(qn("w:numPr")) if node is not None else None
        if found is None:
            continue
        number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
        depth = level.get(qn("w:val")) if level is not None else "0"
        if number is not None:
            return number.get(qn("w:val")), int(depth) if (depth or "").isdigit() else 0
    return None, 0


def _level(node: Any) -> tuple[int, _Level]:
    number = node.get(qn("w:ilvl")) or "0"
    kind, pattern, start = (node.find(qn(name)) for name in ("w:numFmt", "w:lvlText", "w:start"))
    first = start.get(qn("w:val")) if start is not None else "1"
    return int(number) if number.isdigit() else _MOST_LEVELS, _Level(
        kind.get(qn("w:val")) or "decimal" if kind is not None else "decimal",
        pattern.get(qn("w:val")) or "" if pattern is not None else "",
        int(first) if (first or "").isdigit() else 1,
    )


def _printed(value: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 200:
        roman = _roman(value)
        return roman.lower() if kind == "lowerRoman" else roman
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        while value >= size:
            text, value = text + sign, value - size
    return text
