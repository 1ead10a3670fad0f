"""Storing what the reader understood as entries that a person reviews."""

from typing import Any

from django.utils import timezone

from miteinander.concept.choices import ImportState, ProposalChange, Status, may_follow
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.concept.outline import Entry, entries
from miteinander.concept.queries import differences, imports
from miteinander.concept.queries.differences import Key, Known

_ROW = ("kind", "number", "title", "description", "values", "first_line", "last_line", "doubts")


def keep_answer(document: ConceptImport, answer: dict[str, Any]) -> None:
    """Write what `reader.read` gave, in place of an earlier reading; in a transaction."""
    reading = answer["reading"]
    document.state, document.percent, document.step = ImportState.REVIEW, 100, ""
    document.title = (reading["title"] or "")[:500]
    document.file_kind, document.pages = reading["source"]["kind"], reading["source"]["pages"]
    document.lines, document.columns = answer["lines"], reading["columns"]
    document.unplaced, document.level_names = reading["unplaced"], reading["level_names"]
    document.heartbeat_at = timezone.now()
    document.save()
    document.proposals.all().delete()
    targets = {new_id: key for key, new_id in answer["changes"] if key and new_id}
    removed = [key for key, new_id in answer["changes"] if new_id is None]
    made = _create(document, entries(reading), targets)
    if answer["changes"]:
        _compare_with_plan(document, made, removed)


def _create(document: ConceptImport, found: list[Entry], targets: dict[str, str]) -> list[Proposal]:
    """One statement per depth of the tree: children need their parents' keys."""
    made = [
        Proposal(
            municipality_id=document.municipality_id,
            document=document,
            position=position,
            target_id=_target(targets.get(entry.reader_id)),
            **{name: getattr(entry, name) for name in _ROW},
        )
        for position, entry in enumerate(found)
    ]
    depths: list[int] = []
    for entry in found:
        depths.append(0 if entry.parent is None else depths[entry.parent] + 1)
    for depth in sorted(set(depths)):
        level = [index for index, own in enumerate(depths) if own == depth]
        for index in level:
            parent = found[index].parent
            made[index].parent = None if parent is None else made[parent]
        Proposal.objects.bulk_create(made[index] for index in level)
    return made


def _target(joined: str | None) -> int | None:
    return int(joined.partition(":")[2]) if joined else None


def _compare_with_plan(document: ConceptImport, made: list[Proposal], removed: list[str]) -> None:
    edition = imports.target_edition()
    known = differences.known_items(edition) if edition else {}
    gone = [key for key in known if imports.joined(key) in removed]
    _propose_removals(document, made, gone, known)
    found: dict[str, list[int]] = {ProposalChange.CHANGED: [], ProposalChange.SAME: []}
    doubtful = []
    for node in imports.tree(document).walk():
        proposal = node.proposal
        if proposal.target_id is None or proposal.change == ProposalChange.REMOVED:
            continue
        change = ProposalChange.CHANGED if node.differences else ProposalChange.SAME
        found[change].append(proposal.pk)
        if doubts := _impossible_status(node):
            proposal.doubts += doubts
            doubtful.append(proposal)
    for said, keys in found.items():
        Proposal.objects.filter(pk__in=keys).update(change=said)
    Proposal.objects.bulk_update(doubtful, ["doubts"])


def _propose_removals(
    document: ConceptImport, made: list[Proposal], keys: list[Key], known: dict[Key, Known]
) -> None:
    """Entries for what the document no longer names, below what they hang on; parents first."""
    there = {(one.kind, one.target_id): one for one in made if one.target_id}
    for position, key in enumerate(keys, len(made)):
        item = known[key]
        there[key] = Proposal.objects.create(
            municipality_id=document.municipality_id,
            document=document,
            parent=there.get(item.parent) if item.parent else None,
            kind=key[0],
            position=position,
            number=item.number,
            title=item.title,
            description=item.description,
            values=item.values,
            change=ProposalChange.REMOVED,
            target_id=key[1],
        )


def _impossible_status(node: imports.Node) -> list[str]:
    told = [one for one in node.differences if one.name == "status"]
    if not told or node.known is None:
        return []
    before, after = node.known.values["status"], node.proposal.values["status"]
    if may_follow(before, after):
        return []
    return [
        f"Der Stand „{Status(after).label}“ kann auf „{Status(before).label}“ nicht folgen "
        "und wird nicht übernommen."
    ]
