"""Headings by size and weight, for documents without heading styles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..line import Line

_LONGEST = 160
_LARGER = 1.12
_MOST_LEVELS = 6


@dataclass(frozen=True)
class Look:
    """How a line is set: size in points (0 = unknown), bold throughout, number of characters."""

    size: float
    bold: bool
    length: int


def set_headings(lines: Sequence[Line], looks: Sequence[Look]) -> None:
    """Give `lines` heading levels: what is larger than the body text, or as large but bold.

    Rare looks only: when a third of the text is bold, bold marks no headings.
    """
    body = body_size(looks)
    total = sum(look.length for look in looks)
    bold = sum(look.length for look in looks if look.bold and look.size <= body * _LARGER)
    bold_marks = bold * 3 < total
    kinds = sorted({_kind(look, body) for look in looks if _stands_out(look, body, bold_marks)})
    levels = {kind: k for k, kind in enumerate(reversed(kinds[-_MOST_LEVELS:]), start=1)}
    for line, look in zip(lines, looks, strict=True):
        short = 0 < len(line.raw.strip()) <= _LONGEST and not line.raw.rstrip().endswith(
            (".", ";", ",")
        )
        if short and _stands_out(look, body, bold_marks) and not line.bullet:
            line.heading = levels.get(_kind(look, body), 0)


def body_size(looks: Sequence[Look]) -> float:
    """The size in which most characters are set."""
    sizes: Counter[float] = Counter()
    for look in looks:
        sizes[round(look.size, 1)] += look.length
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_out(look: Look, body: float, bold_marks: bool) -> bool:
    larger = look.size > body * _LARGER and look.size > 0
    return look.length > 0 and (larger or (look.bold and bold_marks and look.size >= body * 0.95))


def _kind(look: Look, body: float) -> tuple[float, bool]:
    return (round(look.size, 1) if look.size > body * _LARGER else round(body, 1), look.bold)
