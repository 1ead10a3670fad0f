"""The columns of the table in which needs are exported and imported. Knows no database."""

from collections.abc import Iterable, Mapping

from miteinander.ui.tables.columns import Column

NEED = (
    Column("Titel", "title", ("Bedarf", "Handlungsbedarf"), True),
    Column("Worum es geht", "statement", ("Beschreibung",), True),
    Column("Bekannt seit", "since_on", ("Seit",)),
    Column("Genannt von", "stated_by", ("Genannt durch",)),
    Column("Vorrang", "priority", ("Priorität",)),
    Column("Stand", "state", ("Status",)),
    Column("Begründung", "reason"),
    Column("Handlungsfelder", "fields", ("Handlungsfeld",)),
    Column("Ziele", "goals", ("Ziel",)),
    Column("Maßnahmen", "measures", ("Maßnahme",)),
)
# One piece of evidence of the row's need; it is only added, never changed by a table.
EVIDENCE = (
    Column("Beleg", "words"),
    Column("Art des Belegs", "kind"),
    Column("Quelle", "source"),
    Column("Stand der Quelle", "source_on"),
    Column("Adresse im Netz", "url"),
    Column("Zahl", "number"),
    Column("Einheit", "unit"),
    Column("Ort", "place"),
)
ALL = (*NEED, *EVIDENCE)
_BETWEEN = "; "


def joined(items: Iterable[object]) -> str:
    """Several items of the plan in one cell."""
    return _BETWEEN.join(str(one) for one in items)


def split(cell: str, known: Mapping[str, int]) -> tuple[list[int], list[str]]:
    """(keys, what is not known) of a cell with several items, each as number, title or both.

    `known` has lower-case words -> key. A title may itself contain what separates items: the
    longest known run of pieces counts.
    """
    pieces = [piece.strip() for piece in cell.split(_BETWEEN.strip()) if piece.strip()]
    keys, unknown, start = [], [], 0
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            key = known.get(_BETWEEN.join(pieces[start:end]).casefold())
            if key is not None:
                keys.append(key)
                start = end
                break
        else:
            unknown.append(pieces[start])
            start += 1
    return list(dict.fromkeys(keys)), unknown
