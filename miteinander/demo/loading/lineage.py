"""The edition before the current one, and what became of everything in it."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from miteinander.concept.choices import Succession
from miteinander.concept.models import Edition, Field, Goal, Measure, MeasureSuccession
from miteinander.demo.content import Table


def with_same(table: Table, tables: list[Table]) -> list[Table]:
    """The earlier fields; what is the same today takes its words from there."""
    today = {row["number"]: row for one in tables for row in one["measures"]}
    return [
        {
            **field,
            "measures": [
                {**today.get(row.get("same_as", ""), {}), "reports": [], **row}
                for row in field["measures"]
            ],
        }
        for field in table["fields"]
    ]


def adopt(edition: Edition) -> None:
    """Make the earlier edition one that never changes, since the day of its decision."""
    assert edition.adopted_on
    day = timezone.make_aware(datetime.combine(edition.adopted_on, time(18)))
    Edition.objects.filter(pk=edition.pk).update(adopted_at=day)


def load(before: Edition, after: Edition, table: Table) -> None:
    """Say what became of the earlier fields, goals and measures, and that all else is new."""
    _frame(Field, {"edition": before}, {"edition": after}, table["fields"])
    goals = [goal for field in table["fields"] for goal in field["goals"]]
    _frame(Goal, {"field__edition": before}, {"field__edition": after}, goals)
    old, new = _by_number(Measure, edition=before), _by_number(Measure, edition=after)
    lines, named = [], set()
    for row in (row for field in table["fields"] for row in field["measures"]):
        for number in row["becomes"] or [None]:
            named.add(number)
            kind, reason = row["kind_of_succession"], row["reason"]
            lines.append(_line(after, old[row["number"]], new.get(number), kind, reason))
    lines += [
        _line(after, None, measure, Succession.NEW, table["new_reason"])
        for number, measure in new.items()
        if number not in named
    ]
    MeasureSuccession.objects.bulk_create(lines)


def _by_number(model: Any, **where: Any) -> dict[str | None, Any]:
    return {one.number: one for one in model.objects.filter(**where)}


def _frame(model: Any, before: dict[str, Any], after: dict[str, Any], rows: list[Table]) -> None:
    old, new = _by_number(model, **before), _by_number(model, **after)
    for row in rows:
        new[row["becomes"]].predecessor = old[row["number"]]
    model.objects.bulk_update(new.values(), ["predecessor"])


def _line(
    edition: Edition, before: Measure | None, after: Measure | None, kind: str, reason: str
) -> MeasureSuccession:
    return MeasureSuccession(
        municipality_id=edition.municipality_id,
        edition=edition,
        predecessor=before,
        successor=after,
        kind=kind,
        reason=reason,
    )
