"""What one more place would bring, course by course, as the newest round left it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from miteinander.courses.models import CourseRun, PlacementRound
from miteinander.courses.prices import MOST_MORE
from miteinander.ui.sheets import Cell

HELPFUL, EVERY = "hilft", "alle"
HEADER = (
    *("Kurs", "Anbieter", "Freie Plätze", "Davon vorgeschlagen", "Wartende, denen er passt"),
    *("Ein Platz mehr", f"Mehr Versorgte mit bis zu {MOST_MORE} Plätzen mehr"),
)


@dataclass(frozen=True)
class Price:
    """A run with what `courses.prices` found out about it."""

    run: CourseRun
    places: int
    proposed: int
    waiting: int
    gains: int
    moves: int
    most: int

    @property
    def is_helpful(self) -> bool:
        """Whether one more place would change anything for somebody."""
        return bool(self.gains or self.moves)

    @property
    def words(self) -> str:
        """What one more place would bring."""
        if self.gains:
            return "1 Person mehr versorgt"
        if self.moves:
            people = "1 Person" if self.moves == 1 else f"{self.moves} Personen"
            return f"niemand mehr versorgt, aber {people} passender"
        return "gewinnt nichts"

    @property
    def most_words(self) -> str:
        """How many people more places would bring a place, up to MOST_MORE."""
        if not self.gains:
            return "niemand mehr"
        number = f"mindestens {self.most}" if self.most >= MOST_MORE else str(self.most)
        return f"{number} {'Person' if self.most == 1 else 'Personen'} mehr"


def prices(one: PlacementRound | None, first: int | None = None) -> list[Price]:
    """Of the runs of a round that are still there, those that help most first."""
    stored: list[dict[str, Any]] = one.prices[:first] if one else []
    runs = CourseRun.objects.select_related("course__organisation")
    found = runs.in_bulk([said["run"] for said in stored])
    return [
        Price(found[said["run"]], *(said[name] for name in list(Price.__annotations__)[1:]))
        for said in stored
        if said["run"] in found
    ]


def narrowed(found: Iterable[Price], shown: str) -> list[Price]:
    """Only those that one more place would help, unless every one is asked for."""
    return [one for one in found if shown == EVERY or one.is_helpful]


def rows(found: Iterable[Price]) -> Iterator[list[Cell]]:
    """As rows of a table, in the order of HEADER."""
    for one in found:
        run = one.run
        counts = (one.places, one.proposed, one.waiting)
        yield [str(run), run.course.organisation.name, *counts, one.words, one.most]
