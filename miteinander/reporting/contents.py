"""What a council report says, before any file is written. Pure: one shape for all writers.

Texts are tuples of `Block` (ui/papers/text.py): paragraphs and points of lists, without markup.
Days are `date`, amounts `Decimal` in Euro. Statuses are codes of `concept.choices.Status`, ""
without a report; their words stand in `Contents.words`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from miteinander.ui.papers.text import Text

COMPLETED, PAUSED = "completed", "paused"
NOT_BEGUN = ("not_planned", "planned")
AT_WORK = ("started", "advanced")
LEFT = ("discontinued", "transferred")
DONE = (COMPLETED, "permanent")


@dataclass(frozen=True)
class Report:
    """What was said about a measure on a day; by an institution, never by a person."""

    day: date
    status: str
    institution: str = ""
    period_from: date | None = None
    period_until: date | None = None
    note: Text = ()
    results: Text = ()
    obstacles: Text = ()
    next_steps: Text = ()
    cost_eur: Decimal | None = None
    persons: int | None = None
    is_published: bool = True


@dataclass(frozen=True)
class Measure:
    """A measure as it stood on the day, with its reports up to then, the newest first.

    `before` is the status on the day since which is told, "" for none.
    """

    key: int
    number: str
    title: str
    field: str
    goal: str = ""
    kind: str = ""
    description: Text = ()
    approach: Text = ()
    indicators: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    period: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    cost: str = ""
    cost_eur: Decimal | None = None
    funding: str = ""
    status: str = ""
    reported_on: date | None = None
    before: str = ""
    reports: tuple[Report, ...] = ()

    @property
    def name(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Goal:
    """A goal and the latest public judgement on it, "" for none.

    `earlier` says for each edition before, the newest first, how it was judged there.
    """

    name: str
    judgement: str = ""
    judged_on: date | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A field of action with how its measures stand."""

    name: str
    sentence: str = ""
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True)
class Institution:
    """An institution with the measures it answers for.

    `asked` and `answered` count reports in the time told of: in a round what was asked there.
    """

    name: str
    measures: tuple[Measure, ...] = ()
    takes_part: int = 0
    asked: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Change:
    """What changed about a measure, and when."""

    measure: Measure
    what: str
    day: date


@dataclass(frozen=True)
class Remark:
    """Words of a report that stand in a chapter of their own: an obstacle, a next step."""

    measure: Measure
    institution: str
    day: date
    text: Text


@dataclass(frozen=True)
class Figures:
    """A table of counts; its cells are words or whole numbers, None where nothing may be told."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


@dataclass(frozen=True)
class Courses:
    """How people come to a language course, as counts that tell of nobody."""

    sentences: tuple[str, ...]
    figures: tuple[Figures, ...]


@dataclass(frozen=True)
class Names:
    """What this concept calls its levels."""

    field: str = "Handlungsfeld"
    fields: str = "Handlungsfelder"
    goal: str = "Ziel"
    goals: str = "Ziele"
    measure: str = "Maßnahme"
    measures: str = "Maßnahmen"


@dataclass(frozen=True)
class Contents:
    """The whole report. `parts` are codes of `choices.Part`; what is not asked for is left out.

    `courses` is None where the town has none.
    """

    town: str
    title: str
    edition: str
    decision: str
    as_of: date
    since: date
    made_on: date
    origin: str = ""
    office: str = ""
    is_draft: bool = False
    names: Names = Names()
    words: dict[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    institutions: tuple[Institution, ...] = ()
    changes: tuple[Change, ...] = ()
    obstacles: tuple[Remark, ...] = ()
    outlook: tuple[Remark, ...] = ()
    courses: Courses | None = None
    ending: tuple[Measure, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures in the order of the plan."""
        return tuple(one for part in self.fields for one in part.measures)

    def counts(self, measures: Iterable[Measure]) -> list[tuple[str, int]]:
        """(status, number) in the order of charts; statuses that do not occur are left out."""
        numbers = Counter(one.status for one in measures)
        return [(code, numbers[code]) for code in self.words if numbers[code]]

    def word(self, status: str) -> str:
        """The status in words."""
        return self.words[status]
