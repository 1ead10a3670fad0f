"""The job that writes a large report.

It reads in one scope, writes outside of any, and keeps the file in one transaction, and only if
somebody still wants it: a job that was killed leaves a row that says so, and a file at most that
goes with the row.
"""

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from miteinander.kernel import actor, audit
from miteinander.kernel.tenancy import town_scope
from miteinander.kernel.work import sign_of_life
from miteinander.reporting import writing
from miteinander.reporting.choices import FileState, Format
from miteinander.reporting.contents import Contents
from miteinander.reporting.models import ReportFile
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import compose
from miteinander.reporting.queries.template import own_template
from miteinander.rounds.models import Round
from miteinander.ui.papers.template import NotUsable

ROUND_IS_GONE = "Die Berichtsrunde, von der dieser Bericht handeln sollte, gibt es nicht mehr."


class GivenUpError(Exception):
    """Nobody wants it any more, or another job wrote it."""


@task()
def write(municipality_id: int, file_id: int) -> str:
    """Write this report; gives the state in which it ends."""
    own = _Own(municipality_id, file_id)
    try:
        own.tell(5, "Liest Konzept und Berichte.", of=FileState.WAITING)
        contents, template = own.read()
        own.tell(30, f"Schreibt {len(contents.measures)} {contents.names.measures} auf.")
        content = own.written(contents, template)
        own.tell(95, "Speichert die Datei.")
        return own.store(content)
    except NotUsable as refusal:
        return own.fail(f"Ihre Word-Vorlage passt nicht mehr: {refusal}")
    except Round.DoesNotExist:
        return own.fail(ROUND_IS_GONE)
    except GivenUpError:
        return "given up"


class _Own:
    """The report of this job, as long as it is wanted."""

    def __init__(self, municipality_id: int, file_id: int) -> None:
        self.municipality_id = municipality_id
        with town_scope(municipality_id):
            self.found = ReportFile.objects.filter(pk=file_id)

    def tell(self, percent: int, step: str, of: FileState = FileState.RUNNING) -> None:
        """How far it is: one statement in a transaction of its own, so that pages see it."""
        values = sign_of_life(percent, step)
        with town_scope(self.municipality_id):
            if not self.found.filter(state=of).update(state=FileState.RUNNING, **values):
                raise GivenUpError

    def read(self) -> tuple[Contents, bytes | None]:
        """What is to be said, and the town's own template."""
        with town_scope(self.municipality_id):
            self.one = self._held()
            wanted = times.wanted_again(self.one.asked, with_unpublished=self.one.is_draft)
            return compose(self.one.municipality, self.one.edition, wanted), own_template()

    def written(self, contents: Contents, template: bytes | None) -> bytes:
        """The file."""
        kind = Format(self.one.kind)
        if self.one.is_brief:
            return writing.brief(contents, kind)
        return writing.report(contents, kind, template)

    def store(self, content: bytes) -> str:
        """Keep the file; whoever gives it up meanwhile waits until it is there to be deleted."""
        with town_scope(self.municipality_id), transaction.atomic():
            one = self._held(is_for_writing=True)
            one.file.storage.save(one.file.name, ContentFile(content))
            one.size = len(content)
            one.end(FileState.DONE, "Fertig.")
            one.save()
            audit.record(self._by(), "report_file.written", one, is_change=False)
        return FileState.DONE.value

    def fail(self, sentence: str) -> str:
        """It cannot be written; the sentence says why."""
        with town_scope(self.municipality_id), transaction.atomic():
            one = self._held(is_for_writing=True)
            one.end(FileState.FAILED, sentence)
            one.save()
            audit.record(self._by(), "report_file.failed", one, is_change=False)
        return FileState.FAILED.value

    def _by(self) -> actor.Actor:
        return actor.system(self.municipality_id, "Berichte")

    def _held(self, *, is_for_writing: bool = False) -> ReportFile:
        running = self.found.filter(state=FileState.RUNNING)
        if is_for_writing:
            one = running.select_for_update().first()
        else:
            one = running.select_related("municipality", "edition__concept").first()
        if one is None:
            raise GivenUpError
        return one
