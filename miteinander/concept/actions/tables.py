"""Take the rows of a table of measures over, all or none."""

from collections.abc import Iterable
from typing import Protocol

from django.db import transaction

from miteinander.concept import rules, versions
from miteinander.concept.actions import places, plan
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Edition, Field, Goal, Measure, Topic
from miteinander.concept.values import Values
from miteinander.concept.versions import EditConflict
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


class Row(Protocol):
    """A checked row: the measure that it means, or where a new one hangs, and what it says."""

    number: int
    measure: Measure | None
    based_on: int
    place: Field | Topic | Goal | None
    values: Values


def take_over(edition: Edition, rows: Iterable[Row], *, by: Actor) -> None:
    """Change, move and add measures; new ones are drafts. Raises `NotPossible` with the row."""
    require(rules.can_import(by))
    with transaction.atomic():
        versions.hold(edition.pk)
        for row in rows:
            try:
                _take_over(row, by)
            except EditConflict as conflict:
                raise NotPossible(
                    f"Zeile {row.number}: Inzwischen hat {conflict.changed_by or 'jemand'} diese "
                    "Maßnahme geändert. Es wurde nichts übernommen. Bitte laden Sie die Tabelle "
                    "neu herunter."
                ) from conflict
        audit.record(by, "measures.imported", edition)


def _take_over(row: Row, by: Actor) -> None:
    if row.measure is None:
        assert row.place is not None
        plan.add(ItemKind.MEASURE, row.place, row.values, by=by)
        return
    changed = plan.change(row.measure, row.values, based_on=row.based_on, by=by)
    if row.place:
        places.move(changed, row.place, by=by)
