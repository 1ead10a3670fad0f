"""The comparison of two editions as rows of a table."""

from collections.abc import Iterable, Iterator

from miteinander.concept.queries.comparison import Part
from miteinander.ui.sheets import Cell

HEADERS = (
    "Handlungsfeld",
    "Ebene",
    "Vorher",
    "Nachher",
    "Was daraus wird",
    "Begründung",
    "Was anders ist",
    "Vorher hieß es",
    "Jetzt heißt es",
)


def rows(parts: Iterable[Part]) -> Iterator[list[Cell]]:
    """A row for every item, and one more for each further thing that it says differently."""
    for part in parts:
        for line in part.lines:
            differences = [(one.label, one.old, one.new) for one in line.differences]
            for label, old, new in differences or [("", "", "")]:
                yield [
                    part.title,
                    str(line.level.label),
                    str(line.before or ""),
                    str(line.after or ""),
                    line.label,
                    " ".join(line.reasons),
                    label,
                    old,
                    new,
                ]
