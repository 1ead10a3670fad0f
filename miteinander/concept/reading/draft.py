"""The tree while it grows: mutable twins of the model, frozen at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Area, Field, Goal, Measure, Passage, Topic


@dataclass(eq=False)
class DraftTopic:
    """A topic whose last line is not known yet."""

    number: str | None
    title: str
    line: int
    last_line: int

    def frozen(self) -> Topic:
        """The finished value."""
        return Topic(self.number, self.title, self.line, self.last_line)


@dataclass(eq=False)
class DraftMeasure:
    """A measure that still collects facts; `texts` become its description."""

    number: str | None
    title: str
    line: int
    last_line: int
    topic: DraftTopic | None = None
    section: str | None = None
    texts: list[str] = field(default_factory=list)
    progress: str = ""
    responsible: list[str] = field(default_factory=list)
    status: str | None = None
    status_text: str | None = None
    kind: str | None = None
    period: str | None = None
    indicators: list[str] = field(default_factory=list)

    def frozen(self) -> Measure:
        """The finished value."""
        return Measure(
            number=self.number,
            title=self.title,
            line=self.line,
            last_line=self.last_line,
            description="\n".join(self.texts) or None,
            responsible=tuple(dict.fromkeys(self.responsible)),
            status=self.status,
            status_text=self.status_text,
            kind=self.kind,
            period=self.period,
            indicators=tuple(self.indicators),
            topic=self.topic.frozen() if self.topic else None,
            section=self.section,
        )


@dataclass(eq=False)
class DraftGoal:
    """A goal and the measures below it."""

    number: str | None
    title: str
    line: int
    last_line: int
    topic: DraftTopic | None = None
    section: str | None = None
    texts: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    measures: list[DraftMeasure] = field(default_factory=list)

    def frozen(self) -> Goal:
        """The finished value."""
        return Goal(
            number=self.number,
            title=self.title,
            line=self.line,
            last_line=self.last_line,
            measures=tuple(measure.frozen() for measure in self.measures),
            description="\n".join(self.texts) or None,
            indicators=tuple(self.indicators),
            topic=self.topic.frozen() if self.topic else None,
            section=self.section,
        )


@dataclass(eq=False)
class DraftPassage:
    """Prose of a field."""

    label: str
    topic: DraftTopic | None
    line: int
    last_line: int


@dataclass(eq=False)
class DraftField:
    """A field of action, open until the next one starts."""

    number: str | None
    title: str
    line: int
    last_line: int
    level: int = 0
    area: Area | None = None
    texts: list[str] = field(default_factory=list)
    topics: list[DraftTopic] = field(default_factory=list)
    goals: list[DraftGoal] = field(default_factory=list)
    measures: list[DraftMeasure] = field(default_factory=list)
    passages: list[DraftPassage] = field(default_factory=list)

    def frozen(self) -> Field:
        """The finished value."""
        return Field(
            number=self.number,
            title=self.title,
            line=self.line,
            last_line=self.last_line,
            goals=tuple(goal.frozen() for goal in self.goals),
            measures=tuple(measure.frozen() for measure in self.measures),
            topics=tuple(topic.frozen() for topic in self.topics),
            description="\n".join(self.texts) or None,
            passages=tuple(
                Passage(p.label, p.topic.frozen() if p.topic else None, p.line, p.last_line)
                for p in self.passages
            ),
            area=self.area,
        )
