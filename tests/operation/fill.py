"""`python -m tests.operation.fill CANARY...`: a town whose every kind of content is a canary."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
django.setup()

from django.core.files.base import ContentFile  # noqa: E402

from miteinander.concept.models import Attachment  # noqa: E402
from miteinander.kernel.actor import system  # noqa: E402
from miteinander.kernel.audit import record  # noqa: E402
from miteinander.kernel.tenancy import town_scope  # noqa: E402
from tests import factories  # noqa: E402


def fill(word: str) -> None:
    """One town, its coordinator, a public measure and a file."""
    town = factories.town(f"Stadt {word}")
    factories.coordinator(town, f"Name {word}")
    edition = factories.edition(town)
    measure = factories.measure(factories.goal(factories.field(edition)), f"Titel {word}")
    with town_scope(town):
        file = Attachment(municipality=town, edition=edition, measure=measure, title=word)
        file.name, file.media_type, file.size = "d.txt", "text/plain", len(word)
        file.file.save("d", ContentFile(word.encode() * 100_000))
        record(system(town.pk), "measure.filled", measure)


for canary in sys.argv[1:]:
    fill(canary)
