"""Reading finished integration concepts: pure Python, no Django.

`read_document(data, filename)` gives a `Reading`; `compare(known, reading)` proposes what a newer
version of the document changes. `ReadingRefused` carries a German sentence for the person.
"""

from .compare import Change, Difference, KnownItem, compare, known_items
from .model import (
    Area,
    Column,
    Field,
    Furniture,
    Goal,
    Measure,
    Passage,
    Reading,
    Source,
    SourceLine,
    Topic,
    Unplaced,
)
from .reader import read_document
from .refusal import ReadingRefused

__all__ = [
    "Area",
    "Change",
    "Column",
    "Difference",
    "Field",
    "Furniture",
    "Goal",
    "KnownItem",
    "Measure",
    "Passage",
    "Reading",
    "ReadingRefused",
    "Source",
    "SourceLine",
    "Topic",
    "Unplaced",
    "compare",
    "known_items",
    "read_document",
]
