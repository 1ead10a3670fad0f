"""What a reading of a concept consists of. Frozen values; every item knows its passage.

`line` and `last_line` are 1-based numbers into `Reading.lines`. Unknown values are None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """The file as it was handed in. `pages` is None where the kind of file knows no pages."""

    file: str
    kind: str
    sha256: str
    pages: int | None = None


@dataclass(frozen=True)
class SourceLine:
    """One line of the extracted text as the person can see it."""

    number: int
    page: int | None
    text: str


@dataclass(frozen=True)
class Topic:
    """A sub-topic of a field of action, for example "3.1 Frühe Bildung"."""

    number: str | None
    title: str
    line: int
    last_line: int


@dataclass(frozen=True)
class Area:
    """A level above the fields, as in "Aufgabenbereich > Handlungsfeld"."""

    number: str | None
    title: str
    line: int
    last_line: int


@dataclass(frozen=True)
class Passage:
    """Prose that belongs to a field or topic but is no item, for example "Ausgangslage"."""

    label: str
    topic: Topic | None
    line: int
    last_line: int


@dataclass(frozen=True)
class Measure:
    """A measure. `status` is one of the codes in statuses.py, `kind` "permanent" or "project"."""

    number: str | None
    title: str
    line: int
    last_line: int
    description: str | None = None
    responsible: tuple[str, ...] = ()
    status: str | None = None
    status_text: str | None = None
    kind: str | None = None
    period: str | None = None
    indicators: tuple[str, ...] = ()
    topic: Topic | None = None
    section: str | None = None


@dataclass(frozen=True)
class Goal:
    """A goal with the measures that the document prints below it."""

    number: str | None
    title: str
    line: int
    last_line: int
    measures: tuple[Measure, ...] = ()
    description: str | None = None
    indicators: tuple[str, ...] = ()
    topic: Topic | None = None
    section: str | None = None


@dataclass(frozen=True)
class Field:
    """A field of action. `measures` are those that no single goal can claim."""

    number: str | None
    title: str
    line: int
    last_line: int
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    topics: tuple[Topic, ...] = ()
    description: str | None = None
    passages: tuple[Passage, ...] = ()
    area: Area | None = None


@dataclass(frozen=True)
class Unplaced:
    """A passage that stands nowhere in the tree, and why (German sentence)."""

    line: int
    last_line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Furniture:
    """Lines that carry no content: page heads and feet, contents, footnotes, axis labels."""

    line: int
    last_line: int
    reason: str


@dataclass(frozen=True)
class Column:
    """A column of a table or sheet and what it was taken for; the person can correct it."""

    index: int
    header: str
    meaning: str | None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was understood of one document; `as_json` gives the published shape."""

    source: Source
    title: str
    fields: tuple[Field, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    lines: tuple[SourceLine, ...] = ()
    columns: tuple[Column, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    level_names: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of fields, goals and measures, wherever they hang."""
        goals = [goal for field in self.fields for goal in field.goals]
        loose = sum(len(field.measures) for field in self.fields)
        below = sum(len(goal.measures) for goal in goals)
        return {"fields": len(self.fields), "goals": len(goals), "measures": loose + below}

    def as_json(self) -> dict[str, Any]:
        """The dry run's shape; see as_json.py."""
        from .as_json import reading_as_json

        return reading_as_json(self)
