"""A field as its page shows it: sub-topics, in them goals, in them measures. Reads nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from miteinander.concept.models import Goal, Measure, Topic
from miteinander.concept.queries import counts


@dataclass(frozen=True)
class GoalPart:
    """A goal and its measures."""

    goal: Goal
    measures: list[Measure] = field(default_factory=list)

    @property
    def counts(self) -> counts.StatusCounts:
        """How the goal's measures stand."""
        return counts.among(self.measures)


@dataclass(frozen=True)
class Section:
    """A sub-topic (None for what lies in none): its goals, and the measures without a goal."""

    topic: Topic | None
    goals: list[GoalPart] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


def arranged(
    topics: Iterable[Topic], goals: Iterable[Goal], measures: Iterable[Measure]
) -> list[Section]:
    """Everything in its place, in the order given; what lies in no sub-topic comes first."""
    found: dict[int | None, Section] = {None: Section(None)}
    found |= {topic.pk: Section(topic) for topic in topics}
    parts: dict[int | None, GoalPart] = {}
    for goal in goals:
        parts[goal.pk] = GoalPart(goal)
        found.get(goal.topic_id, found[None]).goals.append(parts[goal.pk])
    for measure in measures:
        part = parts.get(measure.goal_id) or found.get(measure.topic_id, found[None])
        part.measures.append(measure)
    return [section for section in found.values() if section.topic or _is_filled(section)]


def _is_filled(section: Section) -> bool:
    return bool(section.goals or section.measures)
