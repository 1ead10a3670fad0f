"""Taking a reviewed document over into the plan, in one transaction.

What the document does not tell stays as it is in the plan. A status that the document tells
becomes a status report by "aus dem Dokument". Its report is published at once: in an edition that
is not published nobody outside sees it, and publishing the edition publishes it too.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from miteinander.concept import rules, versions
from miteinander.concept.actions.imports import job
from miteinander.concept.actions.imports.creating import create_items
from miteinander.concept.actions.imports.existing import change_items, existing_items, remove_items
from miteinander.concept.actions.imports.institutions import institutions_for
from miteinander.concept.choices import ImportState, ItemKind, ProposalChange
from miteinander.concept.models import Concept, ConceptImport, Edition
from miteinander.concept.queries import imports
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

ALREADY = "Das Dokument ist schon übernommen. Es hat sich nichts geändert."
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*(?:-|–|/|bis)\s*(?:19|20)?\d\d)?(?!\d)")
# The words that the reader knows; another word stays out, because its plural is not known.
_PLURALS = {
    "Handlungsempfehlung": "Handlungsempfehlungen",
    "Empfehlung": "Empfehlungen",
    "Handlungslinie": "Handlungslinien",
    "Handlungsansatz": "Handlungsansätze",
    "Handlungsschritt": "Handlungsschritte",
    "Maßnahme": "Maßnahmen",
    "Vorhaben": "Vorhaben",
    "Handlungsfeld": "Handlungsfelder",
    "Handlungsbereich": "Handlungsbereiche",
    "Themenfeld": "Themenfelder",
    "Leitziel": "Leitziele",
    "Teilziel": "Teilziele",
    "Ziel": "Ziele",
}


@dataclass
class Outcome:
    """What happened: the edition, and numbers of items and institutions.

    `kept` counts those that could not be removed, because something still hangs on them.
    """

    edition: Edition
    new: int = 0
    changed: int = 0
    removed: int = 0
    kept: int = 0
    institutions: int = 0
    was_done: bool = False

    @property
    def sentence(self) -> str:
        """What happened, for the person."""
        if self.was_done:
            return ALREADY
        numbers = {"neu": self.new, "geändert": self.changed, "entfernt": self.removed}
        parts = [f"{number} {word}" for word, number in numbers.items() if number]
        sentences = [f"Das Dokument ist übernommen: {', '.join(parts) or 'keine Änderungen'}."]
        if self.institutions:
            sentences.append(f"Neu angelegte Institutionen: {self.institutions}.")
        if self.kept:
            sentences.append(
                f"Nicht entfernt, weil noch etwas daran hängt: {self.kept}. "
                "Sie können das im Konzept selbst tun."
            )
        return " ".join(sentences)


def take_over(document: ConceptImport, *, by: Actor, as_drafts: bool = False) -> Outcome:
    """Write what was reviewed into the plan; a second time does nothing.

    `as_drafts` makes new items drafts, so that they are not public at once in an edition that is
    published already.
    """
    require(rules.can_import(by))
    with transaction.atomic():
        document = ConceptImport.objects.select_for_update().get(pk=document.pk)
        if document.state == ImportState.TAKEN_OVER and document.edition:
            return Outcome(document.edition, was_done=True)
        if document.state != ImportState.REVIEW:
            raise NotPossible("Das Dokument ist nicht bereit zur Übernahme.")
        outcome = Outcome(_edition(document, by))
        versions.hold(outcome.edition.pk)
        _write(document, outcome, by, as_drafts)
        _finish(document, outcome.edition, by)
    return outcome


def _write(document: ConceptImport, outcome: Outcome, by: Actor, as_drafts: bool) -> None:
    tree = imports.tree(document)
    kept = [node for node in tree.walk() if not node.is_out]
    if not kept:
        raise NotPossible("Es ist nichts ausgewählt, was übernommen werden könnte.")
    removed = [node for node in kept if node.proposal.change == ProposalChange.REMOVED]
    there = [node for node in kept if node.proposal.change != ProposalChange.REMOVED]
    found, outcome.institutions = institutions_for(document, there, by)
    items = existing_items(tree)
    new = [node for node in there if node.known is None]
    outcome.new = len(new)
    create_items(new, outcome.edition, items, found, by=by, is_draft=as_drafts)
    changed = [node for node in there if node.known and node.differences]
    outcome.changed = len(changed)
    change_items(changed, outcome.edition, items, found, by=by)
    outcome.removed = remove_items(removed, by=by)
    outcome.kept = len(removed) - outcome.removed


def _edition(document: ConceptImport, by: Actor) -> Edition:
    """The newest edition that may change, or the first one of a new concept."""
    edition = imports.target_edition()
    if edition:
        return edition
    if adopted := imports.all_adopted():
        versions.refuse_adopted(adopted)
    concept = Concept.objects.select_for_update().first()
    if concept is None:
        concept = Concept.objects.create(
            municipality_id=by.municipality_id,
            title=(document.title or document.name)[:300],
            **_level_names(document.level_names),
        )
        audit.record(by, "concept.added", concept)
    edition = Edition.objects.create(
        municipality_id=by.municipality_id, concept=concept, label=edition_label(document)
    )
    audit.record(by, "edition.added", edition)
    return edition


def edition_label(document: ConceptImport) -> str:
    """The years in the title or the file's name; without them the year in which it is read."""
    for text in (document.title, document.name):
        if years := _YEARS.search(text.replace("_", " ")):
            return f"Fassung {years[0]}"
    return f"Fassung {timezone.localdate().year}"


def _level_names(names: dict[str, str]) -> dict[str, str]:
    """What the document calls the levels; without a known plural the usual name stays."""
    known = {kind: names[kind] for kind in ItemKind.values if names.get(kind) in _PLURALS}
    plurals = {f"{kind}_plural": _PLURALS[name] for kind, name in known.items()}
    return {**{f"{kind}_name": name for kind, name in known.items()}, **plurals}


def _finish(document: ConceptImport, edition: Edition, by: Actor) -> None:
    document.state, document.edition = ImportState.TAKEN_OVER, edition
    document.finished_at = timezone.now()
    # The text of the document is not kept longer than it is needed.
    document.lines, document.unplaced = [], []
    document.save(update_fields=["state", "edition", "finished_at", "lines", "unplaced"])
    audit.record(by, "import.taken_over", document)
    job.forget_file(document)
