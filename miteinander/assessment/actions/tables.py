"""Take the rows of a table of needs over, all or none."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from miteinander.assessment import rules
from miteinander.assessment.actions import evidence, needs
from miteinander.assessment.models import Need
from miteinander.assessment.values import ROWS
from miteinander.concept.models import Edition
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

Rows = Sequence[tuple[int | None, dict[str, Any]]]


def take_over(*, rows: Rows, edition: Edition | None, by: Actor) -> None:
    """Store rows of (id or None for a new one, cleaned values, with "evidence" to be added)."""
    require(rules.can_publish(by))
    with transaction.atomic():
        known = Need.objects.in_bulk([pk for pk, _ in rows if pk])
        for pk, values in rows:
            _take(pk, known, values, edition, by)
        audit.record(by, "needs.imported", kind=Need._meta.label_lower)


def _take(
    pk: int | None,
    known: dict[int, Need],
    values: dict[str, Any],
    edition: Edition | None,
    by: Actor,
) -> None:
    cleaned = {name: value for name, value in values.items() if name != ROWS}
    if pk is None:
        need = needs.add(cleaned=cleaned, edition=edition, by=by)
    elif pk in known:
        before = known[pk]
        need = needs.change(
            need=before, cleaned=cleaned, edition=edition, based_on=before.version, by=by
        )
    else:
        raise NotPossible(
            "Der Bestand hat sich inzwischen geändert. Bitte laden Sie die Tabelle neu hoch."
        )
    if values.get(ROWS):
        evidence.add(subject=need, cleaned=values[ROWS], by=by)
