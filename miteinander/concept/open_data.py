"""The plan as data: the public one for everyone (`plan`), and the shapes that others share.

The shape is stable: keys are added, never renamed or removed within a `version`.

    {"version": 1, "municipality": {"ags", "name"}, "title", "edition": {"id", "label",
     "adopted_on", "adopted_by", "paper_number", "valid_from", "valid_until"},
     "levels": {"field", "topic", "goal", "measure"},
     "counts": {STATUS: number, "none": number}, "fields": [FIELD]}
    FIELD   {"id", "number", "title", "description", "address", "topics": [{"id", "number",
             "title", "description"}], "goals": [{"id", "topic_id", "number", "title",
             "description"}], "measures": [MEASURE]}
    MEASURE {"id", "goal_id", "topic_id", "number", "title", "description", "approach", "kind",
             "period", "begins_on", "ends_on", "lead": [NAME], "partners": [NAME],
             "target_groups": [TITLE], "dimensions": [TITLE], "themes": [TITLE], "cost",
             "cost_eur", "funding", "indicators": [TEXT], "status", "reported_on", "address",
             "reports": [REPORT]}
    REPORT  {"reported_on", "status", "author", "note", "results", "obstacles", "next_steps",
             "cost_eur", "persons_reached", "period_from", "period_until"}, the newest first

Days are ISO 8601, amounts are strings in euro, unknown values null or "". `status` is a code of
`concept.choices.Status`, or null without a published report. Ids stay when things are renamed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from miteinander.concept import addresses
from miteinander.concept.models import (
    Edition,
    Field,
    Goal,
    Measure,
    PlanItem,
    StatusReport,
    Topic,
)
from miteinander.concept.queries import connections, counts, public
from miteinander.concept.report_words import NAMES
from miteinander.kernel.models import Municipality

VERSION = 1
_EDITION = ("id", "label", "adopted_on", "adopted_by", "paper_number", "valid_from", "valid_until")
_LEVELS = ("field", "topic", "goal", "measure")
_MEASURE = (
    *("goal_id", "topic_id", "approach", "kind", "period", "begins_on", "ends_on"),
    *("cost", "cost_eur", "funding", "reported_on"),
)
_REPORT = ("reported_on", "status", "author", *NAMES)
Absolute = Callable[[str], str]
ByField = defaultdict[int, list[dict[str, Any]]]


def plan(municipality: Municipality, edition: Edition, absolute: Absolute) -> dict[str, Any]:
    """The public edition in the shape above, by 10 queries; `absolute` makes a full address."""
    found = public.measures(edition)
    town = municipality.slug
    made, said = ByField(list), ByField(list)
    for one in public.reports(edition):
        said[one.measure_id].append(report(one))
    for measure, shape in measures(found, town, absolute):
        made[measure.field_id].append({**shape, "reports": said[measure.pk]})
    return {
        **head(municipality, edition, counts.of(found)),
        "fields": [
            {**shape, "measures": made[field.pk]}
            for field, shape in fields(public_tree(edition), town, absolute)
        ],
    }


@dataclass(frozen=True)
class Tree:
    """The levels above the measures."""

    fields: QuerySet[Field]
    topics: QuerySet[Topic]
    goals: QuerySet[Goal]


def public_tree(edition: Edition) -> Tree:
    """What everyone sees of the levels above the measures."""
    return Tree(public.fields(edition), public.topics(edition), public.goals(edition))


def head(
    municipality: Municipality, edition: Edition, found: counts.StatusCounts
) -> dict[str, Any]:
    """What stands above the fields: no query."""
    return {
        "version": VERSION,
        "municipality": {"ags": municipality.ags, "name": municipality.name},
        "title": edition.concept.title,
        "edition": {name: getattr(edition, name) for name in _EDITION},
        "levels": {level: getattr(edition.concept, f"{level}_name") for level in _LEVELS},
        "counts": {code or "none": number for code, number in found.items()},
    }


def editions(published: list[Edition], town: str, absolute: Absolute) -> list[dict[str, Any]]:
    """Every public edition as in the head, and where it stands among the others: no query."""
    current, keys = public.current_of(published), {one.pk for one in published}
    return [
        {
            **{name: getattr(one, name) for name in (*_EDITION, "is_amendment")},
            "is_current": one == current,
            "predecessor_id": one.predecessor_id if one.predecessor_id in keys else None,
            "address": absolute(addresses.edition_path(town, one, is_current=one == current)),
        }
        for one in published
    ]


def item(item: PlanItem) -> dict[str, Any]:
    """What every level has."""
    return {
        "id": item.pk,
        "number": item.number,
        "title": item.title,
        "description": item.description,
    }


def report(report: StatusReport) -> dict[str, Any]:
    """What a report says, by whom and as of when."""
    return {name: getattr(report, name) for name in _REPORT}


def fields(
    tree: Tree, town: str, absolute: Absolute, shaped: Callable[[PlanItem], dict[str, Any]] = item
) -> Iterator[tuple[Field, dict[str, Any]]]:
    """Each field with its sub-topics and goals, each `shaped`: 3 queries."""
    topics, goals = defaultdict(list), defaultdict(list)
    for topic in tree.topics:
        topics[topic.field_id].append(shaped(topic))
    for goal in tree.goals:
        goals[goal.field_id].append({**shaped(goal), "topic_id": goal.topic_id})
    for field in tree.fields:
        shape = {**shaped(field), "address": absolute(addresses.field_path(town, field))}
        yield field, {**shape, "topics": topics[field.pk], "goals": goals[field.pk]}


def measures(
    found: QuerySet[Measure], town: str, absolute: Absolute
) -> Iterator[tuple[Measure, dict[str, Any]]]:
    """Each measure in its shape, in the order of the plan: 5 queries."""
    names = connections.names(found)
    for measure in public.for_export(found):
        yield (
            measure,
            {
                **item(measure),
                **{name: getattr(measure, name) for name in _MEASURE},
                **vars(names[measure.pk]),
                "indicators": [line for line in measure.indicators.splitlines() if line.strip()],
                "status": measure.status or None,
                "address": absolute(addresses.measure_path(town, measure)),
            },
        )
