"""Run as a process of its own that is killed in the middle: `python -m tests.privacy.killed WORD`.

The words: "prepare" (a town, old contact persons, old documents with files,
and a confirmed run of each), "look", and "run" with "transaction" (say "mitten" inside the second
batch and wait to be killed), "files" (before the first file goes) or "whole". All print at last
what is in the database and on the disk.
"""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from miteinander.concept.models import ConceptImport  # noqa: E402
from miteinander.kernel.models import AuditEvent, ErasureLog, Municipality  # noqa: E402
from miteinander.kernel.retention import erasing  # noqa: E402
from miteinander.kernel.tenancy import town_scope  # noqa: E402
from miteinander.network.models import Person  # noqa: E402
from miteinander.privacy.choices import Choice  # noqa: E402
from miteinander.privacy.models import RetentionDecision, RetentionRun  # noqa: E402
from tests import factories  # noqa: E402

OLD = timedelta(days=10 * 366)
NUMBER = 5


def prepare() -> None:
    town = factories.town()
    office = factories.organisation(town)
    with town_scope(town):
        for number in range(NUMBER):
            Person.objects.create(municipality=town, organisation=office, last_name=f"A{number}")
            document = ConceptImport(municipality=town, name="k", state="dropped")
            document.finished_at = timezone.now() - OLD
            document.file.save("k", ContentFile(b"k"))
        Person.objects.update(changed_at=timezone.now() - OLD)
        confirm(town, "contacts", Person)
        confirm(town, "documents", ConceptImport)


def confirm(town: Municipality, rule: str, model: Any) -> None:
    run = RetentionRun.objects.create(municipality=town, rule=rule, user_id=1, total=NUMBER)
    RetentionDecision.objects.bulk_create(
        RetentionDecision(municipality=town, run=run, key=str(row.pk), choice=Choice.ERASE)
        for row in model.objects.all()
    )


def halt(*_: Any, **__: Any) -> None:
    print("mitten", flush=True)
    time.sleep(60)


def run(where: str) -> None:
    """Do what is confirmed, or stop inside the second batch or before the first file goes."""
    if where == "transaction":
        apply, calls = erasing.apply, []

        def second(*args: Any, **values: Any) -> None:
            apply(*args, **values)
            calls.append(1)
            if len(calls) == 2:
                halt()

        erasing.apply = second
    if where == "files":
        erasing.default_storage.delete = halt  # type: ignore[method-assign]
    town = Municipality.objects.get()
    call_command("retention", "run", municipality=town.slug)


def look() -> None:
    with town_scope(Municipality.objects.get()):
        models = (Person, ConceptImport, ErasureLog)
        found: dict[str, Any] = {model.__name__: model.objects.count() for model in models}
        found["done"] = RetentionDecision.objects.exclude(done_at=None).count()
        found["erased"] = sum(RetentionRun.objects.values_list("erased", flat=True))
        found["events"] = AuditEvent.objects.filter(verb__startswith="retention.").count()
        found["unfinished"] = RetentionRun.objects.exclude(state="done").count()
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    print(json.dumps({**found, "files": len(files)}))


if __name__ == "__main__":
    erasing.BATCH = 2
    if sys.argv[1] == "prepare":
        prepare()
    elif sys.argv[1] == "run":
        run(sys.argv[2])
    look()
