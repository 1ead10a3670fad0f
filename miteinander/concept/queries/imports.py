"""Documents on their way to a plan: lists, the tree of recognised entries, passages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from miteinander.concept.choices import ItemKind, ProposalChange
from miteinander.concept.models import ConceptImport, Edition, Proposal
from miteinander.concept.queries import differences
from miteinander.concept.queries.differences import Difference, Known
from miteinander.concept.reading import sentences

LINES_AROUND = 3
LINES_OF_HEADING = 12
MOST_LINES = 80
MOST_UNFOLDED = 300
PARENT_KINDS: dict[str, tuple[str, ...]] = {
    ItemKind.FIELD: (),
    ItemKind.TOPIC: (ItemKind.FIELD,),
    ItemKind.GOAL: (ItemKind.FIELD, ItemKind.TOPIC),
    ItemKind.MEASURE: (ItemKind.FIELD, ItemKind.TOPIC, ItemKind.GOAL),
}


def documents() -> QuerySet[ConceptImport]:
    """All documents of the municipality, the newest first, without their texts."""
    return ConceptImport.objects.defer("lines", "columns", "unplaced").select_related("user")


def target_edition() -> Edition | None:
    """The edition into which a document is taken over: the newest that is not adopted.

    None before the first edition, and where all are adopted (`all_adopted`).
    """
    open_ones = Edition.objects.filter(adopted_at=None).select_related("concept")
    return open_ones.order_by("-pk").first()


def all_adopted() -> Edition | None:
    """The newest edition where every one is adopted: nothing can be taken over into it."""
    if target_edition():
        return None
    return Edition.objects.order_by("-pk").first()


@dataclass
class Node:
    """An entry in the tree, with the plan's item that it concerns and how it differs.

    `row` are all directly below the same parent, itself among them.
    """

    proposal: Proposal
    row: "list[Node]"
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    known: Known | None = None
    differences: list[Difference] = field(default_factory=list)
    is_shown: bool = True
    is_open: bool = True

    @property
    def is_out(self) -> bool:
        """Whether it will not be written: left out itself, or below a new one that is."""
        if self.proposal.is_dropped:
            return True
        return self.is_new and self.parent is not None and self.parent.is_out_and_new

    @property
    def is_new(self) -> bool:
        """Whether taking over creates it."""
        return self.proposal.change == ProposalChange.NEW

    @property
    def is_out_and_new(self) -> bool:
        """Whether there will be nothing to hang children on."""
        return self.is_new and self.is_out

    @property
    def is_uncertain(self) -> bool:
        """Whether a person should look at it before taking over."""
        return bool(self.proposal.doubts) and not self.is_out and not self.proposal.is_corrected

    def walk(self) -> Iterator["Node"]:
        """Itself and all below, parents before children."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Tree:
    """All entries of a document."""

    roots: list[Node]
    nodes: dict[int, Node]

    def walk(self) -> Iterator[Node]:
        """All entries in the order of the document."""
        for root in self.roots:
            yield from root.walk()

    @property
    def counts(self) -> dict[str, int]:
        """Number of entries by what taking over does, "out" for those left out, "uncertain"."""
        found = Counter("out" if node.is_out else node.proposal.change for node in self.walk())
        found["uncertain"] = sum(node.is_uncertain for node in self.walk())
        return dict(found)


def tree(document: ConceptImport) -> Tree:
    """The entries as a tree, compared with the plan; nine queries, however many entries."""
    proposals = list(Proposal.objects.filter(document=document))
    roots: list[Node] = []
    nodes = {proposal.pk: Node(proposal, roots) for proposal in proposals}
    for node in nodes.values():
        if node.proposal.parent_id is not None:
            node.parent = nodes[node.proposal.parent_id]
            node.row = node.parent.children
        node.row.append(node)
    found = Tree(roots, nodes)
    if any(proposal.target_id for proposal in proposals):
        edition = document.edition or target_edition()
        _compare(found, differences.known_items(edition) if edition else {})
    return found


def _compare(found: Tree, known: dict[tuple[str, int], Known]) -> None:
    for node in found.walk():
        proposal = node.proposal
        if proposal.target_id is None:
            continue
        node.known = known.get((proposal.kind, proposal.target_id))
        if node.known and proposal.change != ProposalChange.REMOVED:
            parent = node.parent.proposal if node.parent else None
            node.differences = differences.between(proposal, parent, node.known, known)


