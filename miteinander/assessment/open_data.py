"""Public needs and judgements as data. Keys are added, never renamed or removed in a version.

    NEED      {"id", "title", "statement", "since_on", "stated_by", "state", "priority", "reason",
               "fields": [ID], "goals": [ID], "measures": [ID], "evidence": [EVIDENCE]}
    JUDGEMENT {"id", "goal_id", "verdict", "judged_on", "period", "judged_by", "reasons",
               "evidence": [EVIDENCE]}, never computed
    EVIDENCE  {"kind", "words", "source", "source_on", "url", "number", "unit", "place"}

The ids of fields, goals and measures are those of one edition. Codes stand in
`assessment.choices`, days are ISO 8601, unknown values null or "".
"""

from collections.abc import Iterable
from typing import Any

from miteinander.assessment.models import Evidence, GoalJudgement, Need

_NEED = ("title", "statement", "since_on", "stated_by", "state", "priority", "reason")
_JUDGEMENT = ("goal_id", "verdict", "judged_on", "period", "judged_by", "reasons")
_EVIDENCE = ("kind", "words", "source", "source_on", "url", "number", "unit", "place")


def need(one: Need) -> dict[str, Any]:
    """A need in its shape; wants `queries.public.needs`."""
    found: Any = one
    return {
        **_shape(one, _NEED),
        "fields": [field.pk for field in found.in_fields],
        "goals": [goal.pk for goal in found.in_goals],
        "measures": [measure.pk for measure in found.answers],
        "evidence": _evidence(one.evidence.all()),
    }


def judgement(one: GoalJudgement) -> dict[str, Any]:
    """A judgement in its shape; wants `queries.public.judgements`."""
    return {**_shape(one, _JUDGEMENT), "evidence": _evidence(one.evidence.all())}


def _shape(one: Need | GoalJudgement, names: Iterable[str]) -> dict[str, Any]:
    return {"id": one.pk, **{name: getattr(one, name) for name in names}}


def _evidence(rows: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in _EVIDENCE} for row in rows]
