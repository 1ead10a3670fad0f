"""Finds names that probably mean the same institution. Knows no Django."""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import TypeVar

from rapidfuzz import fuzz

SAME_ENOUGH = 95.0  # of 100
_LEGAL_FORMS = re.compile(
    r"\b(e\.?\s?v|g?gmbh|g?ug|ag|kg|e\.?\s?g|gbr|k\.?d\.?ö\.?r)\b\.?", re.IGNORECASE
)
Key = TypeVar("Key")


def core(name: str) -> str:
    """What is left of a name without case, legal form and punctuation."""
    without = _LEGAL_FORMS.sub(" ", name.casefold())
    return " ".join(re.sub(r"[\W_]+", " ", without).split()) or name.casefold().strip()


def is_similar(one: str, other: str) -> bool:
    """Whether two cores (see `core`) are as good as the same, with words turned or joined."""
    joined = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""), score_cutoff=SAME_ENOUGH)
    return joined > 0 or fuzz.token_sort_ratio(one, other, score_cutoff=SAME_ENOUGH) > 0


def similar_to(name: str, others: Iterable[tuple[Key, str]]) -> list[Key]:
    """The keys of those (key, name) that probably mean the same."""
    wanted = core(name)
    return [key for key, other in others if is_similar(wanted, core(other))]


def pairs(names: Iterable[tuple[Key, str]]) -> list[tuple[Key, Key]]:
    """All pairs of (key, name) that probably mean the same."""
    cores = [(key, core(name)) for key, name in names]
    return [(a, b) for (a, one), (b, other) in combinations(cores, 2) if is_similar(one, other)]
