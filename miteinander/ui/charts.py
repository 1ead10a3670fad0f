"""Bars as SVG, always with their table. Pure: knows neither a request nor a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

# A pattern per shape: the path of one tile of 8 x 8 that is drawn over the segment's colour, so
# that segments differ without colour too. Shapes that are not here are drawn plain.
PATTERNS: dict[str, str] = {
    "circle": "M0 8L8 0M-2 2L2-2M6 10L10 6",
    "quarter": "M2 1V3M6 5V7",
    "half": "M0 4H8",
    "three-quarter": "M0 0L8 8M-2 6L2 10M6-2L10 2",
    "loop": "M4 1.5A2.5 2.5 0 1 1 3.9 1.5",
    "pause": "M4 0V8",
    "cross": "M1 1L7 7M7 1L1 7",
    "arrow": "M2 0L6 4L2 8",
    "question": "M0 2H8M2 0V8",
    "dashed": "M0 1H5M4 5H8M0 5H1",
}


@dataclass(frozen=True)
class Segment:
    """One part of a bar. `value` counts things; `shape` is a name of `g_shapes.css`."""

    label: str
    value: int
    tone: str = "neutral"
    shape: str = "disc"
    url: str = ""

    @property
    def pattern(self) -> str:
        """The tile drawn over the colour; "" for a plain segment."""
        return PATTERNS.get(self.shape, "")

    @property
    def fill(self) -> str:
        """SVG that fills its place with the colour, the pattern and an edge.

        Made here, not in the template: a page draws it a hundred times.
        """
        place = 'width="100%" height="100%"'
        shape = f'<rect {place} fill="url(#m-pattern-{escape(self.shape)})"/>'
        colour = f'<rect class="m-fill m-fill--{escape(self.tone)}" {place}/>'
        return f'{colour}{shape if self.pattern else ""}<rect class="m-edge" {place}/>'


@dataclass(frozen=True)
class Slice:
    """A drawn segment: where it begins and how wide it is (percent of the bar)."""

    segment: Segment
    x: float
    width: float
    share: float

    @property
    def percent(self) -> int:
        """The share, rounded to whole percent."""
        return int(self.share + 0.5)


@dataclass(frozen=True)
class Bar:
    """A stacked bar: its slices, and a sentence for those who do not see it."""

    caption: str
    slices: tuple[Slice, ...]
    total: int

    @property
    def sentence(self) -> str:
        """The bar in words."""
        parts = [f"{part.segment.value} {part.segment.label}" for part in self.slices if part.width]
        return f"{self.caption}: {', '.join(parts) or 'noch nichts'}"


def stacked_bar(segments: Iterable[Segment], caption: str) -> Bar:
    """Lay segments out from 0 to 100 percent; negative values count as nothing."""
    parts = list(segments)
    total = sum(max(part.value, 0) for part in parts)
    slices, x = [], 0.0
    for part in parts:
        share = 100 * max(part.value, 0) / total if total else 0.0
        slices.append(Slice(part, round(x, 2), round(share, 2), share))
        x += share
    return Bar(caption, tuple(slices), total)
