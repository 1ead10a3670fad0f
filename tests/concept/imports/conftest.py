"""A small concept as a document, handed in and read."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile

from miteinander.concept.actions.imports import documents
from miteinander.concept.models import ConceptImport
from miteinander.kernel.actor import Actor

CONCEPT = """Integrationskonzept der Stadt Beispiel 2019

1. Handlungsfeld Sprache

Ziel 1.1 Alle Menschen lernen gut Deutsch

Maßnahme 1.1.1 Sprachcafé im Rathaus
Zuständig: Volkshochschule, Caritasverband
Status: begonnen
Laufzeit: 2019 bis 2021

Maßnahme 1.1.2 Kurse am Abend
Zuständig: Volkshochschule
Status: als Daueraufgabe etabliert

2. Handlungsfeld Wohnen

Ziel 2.1 Familien finden eine Wohnung

Maßnahme 2.1.1 Beratung zur Wohnungssuche
Zuständig: Sozialamt
Status: geplant
"""


@pytest.fixture
def handed_in(
    in_town, coordinator: Actor, django_capture_on_commit_callbacks, settings, tmp_path
) -> Callable[..., ConceptImport]:
    """Hand a document in and have it read, as the page and its job do."""
    settings.MEDIA_ROOT = tmp_path

    def hand_in(text: str | bytes = CONCEPT, name: str = "konzept.txt") -> ConceptImport:
        data = text.encode() if isinstance(text, str) else text
        with django_capture_on_commit_callbacks(execute=True):
            document = documents.upload(file=ContentFile(data, name), name=name, by=coordinator)
        document.refresh_from_db()
        return document

    return hand_in
