"""The whole tree of an edition, with drafts, in four queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from miteinander.concept.choices import ItemKind, Status
from miteinander.concept.models import Edition, Field, Goal, Measure, PlanItem, Topic
from miteinander.concept.queries import facets
from miteinander.concept.values import kind_of

SLUGS: dict[str, str] = {
    ItemKind.FIELD: "felder",
    ItemKind.TOPIC: "themen",
    ItemKind.GOAL: "ziele",
    ItemKind.MEASURE: "massnahmen",
}
SHOWN = ("pk", "number", "title", "position", "is_draft", "version")


@dataclass(frozen=True)
class Wanted:
    """What the tree is narrowed to: words, a status ("ohne" for no report), drafts only."""

    words: str = ""
    status: str = ""
    only_drafts: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.status or self.only_drafts)

    def fits(self, item: PlanItem) -> bool:
        """Whether a field, topic or goal is itself what is looked for."""
        if self.status or not self.is_narrowed or (self.only_drafts and not item.is_draft):
            return False
        text = str(item).casefold()
        return all(word in text for word in self.words.casefold().split())


@dataclass
class Node:
    """An item with what hangs below it: measures, then goals, then topics."""

    item: PlanItem
    kind: ItemKind
    children: list["Node"] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """What the kind is called in addresses: "ziele"."""
        return SLUGS[self.kind]

    @property
    def key(self) -> str:
        """How pages name the node: "goal-7"."""
        return f"{self.kind}-{self.item.pk}"

    def measures(self) -> Iterable[Measure]:
        """All measures in and below the node."""
        if isinstance(self.item, Measure):
            yield self.item
        for child in self.children:
            yield from child.measures()

    @property
    def counts(self) -> dict[str, int]:
        """Status code ("" for no report) -> number of measures in and below the node."""
        return Counter(measure.status for measure in self.measures())

    @property
    def total(self) -> int:
        """The number of measures in and below the node."""
        return sum(1 for _ in self.measures())


def wanted(words: str = "", status: str = "", drafts: str = "") -> Wanted:
    """What an address asks for; what is not understood is left out."""
    known = status if status in (*Status.values, facets.WITHOUT_REPORT) else ""
    return Wanted(words.replace("\0", "")[:200].strip(), known, drafts == "1")


def tree(edition: Edition, only: Wanted | None = None, field_id: int | None = None) -> list[Node]:
    """The fields with all below them; one field only where `field_id` is given."""
    only = only or Wanted()
    return _grown([*_frame(edition, field_id), _measures(edition, only, field_id)], edition, only)


def places(edition: Edition, kind: ItemKind) -> list[tuple[str, str]]:
    """Where an item of this kind can hang: ("goal-7", "1 Sprache › 1.1 Ziel") in plan order."""
    takes = {
        ItemKind.TOPIC: {ItemKind.FIELD},
        ItemKind.GOAL: {ItemKind.FIELD, ItemKind.TOPIC},
        ItemKind.MEASURE: {ItemKind.FIELD, ItemKind.TOPIC, ItemKind.GOAL},
    }.get(kind, set())
    frame = _grown(_frame(edition), edition, Wanted())
    return [(node.key, " › ".join(path)) for node, path in _walk(frame, []) if node.kind in takes]


def _frame(edition: Edition, field_id: int | None = None) -> list[list[PlanItem]]:
    fields = Field.objects.filter(edition=edition)
    below = {"field_id": field_id} if field_id else {"field__edition": edition}
    return [
        _shown(fields.filter(pk=field_id) if field_id else fields, "edition_id"),
        _shown(Topic.objects.filter(**below), "field_id"),
        _shown(Goal.objects.filter(**below), "field_id", "topic_id"),
    ]


def _measures(edition: Edition, only: Wanted, field_id: int | None) -> list[PlanItem]:
    found: QuerySet[Any] = Measure.objects.filter(edition=edition)
    if field_id:
        found = found.filter(field_id=field_id)
    if only.only_drafts:
        found = found.filter(is_draft=True)
    chosen = {"stand": only.status} if only.status else {}
    found = facets.narrowed(facets.having(found, only.words), chosen)
    parents = ("edition_id", "field_id", "topic_id", "goal_id")
    return _shown(found, *parents, "status", "reported_on")


def _grown(levels: list[list[PlanItem]], edition: Edition, only: Wanted) -> list[Node]:
    below: dict[str, list[Node]] = defaultdict(list)
    for items in reversed(levels):
        for item in items:
            node = Node(item, kind_of(item))
            node.children = below.get(node.key, [])
            is_left_out = only.is_narrowed and not node.children and not only.fits(item)
            if isinstance(item, Measure) or not is_left_out:
                below[_parent_key(item)].append(node)
    return below[f"edition-{edition.pk}"]


def _shown(found: QuerySet[Any], *more: str) -> list[PlanItem]:
    return list(found.order_by("position", "pk").only(*SHOWN, *more))


def _parent_key(item: PlanItem) -> str:
    levels = (("goal", "goal_id"), ("topic", "topic_id"), ("field", "field_id"))
    for kind, name in levels:
        if key := getattr(item, name, None):
            return f"{kind}-{key}"
    return f"edition-{item.edition_id}"  # type: ignore[attr-defined]


def _walk(nodes: list[Node], above: list[str]) -> Iterable[tuple[Node, list[str]]]:
    for node in nodes:
        path = [*above, str(node.item)]
        yield node, path
        yield from _walk(node.children, path)
