"""Run as a process of its own that is killed in the middle: `python -m tests...killed WORD`.

The words: "prepare" (a town and a document that is read), "look", "read"
and "take_over" (do it and say "mitten" halfway, then wait to be killed, unless "whole" follows).
All print what is in the database at last.
"""

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402

from miteinander.concept.actions.imports import (  # noqa: E402
    creating,
    documents,
    storing,
    taking_over,
)
from miteinander.concept.models import ConceptImport, Field, Measure, Proposal  # noqa: E402
from miteinander.kernel import actor  # noqa: E402
from miteinander.kernel.models import AuditEvent, Municipality  # noqa: E402
from miteinander.kernel.tenancy import town_scope  # noqa: E402
from miteinander.network.models import Organisation  # noqa: E402
from tests import factories  # noqa: E402
from tests.concept.imports.conftest import CONCEPT  # noqa: E402


def halt(*_: Any, **__: Any) -> None:
    """Say that half of it is written, and wait."""
    print("mitten", flush=True)
    time.sleep(60)


def prepare() -> None:
    town = factories.town()
    with town_scope(town):
        file = ContentFile(CONCEPT.encode(), "konzept.txt")
        documents.upload(file=file, name="konzept.txt", by=actor.system(town.pk))


def read(document: ConceptImport) -> None:
    if "whole" not in sys.argv:
        create = storing._create
        storing._create = lambda *all_of_it: (create(*all_of_it), halt())[0]
    documents.read_again(document, by=actor.system(document.municipality_id))


def take_over(document: ConceptImport) -> None:
    if "whole" not in sys.argv:
        creating.versions.keep_all = halt
    taking_over.take_over(document, by=actor.system(document.municipality_id))


def look() -> None:
    models = (Field, Measure, Organisation, Proposal)
    found = {model.__name__: model.objects.count() for model in models}
    found["state"] = ConceptImport.objects.get().state
    found["events"] = AuditEvent.objects.count()
    print(json.dumps(found))


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    town = Municipality.objects.get()
    if sys.argv[1] in ("read", "take_over"):
        # A scope of its own: on PostgreSQL its end is the commit after which the job runs.
        with town_scope(town):
            globals()[sys.argv[1]](ConceptImport.objects.get())
    with town_scope(town):
        look()
