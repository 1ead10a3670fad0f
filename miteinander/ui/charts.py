"""Bars as SVG, always with their table. Pure: knows neither a request nor a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

# A pattern per shape: the path of one tile of 12 x 12 that is drawn over the segment's colour, so
# that segments differ without colour too. Shapes that are not here are drawn plain. The more is
# done, the less is drawn: a full bar is calm, and few thin lines suffice to tell neighbours apart.
PATTERNS: dict[str, str] = {
    "circle": "M0 12L12 0M-2 2L2-2M10 14L14 10",
    "quarter": "M3 2V4M9 8V10",
    "half": "M0 6H12",
    "three-quarter": "M0 0L12 12M-2 10L2 14M10-2L14 2",
    "loop": "M6 5V7",
    "pause": "M6 0V12",
    "cross": "M3 3L9 9M9 3L3 9",
    "arrow": "M4 2L8 6L4 10",
    "question": "M0 3H12M3 0V12",
    "dashed": "M0 3H7M6 9H12M0 9H1",
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
    def fill(self) -> str:
        """SVG that fills its place with the colour, the pattern and an edge."""
        return _fill(self.tone, self.shape)


@lru_cache(maxsize=128)
def _fill(tone: str, shape: str) -> str:
    place = 'width="100%" height="100%"'
    drawn = f'<rect {place} fill="url(#m-pattern-{escape(shape)})"/>' if shape in PATTERNS else ""
    colour = f'<rect class="m-fill m-fill--{escape(tone)}" {place}/>'
    return f'{colour}{drawn}<rect class="m-edge" {place}/>'


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

    @property
    def drawing(self) -> str:
        """SVG of the segment at its place; "" where there is nothing to see."""
        if not self.width:
            return ""
        place = f'x="{self.x}%" width="{self.width}%" height="100%"'
        return f"<svg {place}>{self.segment.fill}</svg>"

    @property
    def row(self) -> str:
        """HTML of the segment's row in the table: swatch and label, number, percent."""
        segment, label = self.segment, escape(self.segment.label)
        words = f'<a href="{escape(segment.url)}">{label}</a>' if segment.url else label
        swatch = f'<svg class="m-swatch" aria-hidden="true" focusable="false">{segment.fill}</svg>'
        cells = f"<td>{segment.value}</td><td>{self.percent} %</td>"
        return f'<tr><th scope="row">{swatch}{words}</th>{cells}</tr>'


@dataclass(frozen=True)
class Bar:
    """A stacked bar: its slices, and a sentence for those who do not see it.

    Drawing and rows are made here, not in the template: a page has a hundred of them.
    """

    caption: str
    slices: tuple[Slice, ...]
    total: int

    @property
    def drawing(self) -> SafeString:
        """SVG of all slices."""
        return SafeString("".join(part.drawing for part in self.slices))

    @property
    def rows(self) -> SafeString:
        """HTML of the table's rows."""
        return SafeString("".join(part.row for part in self.slices))

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
