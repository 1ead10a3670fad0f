"""Making two entries of one, one of two, and entries of what was not placed."""

from django.db import transaction

from miteinander.concept import rules
from miteinander.concept.actions.imports.held import held
from miteinander.concept.actions.imports.proposals import held_entry, make_room
from miteinander.concept.choices import ImportState, ItemKind, ProposalChange
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.concept.outline import LONGEST_TITLE
from miteinander.concept.queries import imports
from miteinander.concept.reading import sentences
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

HEADLINE = 200


def merge(proposal: Proposal, *, by: Actor) -> Proposal:
    """Add the entry to the one before it on the same level, which it becomes part of."""
    require(rules.can_import(by))
    with transaction.atomic():
        document, current = held_entry(proposal)
        tree = imports.tree(document)
        before = imports.previous(tree.nodes[current.pk])
        if before is None:
            raise NotPossible("Davor steht kein Eintrag derselben Ebene.")
        if current.target_id:
            raise NotPossible("Der Eintrag steht schon im Konzept und bleibt deshalb für sich.")
        into = before.proposal
        _join(into, current)
        into.is_corrected = True
        into.version += 1
        into.save()
        # They come after the children that are already there.
        current.children.update(parent=into)
        current.delete()
        audit.record(by, "proposal.merged", into)
    return into


def _join(into: Proposal, other: Proposal) -> None:
    title = f"{into.title} {other.title}"
    if other.title[:1].islower() and len(title) <= LONGEST_TITLE and not into.description:
        into.title, into.description = title, other.description
    else:
        texts = (into.description, other.title, other.description)
        into.description = "\n\n".join(text for text in texts if text)
    into.last_line = max(into.last_line or 0, other.last_line or 0) or None
    for name, value in other.values.items():
        own = into.values.get(name)
        if isinstance(value, list):
            into.values[name] = list(dict.fromkeys([*(own or []), *value]))
        elif not own:
            into.values[name] = value


def split(proposal: Proposal, at: int, kind: str, *, by: Actor) -> Proposal:
    """Make an entry of its own of what begins with sentence number `at` (from 1)."""
    require(rules.can_import(by))
    with transaction.atomic():
        document, current = held_entry(proposal)
        found = imports.sentences_of(current)
        if not 1 <= at < len(found):
            raise NotPossible("Dort lässt sich der Eintrag nicht teilen.")
        titles = len(sentences.split(current.title))
        current.title, current.description = " ".join(found[: min(at, titles)]), ""
        current.description = " ".join(found[titles:at])
        current.is_corrected = True
        current.version += 1
        current.save()
        made = _entry_after(document, current, found[at:], kind)
        audit.record(by, "proposal.split", made)
    return made


def _entry_after(
    document: ConceptImport, current: Proposal, texts: list[str], kind: str
) -> Proposal:
    same = kind == current.kind
    parent = current.parent if same else current
    if not same and current.kind not in imports.PARENT_KINDS[kind]:
        raise NotPossible("Auf dieser Ebene kann der neue Eintrag nicht stehen.")
    make_room(document, current.position)
    return Proposal.objects.create(
        municipality_id=current.municipality_id,
        document=document,
        parent=parent,
        kind=kind,
        position=current.position + 1,
        first_line=current.first_line,
        last_line=current.last_line,
        is_corrected=True,
        **_titled(texts),
    )


def _titled(texts: list[str]) -> dict[str, str]:
    title, rest = texts[0], texts[1:]
    if len(title) > LONGEST_TITLE:
        return {"title": f"{title[: LONGEST_TITLE - 1]}…", "description": " ".join(texts)}
    return {"title": title, "description": " ".join(rest)}


def admit(document: ConceptImport, line: int, kind: str, *, by: Actor) -> Proposal:
    """Make an entry of the passage that begins at this line and was not placed."""
    require(rules.can_import(by))
    with transaction.atomic():
        document = held(document, ImportState.REVIEW)
        piece = next((one for one in document.unplaced if one["line"] == line), None)
        if piece is None:
            raise NotPossible("Dieser Abschnitt ist schon zugeordnet.")
        before, parent = _around(document, line, kind)
        texts = sentences.split(piece["text"])
        make_room(document, before.position if before else -1)
        made = Proposal.objects.create(
            municipality_id=document.municipality_id,
            document=document,
            parent=parent,
            kind=kind,
            position=before.position + 1 if before else 0,
            first_line=piece["line"],
            last_line=piece.get("last_line") or piece["line"],
            is_corrected=True,
            **_titled(texts or [piece["text"]]),
        )
        document.unplaced = [one for one in document.unplaced if one["line"] != line]
        document.save(update_fields=["unplaced"])
        audit.record(by, "proposal.admitted", made)
    return made


def _around(
    document: ConceptImport, line: int, kind: str
) -> tuple[Proposal | None, Proposal | None]:
    """The entry that precedes the line, and the one below which the new entry hangs."""
    entries = document.proposals.exclude(change=ProposalChange.REMOVED)
    earlier = entries.filter(first_line__lte=line).order_by("-first_line", "-position")
    before = earlier.first()
    if kind == ItemKind.FIELD:
        return before, None
    allowed = imports.PARENT_KINDS[kind]
    parent = earlier.filter(kind__in=allowed).first() or entries.filter(kind__in=allowed).first()
    if parent is None:
        raise NotPossible("Es gibt noch kein Handlungsfeld. Bitte nehmen Sie zuerst eines auf.")
    return before, parent


def dismiss(document: ConceptImport, line: int, *, by: Actor) -> None:
    """Take a passage off the list of what was not placed: it belongs to no entry."""
    require(rules.can_import(by))
    with transaction.atomic():
        document = held(document, ImportState.REVIEW)
        document.unplaced = [one for one in document.unplaced if one["line"] != line]
        document.save(update_fields=["unplaced"])
        audit.record(by, "import.passage_dismissed", document)
