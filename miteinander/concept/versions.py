"""Keeping what items said before, and telling people who edit the same thing."""

from datetime import datetime
from typing import TypeVar

from django.db.models import F, prefetch_related_objects

from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Draft, Edition, ItemVersion, Measure, PlanItem
from miteinander.concept.values import (
    Values,
    changed,
    content_keys,
    item_values,
    kind_of,
)
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible

Item = TypeVar("Item", bound=PlanItem)
RELATIONS = ("responsibilities", "target_groups", "dimensions", "themes", "links")


class EditConflict(Exception):
    """Somebody else saved in between: what stands there now, and what was to be saved.

    `theirs` and `yours` have the shape of `concept.values`; `changed_at` is None where the thing
    keeps no versions.
    """

    def __init__(
        self, theirs: Values, yours: Values, changed_by: str, changed_at: datetime | None
    ) -> None:
        super().__init__("Inzwischen hat jemand anderes gespeichert.")
        self.theirs, self.yours = theirs, yours
        self.changed_by, self.changed_at = changed_by, changed_at


def locked(item: Item) -> Item:
    """The item as it is now, held until the transaction ends (SQLite: all writers queue)."""
    found = type(item).objects.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise NotPossible(
            f"„{item}“ wurde inzwischen gelöscht. Unter „Gelöschtes“ können Sie es zurückholen."
        )
    return found


def hold(edition_id: int) -> Edition:
    """The edition, held until the transaction ends; with it begins whatever changes it.

    One person at a time changes the shape of its tree. An adopted edition is refused, see
    `docs/adr/0013-an-adopted-edition-never-changes.md`.
    """
    edition = Edition.objects.select_for_update().filter(pk=edition_id).first()
    if edition is None:
        raise NotPossible("Diese Fassung des Konzepts gibt es nicht mehr.")
    refuse_adopted(edition)
    return edition


def refuse_adopted(edition: Edition) -> None:
    """Raise `NotPossible` where the edition never changes any more."""
    if edition.is_adopted:
        raise NotPossible(
            f"„{edition}“ ist beschlossen und bleibt, wie sie ist. Was anders werden soll, gehört "
            "in die nächste Fassung oder in eine Änderung mit eigenem Beschluss."
        )


def edition_id_of(item: PlanItem) -> int:
    """The edition to which the item belongs."""
    key: int | None = getattr(item, "edition_id", None)
    return key if key is not None else item.field.edition_id  # type: ignore[attr-defined]


def refuse_overtaken(item: PlanItem, yours: Values, based_on: int) -> None:
    """Raise `EditConflict` where the item no longer says what the person had before them.

    That it was only moved or published in between is no conflict.
    """
    if item.version == based_on:
        return
    theirs, kind = item_values(item), kind_of(item)
    versions = ItemVersion.objects.filter(kind=kind, item_id=item.pk)
    base = versions.filter(version=based_on).first()
    if base and not changed(base.values, theirs, content_keys(kind)):
        return
    last = versions.first()
    raise EditConflict(
        theirs=theirs,
        yours=yours,
        changed_by=last.by_name if last else "",
        changed_at=last.at if last else None,
    )


def keep_first(item: PlanItem) -> None:
    """Keep what an item says that has no versions yet (read from a document, for example)."""
    kind = kind_of(item)
    known = ItemVersion.objects.filter(kind=kind, item_id=item.pk, version=item.version)
    if not known.exists():
        ItemVersion.objects.create(
            municipality_id=item.municipality_id,
            kind=kind,
            item_id=item.pk,
            version=item.version,
            values=item_values(item),
            by_name="",
        )


def grow(item: PlanItem) -> None:
    """Count the item's version up; saves nothing else."""
    type(item).objects.filter(pk=item.pk).update(version=F("version") + 1)
    item.version += 1


def keep(
    item: PlanItem, *, by: Actor, is_deletion: bool = False, more: Values | None = None
) -> ItemVersion:
    """Keep what the item says now as its version; `more` goes into the kept values."""
    return ItemVersion.objects.create(
        municipality_id=item.municipality_id,
        kind=kind_of(item),
        item_id=item.pk,
        version=item.version,
        values={**item_values(item), **(more or {})},
        is_deletion=is_deletion,
        by_id=by.user_id,
        by_name=by.name,
    )


def keep_all(items: list[PlanItem], *, by: Actor | None) -> None:
    """Keep what the items say now as their versions, like `keep`, all at once.

    Without `by` nobody is named: they said so before anybody changed them here.
    """
    measures = [item for item in items if isinstance(item, Measure)]
    # What was loaded before may have been written since.
    for measure in measures:
        getattr(measure, "_prefetched_objects_cache", {}).clear()
    prefetch_related_objects(measures, *RELATIONS)
    ItemVersion.objects.bulk_create(
        ItemVersion(
            municipality_id=item.municipality_id,
            kind=kind_of(item),
            item_id=item.pk,
            version=item.version,
            values=item_values(item),
            by_id=by.user_id if by else None,
            by_name=by.name if by else "",
        )
        for item in items
    )


def forget_draft(kind: ItemKind, item_id: int, saved: Values, by: Actor) -> None:
    """Drop what the person had typed where all of it is saved now."""
    draft = Draft.objects.filter(kind=kind, item_id=item_id, user_id=by.user_id or 0).first()
    if draft and draft.values.keys() <= saved.keys():
        draft.delete()
