"""The job that reads a document, and what it stores.

It holds no transaction while it reads. The result is stored in one transaction, and only if
nobody has dropped the document or started another reading meanwhile: a job that was killed
leaves nothing, and one that was given up for dead stores nothing.
"""

import time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django_tasks import task

from miteinander.concept import reader
from miteinander.concept.actions.imports.storing import keep_answer
from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport
from miteinander.concept.queries import imports
from miteinander.concept.reading import ReadingRefused
from miteinander.kernel import actor, audit
from miteinander.kernel.tenancy import town_scope
from miteinander.kernel.work import sign_of_life

SECONDS_BETWEEN_NOTES = 1


class OvertakenError(Exception):
    """The document was dropped or is being read by another job."""


@task()
def read_document(municipality_id: int, document_id: int, run: int) -> str:
    """Read the document of this run; gives the state in which it ends."""
    note = _Note(municipality_id, document_id, run)
    try:
        document, known = note.begin()
        answer = reader.read(
            Path(document.file.path),
            document.name,
            columns=_columns(document),
            known=known,
            progress=note.progress,
        )
    except OvertakenError:
        return "overtaken"
    except ReadingRefused as refusal:
        return _refuse(document, str(refusal))
    return _store(document, answer)


def _columns(document: ConceptImport) -> dict[int, str] | None:
    """What the person said that the columns mean; nothing on the first reading."""
    if not document.columns:
        return None
    return {column["index"]: column["meaning"] or "ignore" for column in document.columns}


class _Note:
    """Tells how far the job is, at most once a second.

    Each step opens the scope for itself: reading takes long, and a scope is a transaction.
    """

    def __init__(self, municipality_id: int, document_id: int, run: int) -> None:
        self.municipality_id = municipality_id
        with town_scope(municipality_id):
            self.found = ConceptImport.objects.filter(pk=document_id, run=run)
        self.noted_at = 0.0

    def begin(self) -> tuple[ConceptImport, list[dict[str, Any]]]:
        """Take the document of this run, if it is still there to be read, and the known items."""
        waiting = self.found.filter(state__in=[ImportState.WAITING, ImportState.READING])
        with town_scope(self.municipality_id):
            if not waiting.update(state=ImportState.READING, heartbeat_at=timezone.now()):
                raise OvertakenError
            return self.found.get(), imports.known_for_reader()

    def progress(self, percent: int, step: str) -> None:
        """One cheap statement; raises where the document is no longer this job's."""
        if time.monotonic() - self.noted_at < SECONDS_BETWEEN_NOTES:
            return
        self.noted_at = time.monotonic()
        reading = self.found.filter(state=ImportState.READING)
        with town_scope(self.municipality_id):
            if not reading.update(**sign_of_life(min(percent, 99), step)):
                raise OvertakenError


def _mine(document: ConceptImport) -> ConceptImport | None:
    """The document, held, if it is still this run's."""
    found = ConceptImport.objects.select_for_update().filter(
        pk=document.pk, run=document.run, state=ImportState.READING
    )
    return found.first()


def _refuse(document: ConceptImport, sentence: str) -> str:
    with town_scope(document.municipality_id), transaction.atomic():
        mine = _mine(document)
        if mine is None:
            return "overtaken"
        mine.end(ImportState.REFUSED, sentence)
        mine.save()
        audit.record(actor.system(mine.municipality_id), "import.refused", mine)
        forget_file(mine)
    return ImportState.REFUSED.value


def _store(document: ConceptImport, answer: dict[str, Any]) -> str:
    with town_scope(document.municipality_id), transaction.atomic():
        mine = _mine(document)
        if mine is None:
            return "overtaken"
        keep_answer(mine, answer)
        audit.record(actor.system(mine.municipality_id), "import.read", mine)
    return ImportState.REVIEW.value


def forget_file(document: ConceptImport) -> None:
    """Delete the document's file once the transaction is through."""
    file: FieldFile = document.file
    if file:
        ConceptImport.objects.filter(pk=document.pk).update(file="")
        transaction.on_commit(lambda: file.storage.delete(file.name or ""))
