"""Takes the official list of municipalities over into the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from miteinander.kernel.models import Municipality
from miteinander.kernel.municipalities import Entry
from miteinander.kernel.slugs import addresses
from miteinander.kernel.tenancy import all_towns

_BATCH = 500


@dataclass(frozen=True)
class Result:
    """How many municipalities were new, changed, as before, gone and removed, gone but kept."""

    added: int
    changed: int
    same: int
    removed: int
    kept: int


@transaction.atomic
def take_over_list(entries: Sequence[Entry]) -> Result:
    """Add what is new, update name, kind and parent, remove what is gone and was never used.

    Slugs and everything that a municipality wrote itself stay. Has no `by`: the list belongs to no
    municipality, and only who runs commands on the server can bring one.
    """
    known = {town.ags: town for town in Municipality.objects.all()}
    keys = {entry.ags: known[entry.ags].pk for entry in entries if entry.ags in known}
    new = [entry for entry in entries if entry.ags not in known]
    slugs = addresses(new, {town.slug for town in known.values()})
    for size in (2, 5, 9, 8):  # parents first: children need their keys
        level = [entry for entry in new if len(entry.ags) == size]
        made = [_made(entry, slugs[entry.ags], keys) for entry in level]
        for town in Municipality.objects.bulk_create(made, batch_size=_BATCH):
            keys[town.ags] = town.pk
    changed = [known[entry.ags] for entry in entries if _is_changed(entry, known, keys)]
    Municipality.objects.bulk_update(changed, ["name", "kind", "parent"], batch_size=_BATCH)
    # Their names stand on every page: none that was built before is answered any more.
    shown = Municipality.objects.filter(pk__in=[town.pk for town in changed if town.is_active])
    shown.update(revision=F("revision") + 1)
    gone = [town for ags, town in known.items() if ags not in keys]
    # Children first: a Kreis is in use while a Gemeinde belongs to it.
    removed = sum(_remove_unused(gone, size) for size in (8, 9, 5, 2))
    same = len(entries) - len(new) - len(changed)
    return Result(len(new), len(changed), same, removed, len(gone) - removed)


def _made(entry: Entry, slug: str, keys: dict[str, int]) -> Municipality:
    town = Municipality(ags=entry.ags, slug=slug)
    town.name, town.kind, town.parent_id = _facts(entry, keys)
    return town


def _facts(entry: Entry, keys: dict[str, int]) -> tuple[str, str, int | None]:
    parents = (keys[key] for key in entry.parent_keys if key in keys)
    return entry.name, entry.kind, next(parents, None)


def _is_changed(entry: Entry, known: dict[str, Municipality], keys: dict[str, int]) -> bool:
    """Whether the list says something else than the database; the known object then says it too."""
    town = known.get(entry.ags)
    facts = _facts(entry, keys)
    if town is None or facts == (town.name, town.kind, town.parent_id):
        return False
    town.name, town.kind, town.parent_id = facts
    return True


def _remove_unused(gone: list[Municipality], size: int) -> int:
    """Delete those that nobody ever used: inactive, and nothing in any room points to them.

    `size` is the level, as the number of digits of its keys.
    """
    ids = {town.pk for town in gone if not town.is_active and len(town.ags) == size}
    with all_towns():
        for relation in Municipality._meta.related_objects:
            manager = relation.related_model._base_manager
            column = relation.field.attname
            ids -= set(manager.filter(**{f"{column}__in": ids}).values_list(column, flat=True))
        Municipality.objects.filter(pk__in=ids).delete()
    return len(ids)
