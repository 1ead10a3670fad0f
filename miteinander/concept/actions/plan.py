"""Writing the plan's items: adding, changing, publishing."""

from django.db import transaction

from miteinander.concept import rules, versions
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Edition, PlanItem
from miteinander.concept.queries.plan import descendants, siblings
from miteinander.concept.tree import Parent, below, number
from miteinander.concept.values import (
    MODELS,
    Values,
    changed,
    content,
    content_keys,
    kind_of,
)
from miteinander.concept.writing import write
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require


def add(
    kind: ItemKind, below_of: Parent, values: Values, *, by: Actor, is_draft: bool = True
) -> PlanItem:
    """Add an item at the end below its parent; only who may publish adds it as public."""
    require(rules.can_edit_plan(by))
    require(is_draft or rules.can_publish(by))
    with transaction.atomic():
        edition_id = below_of.pk if isinstance(below_of, Edition) else None
        versions.hold(edition_id or versions.edition_id_of(below_of))  # type: ignore[arg-type]
        parent = below_of if isinstance(below_of, Edition) else versions.locked(below_of)
        item = MODELS[kind](
            municipality_id=by.municipality_id,
            is_draft=is_draft,
            **below(kind, parent),
        )
        row = list(siblings(item))
        item.position = len(row) + 1
        item.save()
        number([*row, item])
        write(item, values)
        versions.keep(item, by=by)
        audit.record(by, f"{kind}.added", item)
    return item


def change(item: PlanItem, values: Values, *, based_on: int, by: Actor) -> PlanItem:
    """Save what was typed (shape of `concept.values`; missing keys stay as they are).

    `based_on` is the version that the person saw; raises `EditConflict` where somebody else
    changed the item since. Without a difference nothing is written.
    """
    require(rules.can_edit_plan(by))
    kind = kind_of(item)
    with transaction.atomic():
        versions.hold(versions.edition_id_of(item))
        current = versions.locked(item)
        versions.refuse_overtaken(current, values, based_on)
        keys = [key for key in content_keys(kind) if key in values]
        keys = changed(content(current), values, keys)
        versions.forget_draft(kind, current.pk, values, by)
        if not keys:
            return current
        versions.keep_first(current)
        write(current, {key: values[key] for key in keys})
        versions.grow(current)
        versions.keep(current, by=by)
        audit.record(by, f"{kind}.changed", current)
    return current


def publish(item: PlanItem, *, by: Actor, with_all_below: bool = False) -> int:
    """Make a draft public, on demand with all drafts below it; gives the number of items."""
    return _set_draft(item, False, with_all_below, by)


def withdraw(item: PlanItem, *, by: Actor) -> int:
    """Make an item a draft again: neither it nor anything below it is public any more."""
    return _set_draft(item, True, False, by)


def _set_draft(item: PlanItem, is_draft: bool, with_all_below: bool, by: Actor) -> int:
    require(rules.can_publish(by))
    verb = "withdrawn" if is_draft else "published"
    with transaction.atomic():
        versions.hold(versions.edition_id_of(item))
        items = [versions.locked(item), *(descendants(item) if with_all_below else [])]
        concerned = [one for one in items if one.is_draft != is_draft]
        for one in concerned:
            versions.keep_first(one)
            one.is_draft = is_draft
            one.save(update_fields=["is_draft"])
            versions.grow(one)
            versions.keep(one, by=by)
            audit.record(by, f"{kind_of(one)}.{verb}", one)
    return len(concerned)
