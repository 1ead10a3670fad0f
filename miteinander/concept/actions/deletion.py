"""Deleting items of the plan so that every deletion can be undone, and going back to a version."""

from typing import Literal

from django.db import transaction
from django.db.models import RestrictedError

from miteinander.concept import belongings, rules, versions
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import (
    Edition,
    Field,
    Goal,
    ItemVersion,
    Measure,
    PlanItem,
    Topic,
)
from miteinander.concept.queries.plan import children, descendants, siblings
from miteinander.concept.tree import Parent, below, hang, number, put_at
from miteinander.concept.values import (
    MODELS,
    Values,
    changed,
    content_keys,
    item_values,
    kind_of,
)
from miteinander.concept.writing import write
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

Choice = Literal["refuse", "move", "delete"]
TOGETHER = "deleted_with"


def delete(
    item: PlanItem,
    *,
    based_on: int,
    by: Actor,
    children_go: Choice = "refuse",
    to: Field | Topic | Goal | None = None,
) -> None:
    """Delete an item; what it said stays as its last version and can be restored.

    What hangs below is moved to `to`, deleted as well, or makes the deletion impossible, as the
    person chose. Raises `EditConflict` where somebody else changed the item meanwhile.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        versions.hold(versions.edition_id_of(item))
        current = versions.locked(item)
        versions.refuse_overtaken(current, {}, based_on)
        if children_go == "move":
            _move_children(current, to)
        below_it = descendants(current)
        if below_it and children_go != "delete":
            raise NotPossible(
                f"Unter „{current}“ steht noch etwas. Bitte wählen Sie, ob es verschoben oder "
                "mit gelöscht werden soll."
            )
        row = siblings(current).exclude(pk=current.pk)
        for one in reversed([current, *below_it]):
            _delete_one(one, current, by)
        number(list(row))


def _move_children(item: PlanItem, to: Field | Topic | Goal | None) -> None:
    if to is None:
        raise NotPossible("Bitte wählen Sie, wohin verschoben werden soll.")
    target = versions.locked(to)
    if target == item or target in descendants(item):
        raise NotPossible("Bitte wählen Sie eine Stelle, die nicht mit gelöscht wird.")
    if versions.edition_id_of(target) != versions.edition_id_of(item):
        raise NotPossible("Verschieben geht nur innerhalb einer Fassung des Konzepts.")
    for child in children(item):
        hang(child, below(kind_of(child), target))


def _delete_one(item: PlanItem, root: PlanItem, by: Actor) -> None:
    if isinstance(item, Measure) and belongings.own_files(item).exists():
        raise NotPossible(
            f"Zu „{item}“ gehören Dateien. Bitte löschen Sie zuerst die Dateien, "
            "denn sie lassen sich nicht zurückholen."
        )
    more = belongings.left_by(item)
    if item != root:
        more[TOGETHER] = _key(root)
    versions.keep_first(item)
    item.version += 1
    versions.keep(item, by=by, is_deletion=True, more=more)
    audit.record(by, f"{kind_of(item)}.deleted", item)
    if isinstance(item, Measure):
        belongings.drop_files(item)
    try:
        item.delete()
    except RestrictedError as error:
        names = {str(one._meta.verbose_name_plural) for one in error.restricted_objects}
        raise NotPossible(
            f"An „{item}“ hängt noch: {', '.join(sorted(names))}. Bitte löschen Sie das zuerst, "
            "denn es ließe sich nicht zurückholen."
        ) from error


def _key(item: PlanItem) -> str:
    return f"{kind_of(item)}:{item.pk}"


def restore(version: ItemVersion, *, by: Actor) -> PlanItem:
    """Make an item say again what it said in a version; brings back a deleted one.

    A deleted item comes back under its old key, with its reports, its lines to other editions and
    with everything that was deleted together with it.
    """
    require(rules.can_edit_plan(by))
    with transaction.atomic():
        item = MODELS[version.kind].objects.filter(pk=version.item_id).first()
        if item:
            return _go_back(item, version.values, by)
        require(rules.can_publish(by))
        restored = _bring_back(version, by)
        for other in _deleted_with(restored):
            _bring_back(other, by)
    return restored


def _go_back(item: PlanItem, before: Values, by: Actor) -> PlanItem:
    kind = kind_of(item)
    versions.hold(versions.edition_id_of(item))
    item = versions.locked(item)
    place = below(kind, _parent(kind, before))
    is_elsewhere = any(getattr(item, key) != value for key, value in place.items())
    keys = changed(before, item_values(item), content_keys(kind))
    if not keys and not is_elsewhere:
        raise NotPossible("Das ist schon der aktuelle Stand.")
    versions.keep_first(item)
    write(item, {key: before[key] for key in keys if key in before})
    if is_elsewhere:
        hang(item, place)
    versions.grow(item)
    versions.keep(item, by=by)
    audit.record(by, f"{kind}.restored", item)
    return item


def _bring_back(version: ItemVersion, by: Actor) -> PlanItem:
    kind, before = ItemKind(version.kind), version.values
    parent = _parent(kind, before)
    versions.hold(parent.pk if isinstance(parent, Edition) else versions.edition_id_of(parent))
    last = ItemVersion.objects.filter(kind=kind, item_id=version.item_id)[0]
    item = MODELS[kind](
        municipality_id=version.municipality_id,
        is_draft=before["is_draft"],
        version=last.version + 1,
        **below(kind, parent),
    )
    item.pk = version.item_id
    item.save(force_insert=True)
    put_at(item, before["position"])
    write(item, before)
    belongings.bring_back(item, last.values)
    versions.keep(item, by=by)
    audit.record(by, f"{kind}.restored", item)
    return item


def _deleted_with(root: PlanItem) -> list[ItemVersion]:
    """The last versions of what was deleted together with this item, parents first."""
    found: list[ItemVersion] = []
    for kind in (ItemKind.TOPIC, ItemKind.GOAL, ItemKind.MEASURE):
        together = ItemVersion.objects.filter(kind=kind, is_deletion=True)
        together = together.filter(**{f"values__{TOGETHER}": _key(root)})
        keys = set(together.values_list("item_id", flat=True))
        there = set(MODELS[kind].objects.filter(pk__in=keys).values_list("pk", flat=True))
        last = {
            one.item_id: one
            for one in ItemVersion.objects.filter(kind=kind, item_id__in=keys - there).order_by(
                "version", "pk"
            )
        }
        found += [one for one in last.values() if one.values.get(TOGETHER) == _key(root)]
    return sorted(found, key=lambda one: (_ORDER[one.kind], one.values["position"]))


_ORDER = {kind: index for index, kind in enumerate(ItemKind.values)}


def _parent(kind: str, before: Values) -> Parent:
    """The nearest parent of a version that still exists."""
    if kind == ItemKind.FIELD:
        return Edition.objects.get(pk=before["edition"])
    levels: tuple[tuple[str, type[Field] | type[Topic] | type[Goal]], ...]
    levels = (("goal", Goal), ("topic", Topic), ("field", Field))
    for key, model in levels:
        found = model.objects.filter(pk=before.get(key) or 0).first()
        if found:
            return found
    raise NotPossible(
        "Das Handlungsfeld dieses Eintrags gibt es nicht mehr. Bitte stellen Sie zuerst das "
        "Handlungsfeld wieder her."
    )
