"""The columns of tables that are exported and come back. Knows no database.

The key column holds our own number of the row, so that a table that was exported, changed and
imported again meets the same rows, even after a change of name.
"""

from dataclasses import dataclass

KEY = "Kennung"


@dataclass(frozen=True)
class Column:
    """A column: its heading, the form's field, other headings that mean it, whether it must be."""

    title: str
    field: str
    others: tuple[str, ...] = ()
    is_needed: bool = False


class TableError(ValueError):
    """The file is no table that can be taken over; the message is a sentence for the person."""


def recognised(header: list[str], columns: tuple[Column, ...]) -> list[str]:
    """For each heading the title of the column that it means, "" where it means none."""
    meanings = {KEY.casefold(): KEY}
    for column in reversed(columns):
        for title in (*column.others, column.title):
            meanings[title.casefold()] = column.title
    return [meanings.get(title.strip().casefold(), "") for title in header]


def placed(header: list[str], columns: tuple[Column, ...]) -> dict[int, str]:
    """Which field each position of the header holds ("" + KEY for the key column).

    Raises `TableError` where a needed column is missing or one field comes twice.
    """
    fields = {column.title: column.field for column in columns} | {KEY: KEY}
    found: dict[int, str] = {}
    for position, title in enumerate(recognised(header, columns)):
        field = fields.get(title)
        if field and field in found.values():
            raise TableError(f"Die Spalte „{header[position].strip()}“ kommt zweimal vor.")
        if field:
            found[position] = field
    missing = [column.title for column in columns if _is_missing(column, found)]
    if missing:
        raise TableError(f"In der ersten Zeile fehlt die Spalte: {', '.join(missing)}.")
    return found


def _is_missing(column: Column, found: dict[int, str]) -> bool:
    return column.is_needed and column.field not in found.values()
