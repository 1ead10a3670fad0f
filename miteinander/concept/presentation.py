"""How a status looks: its word, a shape and a tone, so that no meaning hangs on colour alone."""

from dataclasses import dataclass
from functools import cache

from miteinander.concept.choices import Status


@dataclass(frozen=True)
class Look:
    """`word` as shown, `tone` of ui's badges, `shape` a name of `ui/shapes.css`."""

    word: str
    tone: str
    shape: str


NO_REPORT = Look("noch kein Bericht", "neutral", "dashed")

_TONES_AND_SHAPES = {
    Status.NOT_PLANNED: ("neutral", "circle"),
    Status.PLANNED: ("info", "quarter"),
    Status.STARTED: ("info", "half"),
    Status.ADVANCED: ("info", "three-quarter"),
    Status.COMPLETED: ("success", "check"),
    Status.PERMANENT: ("success", "loop"),
    Status.PAUSED: ("warning", "pause"),
    Status.DISCONTINUED: ("danger", "cross"),
    Status.TRANSFERRED: ("neutral", "arrow"),
    Status.UNKNOWN: ("neutral", "question"),
}

# From the far end of the work to its beginning, then what left the way: the order of charts.
ORDER = (
    Status.PERMANENT,
    Status.COMPLETED,
    Status.ADVANCED,
    Status.STARTED,
    Status.PLANNED,
    Status.NOT_PLANNED,
    Status.PAUSED,
    Status.TRANSFERRED,
    Status.DISCONTINUED,
    Status.UNKNOWN,
    "",
)


@cache
def look(status: str) -> Look:
    """How this status looks; "" is a measure without a published report."""
    if not status:
        return NO_REPORT
    known = Status(status)
    tone, shape = _TONES_AND_SHAPES[known]
    return Look(str(known.label), tone, shape)
