"""The plan's tree with responsibilities, terms, links and reports."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any

from django.db import models
from django.utils import timezone

from miteinander.concept.choices import Responsibility
from miteinander.concept.models import (
    CrossCuttingTheme,
    Dimension,
    Edition,
    Field,
    Goal,
    Measure,
    MeasureLink,
    MeasureResponsibility,
    StatusReport,
    TargetGroup,
    Topic,
)
from miteinander.concept.report_words import NAMES
from miteinander.demo.content import Table
from miteinander.kernel.choices import Door
from miteinander.network.models import Organisation

Organisations = dict[str, Organisation]
_TERMS: dict[str, type[Dimension] | type[CrossCuttingTheme] | type[TargetGroup]] = {
    "dimensions": Dimension,
    "themes": CrossCuttingTheme,
    "target_groups": TargetGroup,
}
_PLAIN = ("number", "title", "description", "kind", "period", "begins_on", "ends_on", "approach")
_MONEY = ("cost", "cost_eur", "funding")


def load(edition: Edition, tables: list[Table], organisations: Organisations) -> None:
    """Create all fields with everything below them; a measure's status is its latest report's."""
    measures: list[tuple[Measure, Table]] = []
    for place, table in enumerate(tables):
        measures += _field(edition, place, table)
    Measure.objects.bulk_create(measure for measure, _ in measures)
    town = edition.municipality_id
    _responsibilities(town, measures, organisations)
    MeasureLink.objects.bulk_create(
        MeasureLink(municipality_id=town, measure=measure, position=place, **link)
        for measure, row in measures
        for place, link in enumerate(row.get("links", []))
    )
    for name, model in _TERMS.items():
        _terms(edition, measures, name, model)
    StatusReport.objects.bulk_create(
        _report(measure, row) for measure, table in measures for row in table.get("reports", [])
    )


def _field(edition: Edition, place: int, table: Table) -> list[tuple[Measure, Table]]:
    town = edition.municipality_id
    field = Field.objects.create(
        municipality_id=town,
        edition=edition,
        position=place,
        number=str(table["number"]),
        title=table["title"],
        description=table["description"],
    )
    topics = {
        row["number"]: Topic.objects.create(
            municipality_id=town,
            field=field,
            position=order,
            title=row["title"],
            description=row.get("description", ""),
        )
        for order, row in enumerate(table.get("topics", []))
    }
    goals = {
        row["number"]: Goal.objects.create(
            municipality_id=town,
            field=field,
            topic=topics.get(row.get("topic")),
            position=order,
            number=row["number"],
            title=row["title"],
            description=row.get("description", ""),
        )
        for order, row in enumerate(table["goals"])
    }
    return [
        (_measure(field, goals[row["goal"]], order, row), row)
        for order, row in enumerate(table["measures"])
    ]


def _measure(field: Field, goal: Goal, place: int, row: Table) -> Measure:
    published = [report for report in row.get("reports", []) if report["published"]]
    latest = max(published, key=lambda report: report["on"], default=None)
    return Measure(
        municipality_id=field.municipality_id,
        edition_id=field.edition_id,
        field=field,
        goal=goal,
        topic_id=goal.topic_id,
        position=place,
        is_draft=row.get("draft", False),
        indicators="\n".join(row.get("indicators", [])),
        internal_notes=row.get("internal_note", ""),
        status=latest["status"] if latest else "",
        reported_on=latest["on"] if latest else None,
        **{name: row[name] for name in (*_PLAIN, *_MONEY) if name in row},
    )


def _responsibilities(
    town: int, measures: list[tuple[Measure, Table]], organisations: Organisations
) -> None:
    MeasureResponsibility.objects.bulk_create(
        MeasureResponsibility(
            municipality_id=town,
            measure=measure,
            organisation=organisations[key],
            role=Responsibility.LEAD if place == 0 else Responsibility.PARTNER,
            position=place,
        )
        for measure, row in measures
        for place, key in enumerate([row["lead"], *row.get("partners", [])])
    )


def _terms(
    edition: Edition,
    measures: Iterable[tuple[Measure, Table]],
    name: str,
    model: type[Dimension] | type[CrossCuttingTheme] | type[TargetGroup],
) -> None:
    """Bind the measures to the terms they name, in one statement per kind of term."""
    terms = {term.title: term.pk for term in model.objects.filter(edition=edition)}
    through: Any = getattr(Measure, name).through
    column = f"{model._meta.model_name}_id"

    def rows() -> Iterator[models.Model]:
        for measure, row in measures:
            for title in row.get(name, []):
                yield through(**{"measure_id": measure.pk, column: terms[title]})

    through.objects.bulk_create(rows())


def _report(measure: Measure, row: Table) -> StatusReport:
    day = timezone.make_aware(datetime.combine(row["on"], time(10)))
    return StatusReport(
        municipality_id=measure.municipality_id,
        measure=measure,
        reported_on=row["on"],
        status=row["status"],
        **{name: row[name] for name in NAMES if name in row},
        author=row["author"],
        door=Door.MAIL_LINK,
        published_at=day if row["published"] else None,
    )
