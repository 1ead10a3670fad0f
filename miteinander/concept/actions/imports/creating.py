"""Writing the new items of a document into the plan: a few statements per level."""

from typing import Any

from django.utils import timezone

from miteinander.concept import versions
from miteinander.concept.actions.imports.institutions import Found
from miteinander.concept.choices import ItemKind, Responsibility, Status
from miteinander.concept.models import (
    Edition,
    Field,
    Goal,
    Measure,
    MeasureResponsibility,
    PlanItem,
    StatusReport,
    Topic,
)
from miteinander.concept.queries.imports import Node
from miteinander.concept.queries.plan import siblings
from miteinander.concept.tree import END, number
from miteinander.concept.values import MODELS
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible

AUTHOR = "aus dem Dokument"
Items = dict[int, PlanItem]


def create_items(
    new: list[Node], edition: Edition, items: Items, found: Found, *, by: Actor, is_draft: bool
) -> None:
    """Add the nodes' items, parents first; `items` (by the proposal's id) gets them too."""
    for kind in ItemKind.values:
        level = [node for node in new if node.proposal.kind == kind]
        made = [_item(node, edition, items, is_draft) for node in level]
        MODELS[kind].objects.bulk_create(made)
        items |= {node.proposal.pk: item for node, item in zip(level, made, strict=True)}
        if kind == ItemKind.MEASURE:
            _add_relations(level, items, found, by)
        versions.keep_all(made, by=by)
        audit.record_all(by, f"{kind}.added", made)
    _put_in_order(new, items)


def _item(node: Node, edition: Edition, items: Items, is_draft: bool) -> PlanItem:
    proposal = node.proposal
    values: dict[str, Any] = {
        "municipality_id": edition.municipality_id,
        "is_draft": is_draft,
        "number": proposal.number,
        "title": proposal.title,
        "description": proposal.description,
        **place_of(node, edition, items),
    }
    # Among old siblings its place is found afterwards.
    is_among_new = node.parent is not None and node.parent.known is None
    row = [one for one in node.row if one.proposal.kind == proposal.kind]
    values["position"] = 1 + row.index(node) if is_among_new else END
    if proposal.kind == ItemKind.MEASURE:
        values |= measure_attributes(proposal.values)
    return MODELS[proposal.kind](**values)


def measure_attributes(values: dict[str, Any]) -> dict[str, str]:
    """The part of a proposal's values that stands in the measure's own row."""
    return {
        "kind": values.get("kind") or "",
        "period": values.get("period") or "",
        "indicators": "\n".join(values.get("indicators") or []),
    }


def place_of(node: Node, edition: Edition, items: Items) -> dict[str, Any]:
    """The parents' keys of the node's item."""
    kind = node.proposal.kind
    if kind == ItemKind.FIELD:
        return {"edition_id": edition.pk}
    parent = items.get(node.parent.proposal.pk) if node.parent else None
    if parent is None:
        raise NotPossible(
            f"„{node.proposal}“ hat keine Stelle im Konzept. Bitte verschieben Sie den Eintrag "
            "unter ein Handlungsfeld, oder lassen Sie ihn weg."
        )
    field_id = parent.pk if isinstance(parent, Field) else parent.field_id  # type: ignore[attr-defined]
    topic_id = parent.pk if isinstance(parent, Topic) else getattr(parent, "topic_id", None)
    if kind == ItemKind.TOPIC:
        return {"field_id": field_id}
    if kind == ItemKind.GOAL:
        return {"field_id": field_id, "topic_id": topic_id}
    goal_id = parent.pk if isinstance(parent, Goal) else None
    return {
        "edition_id": edition.pk,
        "field_id": field_id,
        "topic_id": topic_id,
        "goal_id": goal_id,
    }


def _add_relations(level: list[Node], items: Items, found: Found, by: Actor) -> None:
    rows = []
    for node in level:
        lead, partners = responsible_keys(node, found)
        for position, key in enumerate([*lead, *partners]):
            rows.append(
                MeasureResponsibility(
                    municipality_id=by.municipality_id,
                    measure_id=items[node.proposal.pk].pk,
                    organisation_id=key,
                    role=Responsibility.LEAD if key in lead else Responsibility.PARTNER,
                    position=position,
                )
            )
    MeasureResponsibility.objects.bulk_create(rows)
    add_reports(level, items, by)


def responsible_keys(node: Node, found: Found) -> tuple[list[int], list[int]]:
    """Ids of the institution that leads (the first one named) and of those that take part."""
    names = node.proposal.values.get("responsible") or []
    keys = list(dict.fromkeys(found[name].pk for name in names if name in found))
    return keys[:1], keys[1:]


def add_reports(level: list[Node], items: Items, by: Actor) -> None:
    """A published report per measure whose status the document tells, dated today.

    Words that could not be mapped are kept with the status "unbekannt".
    """
    today, now = timezone.localdate(), timezone.now()
    told, reports = [], []
    for node in level:
        values, measure = node.proposal.values, items[node.proposal.pk]
        words, status = values.get("status_text") or "", values.get("status")
        if not words and not status:
            continue
        assert isinstance(measure, Measure)
        measure.status, measure.reported_on = status or Status.UNKNOWN, today
        told.append(measure)
        reports.append(
            StatusReport(
                municipality_id=by.municipality_id,
                measure=measure,
                reported_on=today,
                status=measure.status,
                status_text=words[:500],
                author=AUTHOR,
                user_id=by.user_id,
                door=by.door,
                published_at=now,
            )
        )
    StatusReport.objects.bulk_create(reports)
    Measure.objects.bulk_update(told, ["status", "reported_on"])
    audit.record_all(by, "report.added", reports)


def _put_in_order(new: list[Node], items: Items) -> None:
    """New items between old siblings stand behind the one that precedes them in the document."""
    rows: dict[tuple[int | None, str], list[Node]] = {}
    for node in new:
        if node.parent is None or node.parent.known is not None:
            parent = node.parent.proposal.pk if node.parent else None
            rows.setdefault((parent, node.proposal.kind), []).append(node)
    for nodes in rows.values():
        row = list(siblings(items[nodes[0].proposal.pk]))
        for node in nodes:
            item = items[node.proposal.pk]
            before = _before(node, items)
            row.remove(item)
            row.insert(row.index(before) + 1 if before in row else len(row), item)
        number(row)


def _before(node: Node, items: Items) -> PlanItem | None:
    found = None
    for one in node.row:
        if one is node:
            return found
        if one.proposal.kind == node.proposal.kind:
            found = items.get(one.proposal.pk, found)
    return found
