"""The job that reads a document, beside people who do something else with it."""

import pytest

from miteinander.concept import reader
from miteinander.concept.actions.imports import documents, job
from miteinander.concept.choices import ImportState
from miteinander.concept.models import ConceptImport, Proposal
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import AuditEvent


@pytest.fixture
def document(handed_in) -> ConceptImport:
    return handed_in()


def read(document: ConceptImport) -> str:
    return job.read_document.call(document.municipality_id, document.pk, document.run)


def waiting(document: ConceptImport) -> ConceptImport:
    ConceptImport.objects.update(state=ImportState.WAITING)
    Proposal.objects.all().delete()
    document.refresh_from_db()
    return document


def test_a_document_that_was_dropped_meanwhile_stores_nothing(document, coordinator, monkeypatch):
    document = waiting(document)
    whole = reader.read

    def dropped_while_reading(*path, **settings):
        answer = whole(*path, **settings)
        documents.drop(document, by=coordinator)
        return answer

    monkeypatch.setattr(reader, "read", dropped_while_reading)
    assert read(document) == "overtaken"
    document.refresh_from_db()
    assert document.state == ImportState.DROPPED
    assert not Proposal.objects.exists()


def test_a_job_given_up_for_dead_stores_nothing_beside_the_next_one(document, monkeypatch):
    document = waiting(document)
    whole = reader.read

    def slow(*path, **settings):
        answer = whole(*path, **settings)
        ConceptImport.objects.update(run=document.run + 1)
        return answer

    monkeypatch.setattr(reader, "read", slow)
    assert read(document) == "overtaken"
    assert not Proposal.objects.exists()


def test_a_document_that_is_read_already_is_not_read_again(document):
    assert read(document) == "overtaken"


def test_progress_is_written_at_most_once_a_second(document, django_assert_num_queries):
    note = job._Note(document.municipality_id, waiting(document).pk, document.run)
    note.begin()
    with django_assert_num_queries(1):
        for percent in range(100):
            note.progress(percent, "Der Text wird bereinigt.")


def test_progress_ends_the_reading_of_a_dropped_document(document, coordinator):
    note = job._Note(document.municipality_id, waiting(document).pk, document.run)
    note.begin()
    documents.drop(document, by=coordinator)
    with pytest.raises(job.OvertakenError):
        note.progress(50, "Der Text wird bereinigt.")


def test_a_document_taken_over_is_not_read_again(document, coordinator):
    ConceptImport.objects.update(state=ImportState.TAKEN_OVER)
    with pytest.raises(NotPossible):
        documents.read_again(document, by=coordinator)


def test_what_happens_to_a_document_is_in_the_trail(document, coordinator):
    documents.drop(document, by=coordinator)
    verbs = AuditEvent.objects.filter(object_kind="concept.conceptimport")
    assert list(verbs.values_list("verb", flat=True).order_by("pk")) == [
        "import.uploaded",
        "import.read",
        "import.dropped",
    ]
