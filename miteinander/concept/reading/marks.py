"""What structures a document: headings and labels, as found by outline.py."""

from __future__ import annotations

from dataclasses import dataclass

FIELD, AREA, CHAPTER, GOAL, MEASURE, SHEET, LABEL, FACT, SUB = (
    "field", "area", "chapter", "goal", "measure", "sheet", "label", "fact", "sub",
)  # fmt: skip


@dataclass
class Mark:
    """A heading or a label on the lines `first` to `last` (indices, both inclusive).

    `level` orders headings (small = high); `rest` is text that follows a label on its line;
    `meaning` says what a label opens; `noun` is the printed word for the level
    ("Handlungsempfehlung").
    """

    role: str
    first: int
    last: int
    title: str
    number: str | None = None
    level: int = 0
    meaning: str = ""
    rest: str = ""
    noun: str | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the mark names something, rather than opening a section of it."""
        return self.role in (FIELD, AREA, CHAPTER, GOAL, MEASURE, SHEET, SUB)
