"""Handing in a document, reading it again, dropping it."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from miteinander.concept import rules
from miteinander.concept.actions.imports import job
from miteinander.concept.actions.imports.held import held
from miteinander.concept.actions.imports.storing import keep_answer
from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require

READABLE_AGAIN = (ImportState.WAITING, ImportState.READING, ImportState.REVIEW)
GIVEN_BACK = "Bitte laden Sie das Dokument noch einmal hoch: Die Datei ist nicht mehr gespeichert."


def upload(*, file: File, name: str, by: Actor) -> ConceptImport:
    """Keep the document and have a job read it once that is sure."""
    require(rules.can_import(by))
    with transaction.atomic():
        document = _create(file, name, ImportState.WAITING, by)
        audit.record(by, "import.uploaded", document)
        _enqueue(document)
    return document


def keep_read(path: Path, answer: dict[str, Any], *, by: Actor) -> ConceptImport:
    """Keep a document that is read already (shape of `reader.read`), ready for the review."""
    require(rules.can_import(by))
    with path.open("rb") as file, transaction.atomic():
        document = _create(File(file), path.name, ImportState.REVIEW, by)
        keep_answer(document, answer)
        audit.record(by, "import.read", document)
    return document


def _create(file: File, name: str, state: ImportState, by: Actor) -> ConceptImport:
    document = ConceptImport(
        municipality_id=by.municipality_id,
        user_id=by.user_id,
        name=name[-200:],
        sha256=_sha256(file),
        state=state,
        step="Das Dokument wartet darauf, gelesen zu werden.",
    )
    document.file.save(name, file, save=False)
    document.save()
    return document


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def read_again(
    document: ConceptImport, *, by: Actor, columns: dict[int, str] | None = None
) -> ConceptImport:
    """Read once more: after a job that died, or with another meaning of the columns.

    What the person corrected in the review is lost with it, so pages ask before.
    """
    require(rules.can_import(by))
    with transaction.atomic():
        document = held(document, *READABLE_AGAIN)
        if not document.file:
            raise NotPossible(GIVEN_BACK)
        if columns is not None:
            document.columns = [
                {**column, "meaning": columns.get(column["index"])} for column in document.columns
            ]
        document.run += 1
        document.order_again("Das Dokument wartet darauf, noch einmal gelesen zu werden.")
        document.save()
        audit.record(by, "import.read_again", document)
        _enqueue(document)
    return document


def _enqueue(document: ConceptImport) -> None:
    arguments = (document.municipality_id, document.pk, document.run)
    transaction.on_commit(lambda: job.read_document.enqueue(*arguments))


def drop(document: ConceptImport, *, by: Actor) -> None:
    """Give the document up: the plan stays as it is, the file is deleted."""
    require(rules.can_import(by))
    with transaction.atomic():
        document = held(document, *READABLE_AGAIN)
        document.state = ImportState.DROPPED
        document.run += 1
        document.finished_at = timezone.now()
        document.lines = []
        document.unplaced = []
        document.save()
        document.proposals.all().delete()
        audit.record(by, "import.dropped", document)
        job.forget_file(document)


def choose_institutions(
    document: ConceptImport, *, choices: dict[str, int | str], by: Actor
) -> None:
    """Keep which institution is meant by which name: its id, "new" or "none"."""
    require(rules.can_import(by))
    with transaction.atomic():
        document = held(document, ImportState.REVIEW)
        document.institutions = {**document.institutions, **choices}
        document.save(update_fields=["institutions"])
        audit.record(by, "import.institutions_chosen", document)
