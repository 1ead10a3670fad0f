"""Files that come with an answer."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from miteinander.concept.files import LARGEST, NotTaken, examine, safe_name
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.retention import erasing
from miteinander.rounds import rules
from miteinander.rounds.actions.answers import WRITABLE, held, refuse_closed
from miteinander.rounds.models import Answer, AnswerFile

MOST = 10


def add(answer: Answer, upload: UploadedFile, *, by: Actor) -> AnswerFile:
    """Keep a file; nobody but who answers and the administration sees it.

    The same content once more is the same file. Raises `NotPossible` with a sentence for what is
    not taken, and once the answer is handed in.
    """
    require(rules.can_answer(by, answer.organisation_id, answer.inquiry_id))
    try:
        kind, content = examine(upload.read(LARGEST + 1))
    except NotTaken as refusal:
        raise NotPossible(str(refusal)) from None
    name = safe_name(upload.name or "", kind.ending)
    with transaction.atomic():
        current = _writable(answer)
        for known in current.files.filter(name=name, size=len(content)):
            with known.file.open("rb") as stored:
                if stored.read() == content:
                    return known
        if current.files.count() >= MOST:
            raise NotPossible(f"Zu einer Maßnahme passen höchstens {MOST} Dateien.")
        file = AnswerFile(
            municipality_id=by.municipality_id,
            answer=current,
            name=name,
            media_type=kind.media_type,
            size=len(content),
        )
        file.file.save(name, ContentFile(content), save=True)
        audit.record(by, "answer_file.added", file, is_change=False)
    return file


def delete(file: AnswerFile, *, by: Actor) -> None:
    """Delete a file for good as long as its answer is not handed in."""
    require(rules.can_answer(by, file.answer.organisation_id, file.answer.inquiry_id))
    with transaction.atomic():
        _writable(file.answer)
        audit.record(by, "answer_file.deleted", file, is_change=False)
        erasing.delete_noted(file)


def _writable(answer: Answer) -> Answer:
    if answer.inquiry is None:
        raise NotPossible("Diese Anfrage gibt es nicht mehr.")
    refuse_closed(answer.inquiry)
    found = held(answer.inquiry, [answer.pk])
    if not found or found[0].state not in WRITABLE:
        raise NotPossible(
            "Diese Antwort ist schon abgegeben. Bitte wählen Sie zuerst „Berichtigen“."
        )
    return found[0]
