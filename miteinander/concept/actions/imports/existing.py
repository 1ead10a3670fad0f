"""The plan's items that a document concerns: loading, changing and removing them."""

from typing import Any

from miteinander.concept import belongings, versions
from miteinander.concept.actions import deletion
from miteinander.concept.actions.imports.creating import (
    Items,
    add_reports,
    measure_attributes,
    place_of,
    responsible_keys,
)
from miteinander.concept.actions.imports.institutions import Found
from miteinander.concept.choices import ItemKind, may_follow
from miteinander.concept.models import Edition, ItemVersion, Measure, PlanItem
from miteinander.concept.queries.imports import Node, Tree
from miteinander.concept.queries.plan import children
from miteinander.concept.tree import hang
from miteinander.concept.values import MODELS, kind_of
from miteinander.concept.writing import write
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor

TEXTS = ("number", "title", "description")
IN_THE_ROW = ("kind", "period", "indicators")


def existing_items(tree: Tree) -> Items:
    """The plan's items by the id of the proposal that concerns them; one query per level."""
    found: Items = {}
    for kind in ItemKind.values:
        targets = {
            node.proposal.pk: node.known.key[1]
            for node in tree.walk()
            if node.known and node.proposal.kind == kind
        }
        there = MODELS[kind].objects.select_for_update().in_bulk(set(targets.values()))
        found |= {pk: there[target] for pk, target in targets.items() if target in there}
    return found


def change_items(
    nodes: list[Node], edition: Edition, items: Items, found: Found, *, by: Actor
) -> None:
    """Make the items say what the document says otherwise; each gets a version."""
    for kind in ItemKind.values:
        level = [node for node in nodes if node.proposal.kind == kind]
        changed = [items[node.proposal.pk] for node in level]
        _keep_first(changed)
        for node in level:
            _apply(node, items[node.proposal.pk], found)
        own = (*TEXTS, *IN_THE_ROW) if kind == ItemKind.MEASURE else TEXTS
        for item in changed:
            item.version += 1
        MODELS[kind].objects.bulk_update(changed, [*own, "version"])
        for node in level:
            if _says(node, "parent"):
                hang(items[node.proposal.pk], place_of(node, edition, items))
        add_reports([node for node in level if _has_new_status(node)], items, by)
        versions.keep_all(changed, by=by)
        audit.record_all(by, f"{kind}.changed", changed)


def _says(node: Node, *names: str) -> bool:
    """Whether the document says one of these otherwise than the plan."""
    return any(difference.name in names for difference in node.differences)


def _apply(node: Node, item: PlanItem, found: Found) -> None:
    proposal = node.proposal
    told: dict[str, Any] = {name: getattr(proposal, name) for name in TEXTS}
    if isinstance(item, Measure):
        told |= measure_attributes(proposal.values)
    for name, value in told.items():
        if _says(node, name):
            setattr(item, name, value)
    if isinstance(item, Measure) and _says(node, "responsible"):
        lead, partners = responsible_keys(node, found)
        write(item, {"lead": lead, "partners": partners})


def _has_new_status(node: Node) -> bool:
    """Whether the document tells a status that may follow the measure's present one."""
    if not _says(node, "status") or node.known is None:
        return False
    return may_follow(node.known.values["status"], node.proposal.values["status"])


def _keep_first(items: list[PlanItem]) -> None:
    """Keep what the items say that have no version yet."""
    if not items:
        return
    kind, keys = kind_of(items[0]), [item.pk for item in items]
    known = ItemVersion.objects.filter(kind=kind, item_id__in=keys)
    kept = set(known.values_list("item_id", "version"))
    versions.keep_all([item for item in items if (item.pk, item.version) not in kept], by=None)


def remove_items(nodes: list[Node], *, by: Actor) -> int:
    """Delete the items, the deepest first; gives how many.

    What still has something below it, or files, stays: a document must not take them away.
    """
    removed = 0
    for kind in reversed(ItemKind.values):
        keys = [node.proposal.target_id for node in nodes if node.proposal.kind == kind]
        for item in MODELS[kind].objects.filter(pk__in=keys):
            if children(item) or (
                isinstance(item, Measure) and belongings.own_files(item).exists()
            ):
                continue
            deletion.delete(item, based_on=versions.locked(item).version, by=by)
            removed += 1
    return removed
