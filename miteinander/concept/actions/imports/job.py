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
from django_scopes import scope
from django_tasks import task

from miteinander.concept import reader
from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.concept.outline import Entry, entries
from miteinander.concept.reading import ReadingRefused
from miteinander.kernel import actor, audit

SECONDS_BETWEEN_NOTES = 1


class OvertakenError(Exception):
    """The document was dropped or is being read by another job."""


@task()
def read_document(municipality_id: int, document_id: int, run: int) -> str:
    """Read the document of this run; gives the state in which it ends."""
    with scope(municipality=municipality_id):
        note = _Note(document_id, run)
        try:
            document = note.begin()
            answer = reader.read(
                Path(document.file.path),
                document.name,
                columns=_columns(document),
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
    return {column["index"]: column["meaning"] for column in document.columns if column["meaning"]}


class _Note:
    """Tells how far the job is, at most once a second."""

    def __init__(self, document_id: int, run: int) -> None:
        self.found = ConceptImport.objects.filter(pk=document_id, run=run)
        self.noted_at = 0.0

    def begin(self) -> ConceptImport:
        """Take the document of this run, if it is still there to be read."""
        waiting = self.found.filter(state__in=[ImportState.WAITING, ImportState.READING])
        changed = waiting.update(state=ImportState.READING, heartbeat_at=timezone.now())
        if not changed:
            raise OvertakenError
        return self.found.get()

    def progress(self, percent: int, step: str) -> None:
        """One cheap statement; raises where the document is no longer this job's."""
        if time.monotonic() - self.noted_at < SECONDS_BETWEEN_NOTES:
            return
        self.noted_at = time.monotonic()
        reading = self.found.filter(state=ImportState.READING)
        values = {"percent": min(percent, 99), "step": step[:300]}
        if not reading.update(heartbeat_at=timezone.now(), **values):
            raise OvertakenError


def _mine(document: ConceptImport) -> ConceptImport | None:
    """The document, held, if it is still this run's."""
    found = ConceptImport.objects.select_for_update().filter(
        pk=document.pk, run=document.run, state=ImportState.READING
    )
    return found.first()


def _refuse(document: ConceptImport, sentence: str) -> str:
    with transaction.atomic():
        mine = _mine(document)
        if mine is None:
            return "overtaken"
        mine.state, mine.step = ImportState.REFUSED, sentence[:300]
        mine.finished_at = timezone.now()
        mine.save(update_fields=["state", "step", "finished_at"])
        audit.record(actor.system(mine.municipality_id), "import.refused", mine)
        forget_file(mine)
    return ImportState.REFUSED.value


def _store(document: ConceptImport, answer: dict[str, Any]) -> str:
    with transaction.atomic():
        mine = _mine(document)
        if mine is None:
            return "overtaken"
        keep_answer(mine, answer)
        audit.record(actor.system(mine.municipality_id), "import.read", mine)
    return ImportState.REVIEW.value


def keep_answer(document: ConceptImport, answer: dict[str, Any]) -> None:
    """Write what the reader understood, in place of an earlier reading; in a transaction."""
    reading = answer["reading"]
    document.state, document.percent, document.step = ImportState.REVIEW, 100, ""
    document.title = (reading["title"] or "")[:500]
    document.file_kind, document.pages = reading["source"]["kind"], reading["source"]["pages"]
    document.lines, document.columns = answer["lines"], reading["columns"]
    document.unplaced, document.level_names = reading["unplaced"], reading["level_names"]
    document.heartbeat_at = timezone.now()
    document.save()
    document.proposals.all().delete()
    _create(document, entries(reading))


def _create(document: ConceptImport, found: list[Entry]) -> None:
    """One statement per depth of the tree: children need their parents' keys."""
    made = [
        Proposal(
            municipality_id=document.municipality_id,
            document=document,
            position=position,
            **{name: value for name, value in vars(entry).items() if name != "parent"},
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


def forget_file(document: ConceptImport) -> None:
    """Delete the document's file once the transaction is through."""
    file: FieldFile = document.file
    if file:
        ConceptImport.objects.filter(pk=document.pk).update(file="")
        transaction.on_commit(lambda: file.storage.delete(file.name or ""))
