"""Holding a document and its entries while they are changed."""

from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport
from miteinander.kernel.errors import NotPossible

_SENTENCES = {
    ImportState.TAKEN_OVER: "Das Dokument ist schon ins Konzept übernommen.",
    ImportState.DROPPED: "Das Dokument wurde verworfen. Bitte laden Sie es noch einmal hoch.",
    ImportState.REFUSED: "Das Dokument ist nicht lesbar. Bitte laden Sie es noch einmal hoch.",
    ImportState.WAITING: "Das Dokument wird gerade noch einmal gelesen. Bitte warten Sie kurz.",
    ImportState.READING: "Das Dokument wird gerade noch einmal gelesen. Bitte warten Sie kurz.",
    ImportState.REVIEW: "Das Dokument ist schon gelesen.",
}


def held(document: ConceptImport, *states: ImportState) -> ConceptImport:
    """The document as it is now, held until the transaction ends; refused in other states."""
    found = ConceptImport.objects.select_for_update().get(pk=document.pk)
    if found.state not in states:
        raise NotPossible(_SENTENCES[ImportState(found.state)])
    return found
