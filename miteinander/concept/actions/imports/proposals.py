"""Correcting what was recognised, entry by entry, before it is taken over."""

from typing import Any

from django.db import transaction
from django.db.models import F

from miteinander.concept import rules
from miteinander.concept.actions.imports.held import held
from miteinander.concept.choices import ImportState, ProposalChange
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.concept.queries import imports
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

TEXTS = ("number", "title", "description")
GONE = "Diesen Eintrag gibt es nicht mehr: Jemand hat ihn inzwischen zusammengeführt."
GROUND = (
    "Der Eintrag steht schon im Konzept. Bitte lassen Sie ihn hier weg, und ändern Sie ihn dort."
)


class ProposalConflictError(Exception):
    """Somebody else corrected the entry meanwhile; `current` is how it stands now."""

    def __init__(self, current: Proposal) -> None:
        super().__init__("Inzwischen hat jemand anderes diesen Eintrag geändert.")
        self.current = current


def held_entry(proposal: Proposal) -> tuple[ConceptImport, Proposal]:
    """Document and entry as they are now, held: two people change one after the other."""
    document = held(proposal.document, ImportState.REVIEW)
    found = Proposal.objects.filter(pk=proposal.pk).first()
    if found is None:
        raise NotPossible(GONE)
    return document, found


def correct(proposal: Proposal, values: dict[str, Any], *, based_on: int, by: Actor) -> Proposal:
    """Store what the person typed; raises `ProposalConflictError` if somebody else was faster.

    `values` has number, title, description and, for measures, the keys of a proposal's values.
    """
    require(rules.can_import(by))
    with transaction.atomic():
        document, current = held_entry(proposal)
        if current.version != based_on:
            raise ProposalConflictError(current)
        for name in TEXTS:
            setattr(current, name, values[name])
        more = {name: value for name, value in values.items() if name not in TEXTS}
        current.values = {**current.values, **more}
        current.is_corrected = True
        _save(current)
        compare_again(document, current)
        audit.record(by, "proposal.corrected", current)
    return current


def _save(proposal: Proposal) -> None:
    proposal.version += 1
    proposal.save()


def compare_again(document: ConceptImport, proposal: Proposal) -> None:
    """Say anew whether an entry that the plan has already still differs from it."""
    if proposal.target_id is None or proposal.change == ProposalChange.REMOVED:
        return
    node = imports.tree(document).nodes[proposal.pk]
    proposal.change = ProposalChange.CHANGED if node.differences else ProposalChange.SAME
    proposal.save(update_fields=["change"])


def leave_out(proposal: Proposal, *, by: Actor) -> None:
    """Do not take the entry over; of a change or removal: leave the plan as it is."""
    _set_dropped(proposal, True, by)


def bring_back(proposal: Proposal, *, by: Actor) -> None:
    """Take an entry over that was left out."""
    _set_dropped(proposal, False, by)


def _set_dropped(proposal: Proposal, is_dropped: bool, by: Actor) -> None:
    require(rules.can_import(by))
    with transaction.atomic():
        current = held_entry(proposal)[1]
        current.is_dropped = is_dropped
        current.save(update_fields=["is_dropped"])
        audit.record(by, "proposal.left_out" if is_dropped else "proposal.brought_back", current)


def shift(proposal: Proposal, steps: int, *, by: Actor) -> None:
    """Move the entry up (-1) or down (1) among those of its kind below the same parent."""
    require(rules.can_import(by))
    with transaction.atomic():
        current = held_entry(proposal)[1]
        siblings = Proposal.objects.filter(
            document=current.document_id, parent=current.parent_id, kind=current.kind
        )
        row = list(siblings.order_by("position", "pk"))
        before = row.index(current)
        after = before + steps
        if not 0 <= after < len(row):
            return
        other = row[after]
        other.position, row[before].position = row[before].position, other.position
        Proposal.objects.bulk_update([other, row[before]], ["position"])
        audit.record(by, "proposal.moved", current)


def place(proposal: Proposal, kind: str, parent: Proposal | None, *, by: Actor) -> None:
    """Hang the entry elsewhere, or on another level; what hung below it goes where it can."""
    require(rules.can_import(by))
    with transaction.atomic():
        document, current = held_entry(proposal)
        tree = imports.tree(document)
        node = tree.nodes[current.pk]
        above = tree.nodes.get(parent.pk) if parent else None
        _refuse_place(node, kind, above)
        current.kind, current.parent = kind, above.proposal if above else None
        current.is_corrected = True
        _save(current)
        for child in node.children:
            _hang_child(child, kind, above)
        compare_again(document, current)
        audit.record(by, "proposal.placed", current)


def _refuse_place(node: imports.Node, kind: str, above: imports.Node | None) -> None:
    if node.proposal.target_id and kind != node.proposal.kind:
        raise NotPossible(GROUND)
    allowed = imports.PARENT_KINDS[kind]
    if (above.proposal.kind if above else "") not in (allowed or ("",)):
        raise NotPossible(
            "Dort kann dieser Eintrag nicht stehen. Bitte wählen Sie eine andere Stelle."
        )
    if above is not None and above in list(node.walk()):
        raise NotPossible("Ein Eintrag kann nicht unter sich selbst stehen.")


def _hang_child(child: imports.Node, kind: str, above: imports.Node | None) -> None:
    """Leave the child below the entry if its new level allows it, or else hang it higher up."""
    allowed = imports.PARENT_KINDS[child.proposal.kind]
    if kind in allowed:
        return
    while above and above.proposal.kind not in allowed:
        above = above.parent
    if above is None:
        raise NotPossible(
            f"„{child.proposal}“ hätte dann keine Stelle mehr. Bitte verschieben Sie zuerst, was "
            "darunter steht."
        )
    child.proposal.parent = above.proposal
    child.proposal.save(update_fields=["parent"])


def make_room(document: ConceptImport, position: int, by_how_many: int = 1) -> None:
    """Push all later entries back."""
    later = document.proposals.filter(position__gt=position)
    later.update(position=F("position") + by_how_many)