def unfold(found: Tree, chosen: Node | None) -> None:
    """Fold the fields of a long document, but for the one in which the chosen entry stands."""
    if len(found.nodes) <= MOST_UNFOLDED:
        return
    for root in found.roots:
        root.is_open = chosen is not None and chosen in root.walk()


def show(found: Tree, only: str) -> None:
    """Mark what a filter shows ("unsicher", "aenderungen"), always with what it hangs on."""
    for node in found.walk():
        node.is_shown = only not in ("unsicher", "aenderungen")
    for node in found.walk():
        is_changed = node.proposal.change != ProposalChange.SAME
        if (only == "unsicher" and node.is_uncertain) or (only == "aenderungen" and is_changed):
            above: Node | None = node
            while above and not above.is_shown:
                above.is_shown = True
                above = above.parent


def parents_for(found: Tree, node: Node) -> list[Node]:
    """All entries below which this one may hang, in the order of the document."""
    below = {one.proposal.pk for one in node.walk()}
    return [
        one
        for one in found.walk()
        if one.proposal.kind != ItemKind.MEASURE
        and one.proposal.pk not in below
        and one.proposal.change != ProposalChange.REMOVED
        and not one.is_out_and_new
    ]


@dataclass(frozen=True)
class Line:
    """One line of the document as the reader saw it; `page` is None where there are none."""

    number: int
    page: int | None
    text: str
    is_marked: bool
    starts_page: bool


def passage(document: ConceptImport, proposal: Proposal | None) -> list[Line]:
    """The lines from which an entry came (marked), with some before and after.

    Of a field or topic only the heading is marked; of long passages the beginning is given.
    """
    if proposal is None or proposal.first_line is None:
        return []
    first, last = proposal.first_line, proposal.last_line or proposal.first_line
    end = min(last, first + MOST_LINES)
    if proposal.kind in (ItemKind.FIELD, ItemKind.TOPIC):
        end, last = min(end, first + LINES_OF_HEADING), first
    return _lines(document, first - LINES_AROUND, end + LINES_AROUND, first, last)


def whole_text(document: ConceptImport, first: int = 0, last: int = 0) -> list[Line]:
    """The whole document, the lines from first to last marked."""
    return _lines(document, 0, len(document.lines) + 1, first, last)


def _lines(document: ConceptImport, start: int, end: int, first: int, last: int) -> list[Line]:
    found, page = [], None
    for number, on_page, text in document.lines:
        if start <= number <= end:
            is_new = on_page is not None and on_page != page
            found.append(Line(number, on_page, text, first <= number <= last, is_new))
            page = on_page
    return found


def known_for_reader() -> list[dict[str, Any]]:
    """The plan's items as the reader compares a document with them; [] before the first."""
    edition = target_edition()
    if edition is None:
        return []
    return [
        {
            "key": joined(known.key),
            "kind": known.key[0],
            "parent_key": joined(known.parent) if known.parent else None,
            "number": known.number,
            "title": known.title,
            "texts": {"description": known.description, **known.values},
        }
        for known in differences.known_items(edition).values()
    ]


def joined(key: differences.Key) -> str:
    """The key as the reader carries it: "measure:17"."""
    return f"{key[0]}:{key[1]}"


def counts_by_kind(nodes: Iterable[Node]) -> dict[str, dict[str, int]]:
    """Level -> number of entries by what taking over does with them; in the tree's order."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in ItemKind.values}
    for node in nodes:
        found[node.proposal.kind][node.proposal.change] += 1
    return {str(ItemKind(kind).label): dict(one) for kind, one in found.items() if one}


def previous(node: Node) -> Node | None:
    """The entry of the same level before this one, below the same parent."""
    found = None
    for one in node.row:
        if one is node:
            return found
        if one.proposal.kind == node.proposal.kind and one.proposal.change != "removed":
            found = one
    return found


def sentences_of(proposal: Proposal) -> list[str]:
    """Title and description sentence by sentence: the places at which an entry can be split."""
    found = sentences.split(proposal.title)
    for line in proposal.description.splitlines():
        found += sentences.split(line)
    return found
