"""Needs, judgements and what they rest on."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from miteinander.assessment.models import (
    GoalJudgement,
    JudgementEvidence,
    Need,
    NeedEvidence,
)
from miteinander.concept.models import Edition, Field, Goal, Measure
from miteinander.demo.content import Table

_TIED: dict[str, tuple[Any, str]] = {
    "fields": (Field, "edition"),
    "goals": (Goal, "field__edition"),
    "measures": (Measure, "edition"),
}


def load(edition: Edition, table: Table) -> None:
    """Create what is needed and what was judged; items of the plan are named by their numbers."""
    numbers = {
        key: dict(model.objects.filter(**{path: edition}).values_list("number", "pk"))
        for key, (model, path) in _TIED.items()
    }
    _needs(edition, table.get("needs", []), numbers)
    _judgements(edition, table["judgements"], numbers["goals"])


def _needs(edition: Edition, rows: list[Table], numbers: dict[str, dict[str, int]]) -> None:
    plain = ("title", "statement", "since_on", "stated_by", "state", "priority", "reason")
    made = [
        Need(**_read_by(edition, row, row["since_on"]), **{k: row[k] for k in plain if k in row})
        for row in rows
    ]
    Need.objects.bulk_create(made)
    for key in _TIED:
        through: Any = getattr(Need, key).through
        through.objects.bulk_create(
            through(**{"need_id": need.pk, f"{key[:-1]}_id": numbers[key][number]})
            for need, row in zip(made, rows, strict=True)
            for number in row.get(key, [])
        )
    NeedEvidence.objects.bulk_create(
        NeedEvidence(need=need, **_evidence(edition, one))
        for need, row in zip(made, rows, strict=True)
        for one in row.get("evidence", [])
    )


def _judgements(edition: Edition, rows: list[Table], goals: dict[str, int]) -> None:
    plain = ("verdict", "judged_on", "period", "judged_by", "reasons")
    made = [
        GoalJudgement(
            goal_id=goals[row["goal"]],
            **_read_by(edition, row, row["judged_on"]),
            **{key: row[key] for key in plain},
        )
        for row in rows
    ]
    GoalJudgement.objects.bulk_create(made)
    JudgementEvidence.objects.bulk_create(
        JudgementEvidence(judgement=judgement, **_evidence(edition, one))
        for judgement, row in zip(made, rows, strict=True)
        for one in row.get("evidence", [])
    )


def _read_by(edition: Edition, row: Table, day: Any) -> Table:
    """The fields of every `Subject`: whose it is and who reads it."""
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    names = {"public": "published_at", "shared": "shared_at"}
    found: Table = {"municipality_id": edition.municipality_id}
    if name := names.get(row["visible"]):
        found[name] = noon
    return found


def _evidence(edition: Edition, row: Table) -> Table:
    number = Decimal(row["number"]) if "number" in row else None
    return {**row, "number": number, "municipality_id": edition.municipality_id}
