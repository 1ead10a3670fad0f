"""Measures as rows of a table, for spreadsheets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from miteinander.concept import addresses, report_words
from miteinander.concept.models import Concept, Measure
from miteinander.concept.queries import connections, public

Cell = str | int | date | Decimal | None
Absolute = Callable[[str], str]


@dataclass(frozen=True)
class Table:
    """A header and rows of the same length."""

    header: list[str]
    rows: Iterable[list[Cell]]


def table(concept: Concept, measures: QuerySet[Measure], town: str, absolute: Absolute) -> Table:
    """The measures, in the order of the plan, with all that is public of them: 6 queries.

    `town` is the municipality's slug; `absolute` makes a full address of a path.
    """
    return Table(_header(concept), _rows(measures, town, absolute))


def _header(concept: Concept) -> list[str]:
    levels = [concept.field_name, concept.topic_name, concept.goal_name]
    return [
        *("Nummer", concept.measure_name, *levels, "Art", "Zeitraum", "Beginn", "Ende"),
        *("Federführend", "Beteiligt", "Zielgruppen", "Dimensionen", "Querschnittsthemen"),
        *("Kosten", "Kosten in Euro", "Finanzierung", "Woran man Erfolg erkennt"),
        *("Stand", "Stand vom", *report_words.COLUMNS, "Beschreibung", "Ansatz", "Adresse"),
    ]


def _rows(measures: QuerySet[Measure], town: str, absolute: Absolute) -> Iterator[list[Cell]]:
    names = connections.names(measures)
    latest = public.latest_of(measures)
    for one in public.for_export(measures):
        near = names[one.pk]
        topic = one.topic or (one.goal.topic if one.goal else None)
        yield [
            *(one.number, one.title, str(one.field), str(topic or ""), str(one.goal or "")),
            *(one.get_kind_display(), one.period, one.begins_on, one.ends_on),
            *(_joined(near.lead), _joined(near.partners), _joined(near.target_groups)),
            *(_joined(near.dimensions), _joined(near.themes)),
            *(one.cost, one.cost_eur, one.funding, one.indicators),
            *(one.get_status_display() or "noch kein Bericht", one.reported_on),
            *report_words.cells(latest.get(one.pk)),
            *(one.description, one.approach, absolute(addresses.measure_path(town, one))),
        ]


def _joined(names: list[str]) -> str:
    return "; ".join(names)
