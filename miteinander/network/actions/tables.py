"""Take the rows of a table over, all or none."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.network import rules
from miteinander.network.models import Organisation, Person

Rows = Sequence[tuple[int | None, dict[str, Any]]]
_BATCH = 500


def take_over(*, model: type[Organisation] | type[Person], rows: Rows, by: Actor) -> None:
    """Store rows of (id or None for a new one, cleaned values of the form)."""
    require(rules.can_reorganise(by))
    try:
        with transaction.atomic():
            _store(model, rows, by)
            audit.record(by, f"{model._meta.model_name}s.imported", kind=model._meta.label_lower)
    except (IntegrityError, model.DoesNotExist) as error:
        raise NotPossible(
            "Der Bestand hat sich inzwischen geändert. Bitte laden Sie die Tabelle neu hoch."
        ) from error


@transaction.atomic
def note_export(*, by: Actor) -> None:
    """Write down that somebody took the contact persons away as a table."""
    require(rules.can_view_network(by))
    audit.record(by, "people.exported", is_change=False, kind=Person._meta.label_lower)


def _store(model: Any, rows: Rows, by: Actor) -> None:
    known = model.objects.in_bulk([pk for pk, _ in rows if pk])
    for pk, values in rows:
        if pk is None:
            continue
        if pk not in known:
            raise model.DoesNotExist
        for name, value in values.items():
            setattr(known[pk], name, value)
        known[pk].save()
    new = [model(municipality_id=by.municipality_id, **values) for pk, values in rows if not pk]
    model.objects.bulk_create(new, batch_size=_BATCH)
