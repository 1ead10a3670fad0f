"""Institutions that a document names: found among those of the municipality, or added."""

from miteinander.concept.models import ConceptImport
from miteinander.concept.queries.imports import Node
from miteinander.concept.queries.institutions import LONGEST_NAME, NONE, known_names, normal
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.network.models import Organisation

Found = dict[str, Organisation]


def institutions_for(document: ConceptImport, nodes: list[Node], by: Actor) -> tuple[Found, int]:
    """Name in the document -> institution, as the person chose; and how many were added.

    A name without an entry is not to be written.
    """
    names = dict.fromkeys(
        name for node in nodes for name in node.proposal.values.get("responsible") or []
    )
    everyone = list(Organisation.objects.all())
    by_id, by_name = {one.pk: one for one in everyone}, known_names(everyone)
    found: Found = {}
    added: dict[str, Organisation] = {}
    for name in names:
        choice = document.institutions.get(name)
        if choice == NONE:
            continue
        key = normal(name[:LONGEST_NAME])
        match = by_id.get(choice) if isinstance(choice, int) else by_name.get(key)
        if match is None and key not in added:
            added[key] = Organisation(
                municipality_id=document.municipality_id, name=" ".join(name.split())[:LONGEST_NAME]
            )
        found[name] = match or added[key]
    Organisation.objects.bulk_create(added.values())
    audit.record_all(by, "organisation.added", added.values())
    return found, len(added)
