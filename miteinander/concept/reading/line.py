"""One extracted line with the hints that its kind of file gives. Mutable: repair marks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TEXT = "text"
BLANK = "blank"
FURNITURE = "furniture"


@dataclass
class Line:
    """A line on its way through repair.

    `raw` is what the person sees; `text` is repaired. `heading` is a style level (1 = highest,
    0 = none known), `ends` says whether a paragraph ends here (None = the file does not tell),
    `listed` the list number that Word prints but does not store as text.
    """

    number: int
    raw: str
    page: int | None = None
    heading: int = 0
    bullet: bool = False
    ends: bool | None = None
    listed: str | None = None
    role: str = TEXT
    why: str = ""
    text: str = ""

    def discard(self, why: str) -> None:
        """Mark the line as furniture; it stays visible, but no item is read from it."""
        self.role = FURNITURE
        self.why = why


@dataclass(frozen=True)
class TableRow:
    """One row of a table, its cells repaired and merged cells filled, at one line."""

    number: int
    cells: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows that stand together; `name` is the sheet or the caption, if there is one."""

    rows: tuple[TableRow, ...]
    name: str | None = None


def texts(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Index and line of everything that still counts as text."""
    return ((i, line) for i, line in enumerate(lines) if line.role == TEXT)
