"""What the coordination does with a single answer: ask back, and take over a file."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from miteinander.concept.actions import attachments
from miteinander.concept.models import Attachment
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.rounds import letters, rules
from miteinander.rounds.choices import AnswerState, LetterKind, RoundState
from miteinander.rounds.models import Answer, AnswerFile


def send_back(answer: Answer, question: str, *, by: Actor) -> Answer:
    """Give an answer back with a question; whoever is asked gets a mail with the personal link.

    Raises `NotPossible` where it is not handed in, the round is closed or nobody can be reached.
    """
    require(rules.can_read_answers(by))
    with transaction.atomic():
        related = Answer.objects.select_for_update(of=("self",))
        current = related.select_related("inquiry__round", "inquiry__organisation", "round").get(
            pk=answer.pk
        )
        if current.state != AnswerState.ANSWERED:
            raise NotPossible("Zurückgeben können Sie nur eine abgegebene Antwort.")
        if current.round.state != RoundState.RUNNING:
            raise NotPossible("Die Runde ist abgeschlossen. Bitte öffnen Sie sie zuerst wieder.")
        if current.inquiry is None:
            raise NotPossible("Diese Antwort gehört zu keiner Anfrage mehr.")
        current.state, current.question = AnswerState.RETURNED, question
        current.returned_at = timezone.now()
        current.version += 1
        current.save(update_fields=["state", "question", "returned_at", "version"])
        letters.write(current.inquiry, LetterKind.QUESTION, by=by)
        audit.record(by, "answer.returned", current, is_change=False)
    return current


def take_file(file: AnswerFile, title: str, *, by: Actor) -> Attachment:
    """Make a public file of the measure of one that came with an answer; the original stays."""
    require(rules.can_publish_answers(by))
    with transaction.atomic():
        measure = file.answer.measure
        if measure is None:
            raise NotPossible("Diese Maßnahme gibt es nicht mehr.")
        if measure.attachments.filter(name=file.name).exists():
            raise NotPossible("Eine Datei dieses Namens gehört schon zur Maßnahme.")
        with file.file.open("rb") as content:
            upload = SimpleUploadedFile(file.name, content.read(), file.media_type)
        taken = attachments.add(
            upload, title=title, edition=measure.edition, measure=measure, by=by
        )
        attachments.publish(taken, by=by)
    return taken
