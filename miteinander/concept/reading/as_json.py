"""The published shape of a reading: what `import-concept --dry-run --json` prints."""

from __future__ import annotations

from typing import Any

from .model import Area, Field, Goal, Measure, Reading, Topic


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """`{"source", "title", "fields", "unplaced", "counts", "level_names", "columns"}`."""
    source = reading.source
    return {
        "source": {
            "file": source.file,
            "kind": source.kind,
            "sha256": source.sha256,
            "pages": source.pages,
        },
        "title": reading.title,
        "fields": [_field(field) for field in reading.fields],
        "unplaced": [
            {
                "line": piece.line,
                "last_line": piece.last_line,
                "text": piece.text,
                "reason": piece.reason,
            }
            for piece in reading.unplaced
        ],
        "counts": reading.counts,
        "level_names": dict(reading.level_names),
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "meaning": column.meaning,
                "samples": list(column.samples),
            }
            for column in reading.columns
        ],
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "number": field.number,
        "title": field.title,
        "line": field.line,
        "last_line": field.last_line,
        "description": field.description,
        "area": _area(field.area),
        "topics": [
            {**_named(topic), "line": topic.line, "last_line": topic.last_line}
            for topic in field.topics
        ],
        "goals": [_goal(goal) for goal in field.goals],
        "measures": [_measure(measure) for measure in field.measures],
        "passages": [
            {
                "label": passage.label,
                "topic": _topic(passage.topic),
                "line": passage.line,
                "last_line": passage.last_line,
            }
            for passage in field.passages
        ],
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "number": goal.number,
        "title": goal.title,
        "line": goal.line,
        "last_line": goal.last_line,
        "description": goal.description,
        "indicators": list(goal.indicators),
        "topic": _topic(goal.topic),
        "section": goal.section,
        "measures": [_measure(measure) for measure in goal.measures],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "number": measure.number,
        "title": measure.title,
        "description": measure.description,
        "responsible": list(measure.responsible),
        "status": measure.status,
        "status_text": measure.status_text,
        "kind": measure.kind,
        "period": measure.period,
        "indicators": list(measure.indicators),
        "line": measure.line,
        "last_line": measure.last_line,
        "topic": _topic(measure.topic),
        "section": measure.section,
    }


def _named(thing: Topic | Area) -> dict[str, Any]:
    return {"number": thing.number, "title": thing.title}


def _topic(topic: Topic | None) -> dict[str, Any] | None:
    return None if topic is None else _named(topic)


def _area(area: Area | None) -> dict[str, Any] | None:
    return None if area is None else _named(area)
