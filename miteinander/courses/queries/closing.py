"""What closing the gap of a group would mean, in words; as the newest round left it."""

from dataclasses import dataclass

from miteinander.courses.models import PlacementRound
from miteinander.courses.queries.figures import DIMENSIONS, count


@dataclass(frozen=True)
class Closing:
    """A group that is passed over more often; counts in words, `more` is "" where nothing helps."""

    group: str
    points: int
    more: str = ""
    fewer: str = ""
    total: str = ""
    loss: str = ""


def closings(newest: PlacementRound | None) -> dict[str, list[Closing]]:
    """Title of a dimension -> its groups with a gap."""
    stored = newest.figures.get("closings", {}) if newest else {}
    return {
        title: [_closing(group, **said) for group, said in stored.get(name, {}).items()]
        for name, title in DIMENSIONS.items()
    }


def _closing(
    group: str,
    points: int,
    more: int | None,
    fewer: int = 0,
    total: int = 0,
    loss: float = 0,
) -> Closing:
    if more is None:
        return Closing(group, points)
    percent = f"{loss:.1f}".replace(".", ",")
    return Closing(group, points, count(more), count(fewer), count(total), percent)
