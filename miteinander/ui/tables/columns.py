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


def placed(header: list[str], columns: tuple[Column, ...]) -> dict[int, str]:
    """Which field each position of the header holds ("" + KEY for the key column).

    Raises `TableError` where a needed column is missing or one field comes twice.
    """
    meanings = {KEY.casefold(): KEY}
    for column in reversed(columns):
        for title in (*column.others, column.title):
            meanings[title.casefold()] = column.field
    found: dict[int, str] = {}
    for position, title in enumerate(header):
        field = meanings.get(title.strip().casefold())
        if field and field in found.values():
            raise TableError(f"Die Spalte „{title.strip()}“ kommt zweimal vor.")
        if field:
            found[position] = field
    missing = [column.title for column in columns if _is_missing(column, found)]
    if missing:
        raise TableError(f"In der ersten Zeile fehlt die Spalte: {', '.join(missing)}.")
    return found


def _is_missing(column: Column, found: dict[int, str]) -> bool:
    return column.is_needed and column.field not in found.values()
