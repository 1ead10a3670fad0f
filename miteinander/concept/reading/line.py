"""One extracted line with the hints that its kind of file gives. Mutable: repair marks it."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "text"
BLANK = "blank"
FURNITURE = "furniture"
TABLE = "table"


@dataclass
class Line:
    """A line on its way through repair.

    `raw` is what the person sees; `text` is repaired. `heading` is a style level (1 = highest,
    0 = none known), `ends` says whether a paragraph ends here (None = the file does not tell),
    `depth` how deep a point is nested, `listed` the list number that Word prints but does not
    store as text. The rows of table number `table` carry their `cells`.
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
    depth: int = 0
    cells: tuple[str, ...] | None = None
    table: int = 0

    def discard(self, why: str) -> None:
        """Mark the line as furniture; it stays visible, but no item is read from it."""
        self.role = FURNITURE
        self.why = why
