"""Institutions and people as rows of a table, in the order of `columns`."""

from collections.abc import Iterable, Iterator

from miteinander.network import columns
from miteinander.network.models import Organisation, Person
from miteinander.ui.sheets import Cell
from miteinander.ui.tables.columns import KEY, Column


def header(of: tuple[Column, ...]) -> list[str]:
    """The headings, the key column last."""
    return [*(column.title for column in of), KEY]


def organisations(rows: Iterable[Organisation]) -> Iterator[list[Cell]]:
    """One row per institution."""
    for row in rows:
        values = {column.field: getattr(row, column.field) for column in columns.ORGANISATION}
        yield [*{**values, "kind": row.get_kind_display()}.values(), row.pk]


def people(rows: Iterable[Person]) -> Iterator[list[Cell]]:
    """One row per person, with the institution's name."""
    for row in rows:
        values = {column.field: getattr(row, column.field) for column in columns.PERSON}
        yield [*{**values, "organisation": row.organisation.name}.values(), row.pk]
