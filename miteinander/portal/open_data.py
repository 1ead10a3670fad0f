"""The public plan as data for everyone.

The shape is stable: keys are added, never renamed or removed within a `version`.

    {"version": 1, "municipality": {"ags", "name"}, "title", "edition": {"label", "adopted_on",
     "adopted_by", "paper_number", "valid_from", "valid_until"}, "levels": {"field", "topic",
     "goal", "measure"}, "counts": {STATUS: number, "none": number}, "fields": [FIELD]}
    FIELD   {"id", "number", "title", "description", "address", "topics": [{"id", "number",
             "title", "description"}], "goals": [{"id", "topic_id", "number", "title",
             "description"}], "measures": [MEASURE]}
    MEASURE {"id", "goal_id", "topic_id", "number", "title", "description", "approach", "kind",
             "period", "begins_on", "ends_on", "lead": [NAME], "partners": [NAME],
             "target_groups": [TITLE], "dimensions": [TITLE], "themes": [TITLE], "cost",
             "cost_eur", "funding", "indicators": [TEXT], "status", "reported_on", "address"}

Days are ISO 8601, amounts are strings in euro, unknown values null or "". `status` is a code of
`concept.choices.Status`, or null without a published report. Ids stay when things are renamed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from miteinander.concept import addresses
from miteinander.concept.models import Edition, Field, Measure, PlanItem
from miteinander.concept.queries import connections, counts, public
from miteinander.kernel.models import Municipality

VERSION = 1
_EDITION = ("label", "adopted_on", "adopted_by", "paper_number", "valid_from", "valid_until")
_LEVELS = ("field", "topic", "goal", "measure")
_MEASURE = (
    *("goal_id", "topic_id", "approach", "kind", "period", "begins_on", "ends_on"),
    *("cost", "cost_eur", "funding", "reported_on"),
)
Absolute = Callable[[str], str]
ByField = dict[int, list[dict[str, Any]]]


def plan(municipality: Municipality, edition: Edition, absolute: Absolute) -> dict[str, Any]:
    """The edition in the shape above, by 9 queries; `absolute` makes a full address of a path."""
    found = public.measures(edition)
    town = municipality.slug
    return {
        "version": VERSION,
        "municipality": {"ags": municipality.ags, "name": municipality.name},
        "title": edition.concept.title,
        "edition": {name: getattr(edition, name) for name in _EDITION},
        "levels": {level: getattr(edition.concept, f"{level}_name") for level in _LEVELS},
        "counts": {code or "none": number for code, number in counts.of(found).items()},
        "fields": [
            {**item, "address": absolute(addresses.field_path(town, field))}
            for field, item in _fields(edition, _measures(found, town, absolute))
        ],
    }


def _fields(edition: Edition, measures: ByField) -> Iterator[tuple[Field, dict[str, Any]]]:
    topics, goals = defaultdict(list), defaultdict(list)
    for topic in public.topics(edition):
        topics[topic.field_id].append(_item(topic))
    for goal in public.goals(edition):
        goals[goal.field_id].append({**_item(goal), "topic_id": goal.topic_id})
    for field in public.fields(edition):
        levels = {"topics": topics[field.pk], "goals": goals[field.pk]}
        yield field, {**_item(field), **levels, "measures": measures[field.pk]}


def _measures(found: QuerySet[Measure], town: str, absolute: Absolute) -> ByField:
    names = connections.names(found)
    made: ByField = defaultdict(list)
    for measure in public.for_export(found):
        made[measure.field_id].append(
            {
                **_item(measure),
                **{name: getattr(measure, name) for name in _MEASURE},
                **vars(names[measure.pk]),
                "indicators": [line for line in measure.indicators.splitlines() if line.strip()],
                "status": measure.status or None,
                "address": absolute(addresses.measure_path(town, measure)),
            }
        )
    return made


def _item(item: PlanItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "number": item.number,
        "title": item.title,
        "description": item.description,
    }
