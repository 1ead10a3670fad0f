"""Run as a process of its own, whose workers are killed: `python -m tests.reporting.killed`.

Somebody orders a report and a worker writes it, a process forked from this one. It is killed while
the report is written, ordered again and killed with half of the file on the disk, ordered again and
killed with all of it there but not yet stored, and ordered once more. After each of the four a line
of JSON says what is in the database and on the disk.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from miteinander.accounts.queries import actor_in  # noqa: E402
from miteinander.concept.models import Edition  # noqa: E402
from miteinander.kernel.models import AuditEvent, Municipality  # noqa: E402
from miteinander.kernel.tenancy import town_scope  # noqa: E402
from miteinander.reporting.actions import files, writing_job  # noqa: E402
from miteinander.reporting.choices import Format  # noqa: E402
from miteinander.reporting.models import ReportFile  # noqa: E402
from miteinander.reporting.queries import times  # noqa: E402
from tests import factories  # noqa: E402

HALF_DONE, TELL = os.pipe()


def halt(*_: Any, **__: Any) -> None:
    os.write(TELL, b".")
    time.sleep(60)


class Half(ContentFile):
    """A file that is killed while it goes to the disk."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        content = b"".join(super().chunks(chunk_size))
        yield content[: len(content) // 2]
        halt()


def prepare() -> Municipality:
    town = factories.town()
    field = factories.field(factories.edition(town), "Sprache")
    factories.measure(field, "Sprachcafé")
    return town


def look(town: Municipality) -> None:
    with town_scope(town):
        rows = [
            {
                "state": one.state,
                "size": one.size,
                "is_dead": one.is_dead,
                "is_on_disk": Path(one.file.path).exists(),
            }
            for one in ReportFile.objects.all()
        ]
        verbs = AuditEvent.objects.filter(verb="report_file.written").count()
    files_left = [path for path in Path(settings.MEDIA_ROOT).rglob("reports/*/*") if path.is_file()]
    sizes = [path.stat().st_size for path in files_left]
    print(json.dumps({"rows": rows, "sizes": sizes, "written": verbs}), flush=True)


def order(town: Municipality) -> None:
    """As the page does; on PostgreSQL the end of the scope is the commit that starts the job."""
    by = actor_in(factories.coordinator(town), town)
    assert by
    with town_scope(town):
        wanted = times.wanted()
        files.ask(edition=Edition.objects.get(), wanted=wanted, kind=Format.PDF, by=by)


def silence(town: Municipality) -> None:
    """Nobody has heard of the killed job for as long as somebody waits for it."""
    with town_scope(town):
        ReportFile.objects.update(heartbeat_at=timezone.now() - 2 * ReportFile.LONGEST_SILENCE)


def halted(where: str) -> None:
    if where == "writing":
        writing_job.writing.report = halt  # type: ignore[assignment]
    elif where == "half":
        writing_job.ContentFile = Half  # type: ignore[misc]
    elif where == "stored":
        writing_job.audit.record = halt  # type: ignore[assignment]


def work(where: str) -> None:
    """A worker does it, killed there; "" nowhere."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        halted(where)
        call_command("worker", batch=True, reload=False, startup_delay=False, verbosity=0)
        os._exit(0)
    if where:
        assert os.read(HALF_DONE, 1) == b"."
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == (-signal.SIGKILL if where else 0)


if __name__ == "__main__":
    own_town = prepare()
    for where in ("writing", "half", "stored", ""):
        order(own_town)
        work(where)
        silence(own_town)
        look(own_town)
