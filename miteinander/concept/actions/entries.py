"""The short ordered lists of an edition: guidelines, dimensions, themes, groups, steps."""

from typing import Any

from django.db import transaction

from miteinander.concept import rules, versions
from miteinander.concept.models import Edition
from miteinander.concept.models.frame import Entry
from miteinander.concept.tree import number
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require


def add(model: type[Entry], edition: Edition, values: dict[str, Any], *, by: Actor) -> Entry:
    """Add an entry at the end of its list."""
    require(rules.can_publish(by))
    with transaction.atomic():
        versions.hold(edition.pk)
        row = list(_row(model, edition.pk))
        made = model.objects.create(
            municipality_id=by.municipality_id, edition=edition, position=len(row) + 1, **values
        )
        number([*row, made])
        audit.record(by, f"{model._meta.model_name}.added", made)
    return made


def change(entry: Entry, values: dict[str, Any], *, by: Actor) -> Entry:
    """Save what an entry says."""
    require(rules.can_publish(by))
    with transaction.atomic():
        versions.hold(entry.edition_id)
        for key, value in values.items():
            setattr(entry, key, value)
        entry.save(update_fields=list(values))
        audit.record(by, f"{entry._meta.model_name}.changed", entry)
    return entry


def delete(entry: Entry, *, by: Actor) -> None:
    """Remove an entry, also from the measures that name it."""
    require(rules.can_publish(by))
    with transaction.atomic():
        versions.hold(entry.edition_id)
        audit.record(by, f"{entry._meta.model_name}.deleted", entry)
        row = list(_row(type(entry), entry.edition_id).exclude(pk=entry.pk))
        entry.delete()
        number(row)


def shift(entry: Entry, steps: int, *, by: Actor) -> bool:
    """Move an entry in its list, up by negative steps; whether it could move."""
    require(rules.can_publish(by))
    with transaction.atomic():
        versions.hold(entry.edition_id)
        row = list(_row(type(entry), entry.edition_id))
        before = row.index(entry)
        after = min(max(before + steps, 0), len(row) - 1)
        row.insert(after, row.pop(before))
        number(row)
        if after != before:
            audit.record(by, f"{entry._meta.model_name}.reordered", entry)
    return after != before


def _row(model: type[Entry], edition_id: int) -> Any:
    return model.objects.select_for_update().filter(edition=edition_id)
