"""The concept with its edition and the short lists that belong to it."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from miteinander.concept.models import (
    Concept,
    CrossCuttingTheme,
    Dimension,
    Edition,
    Guideline,
    ProcessStep,
    TargetGroup,
)
from miteinander.demo.content import Table
from miteinander.kernel.models import Municipality

LISTS: dict[str, Any] = {
    "guidelines": Guideline,
    "dimensions": Dimension,
    "themes": CrossCuttingTheme,
    "target_groups": TargetGroup,
}


def concept(town: Municipality, table: Table) -> Concept:
    """Create the town's concept."""
    levels = table["levels"]
    return Concept.objects.create(
        municipality=town,
        title=table["title"],
        **{name if "_" in name else f"{name}_name": word for name, word in levels.items()},
    )


def edition(concept: Concept, table: Table, before: Edition | None = None) -> Edition:
    """Create an edition that is public since the day of its decision, with its short lists."""
    day = timezone.make_aware(datetime.combine(table["adopted_on"], time(12)))
    made = Edition.objects.create(
        municipality_id=concept.municipality_id,
        concept=concept,
        predecessor=before,
        label=table["edition"],
        preamble=table["preamble"],
        process=table["process"],
        adopted_on=table["adopted_on"],
        adopted_by=table["adopted_by"],
        paper_number=table["paper_number"],
        valid_from=table["valid_from"],
        valid_until=table["valid_until"],
        published_at=day,
    )
    Edition.objects.filter(pk=made.pk).update(created_at=day)
    _lists(made, table)
    return made


def _lists(edition: Edition, table: Table) -> None:
    for name, model in LISTS.items():
        rows = (
            {"question": "", **row} if model is Guideline else row for row in table.get(name, [])
        )
        model.objects.bulk_create(
            model(
                municipality_id=edition.municipality_id,
                edition=edition,
                position=place,
                **{key: value for key, value in row.items() if key != "number"},
            )
            for place, row in enumerate(rows)
        )
    ProcessStep.objects.bulk_create(
        ProcessStep(
            municipality_id=edition.municipality_id,
            edition=edition,
            position=place,
            title=step["title"],
            description=_with_paper(step),
            date_text=_dates(step),
        )
        for place, step in enumerate(table.get("steps", []))
    )


def _dates(step: Table) -> str:
    days = [step["on"], *([step["until"]] if "until" in step else [])]
    return " bis ".join(f"{day:%d.%m.%Y}" for day in days)


def _with_paper(step: Table) -> str:
    paper = step.get("paper_number")
    return f"{step['description']} (Vorlage {paper})" if paper else str(step["description"])
