"""Measures as rows of a table, for spreadsheets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Manager

from miteinander.concept import addresses
from miteinander.concept.choices import Responsibility
from miteinander.concept.models import Concept, Measure

Cell = str | date | Decimal | None
Absolute = Callable[[str], str]


@dataclass(frozen=True)
class Table:
    """A header and rows of the same length."""

    header: list[str]
    rows: Iterable[list[Cell]]


def table(concept: Concept, measures: Iterable[Measure], town: str, absolute: Absolute) -> Table:
    """The measures (as `public.for_export` reads them) with all that is public of them.

    `town` is the municipality's slug; `absolute` makes a full address of a path.
    """
    return Table(_header(concept), _rows(measures, town, absolute))


def _header(concept: Concept) -> list[str]:
    levels = [concept.field_name, concept.topic_name, concept.goal_name]
    return [
        *("Nummer", concept.measure_name, *levels, "Art", "Zeitraum", "Beginn", "Ende"),
        *("Federführend", "Beteiligt", "Zielgruppen", "Dimensionen", "Querschnittsthemen"),
        *("Kosten", "Kosten in Euro", "Finanzierung", "Woran man Erfolg erkennt"),
        *("Stand", "Stand vom", "Beschreibung", "Ansatz", "Adresse"),
    ]


def _rows(measures: Iterable[Measure], town: str, absolute: Absolute) -> Iterator[list[Cell]]:
    for one in measures:
        topic = one.topic or (one.goal.topic if one.goal else None)
        yield [
            *(one.number, one.title, str(one.field), str(topic or ""), str(one.goal or "")),
            *(one.get_kind_display(), one.period, one.begins_on, one.ends_on),
            *(_named(one, Responsibility.LEAD), _named(one, Responsibility.PARTNER)),
            *(_titles(one.target_groups), _titles(one.dimensions), _titles(one.themes)),
            *(one.cost, one.cost_eur, one.funding, one.indicators),
            *(one.get_status_display() or "noch kein Bericht", one.reported_on),
            *(one.description, one.approach, absolute(addresses.measure_path(town, one))),
        ]


def _named(measure: Measure, role: Responsibility) -> str:
    found = measure.responsibilities.all()
    return "; ".join(one.organisation.name for one in found if one.role == role)


def _titles(entries: Manager[Any]) -> str:
    return "; ".join(entry.title for entry in entries.all())
