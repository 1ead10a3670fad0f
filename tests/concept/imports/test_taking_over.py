"""Taking a reviewed document over into the plan."""

from miteinander.concept.actions.imports.taking_over import take_over
from miteinander.concept.models import Field, Goal, ItemVersion, Measure, StatusReport
from miteinander.concept.queries.imports import tree
from miteinander.kernel.models import AuditEvent
from tests.concept.imports.conftest import CONCEPT


def test_the_first_document_becomes_a_plan(handed_in, coordinator):
    outcome = take_over(handed_in(), by=coordinator)
    assert outcome.edition.label == "Fassung 2019"
    assert outcome.edition.published_at is None
    assert [str(field) for field in Field.objects.all()] == ["1 Sprache", "2 Wohnen"]
    assert Goal.objects.count() == 2
    measure = Measure.objects.get(number="1.1.1")
    assert measure.title == "Sprachcafé im Rathaus"
    assert measure.goal == Goal.objects.get(number="1.1")
    assert [str(one) for one in measure.responsibilities.all()] == [
        "Volkshochschule (federführend)",
        "Caritasverband (beteiligt)",
    ]


def test_a_status_in_the_document_becomes_a_report_in_its_words(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    report = StatusReport.objects.get(measure__number="1.1.2")
    assert (report.status, report.author) == ("permanent", "aus dem Dokument")
    assert report.status_text == "als Daueraufgabe etabliert"
    assert report.measure.status == "permanent"


def test_every_item_has_its_first_version_and_its_line_in_the_trail(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    assert ItemVersion.objects.filter(version=1, by_name="Alice").count() == 7
    assert AuditEvent.objects.filter(verb="measure.added").count() == 3
    assert AuditEvent.objects.filter(verb="import.taken_over").count() == 1


def test_taking_over_twice_does_nothing_the_second_time(handed_in, coordinator):
    document = handed_in()
    take_over(document, by=coordinator)
    again = take_over(document, by=coordinator)
    assert again.was_done
    assert Measure.objects.count() == 3
    assert StatusReport.objects.count() == 3


def test_a_newer_document_proposes_what_changes(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    document = handed_in(
        CONCEPT.replace("2019 bis 2021", "2019 bis 2024")
        .replace("Familien finden eine Wohnung", "Familien finden schneller eine Wohnung")
        .replace("Maßnahme 1.1.2 Kurse am Abend\n", "Maßnahme 1.1.3 Lernpaten für Kinder\n")
    )
    counts = tree(document).counts
    assert counts == {"new": 1, "changed": 2, "same": 4, "removed": 1, "uncertain": 0}
    outcome = take_over(document, by=coordinator)
    assert (outcome.new, outcome.changed, outcome.removed) == (1, 2, 1)
    assert Measure.objects.get(number="1.1.1").period == "2019 bis 2024"
    assert Goal.objects.get(number="2.1").title == "Familien finden schneller eine Wohnung"
    assert not Measure.objects.filter(number="1.1.2").exists()
    assert Measure.objects.get(number="1.1.3").goal == Goal.objects.get(number="1.1")


def test_the_same_document_again_changes_nothing(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    document = handed_in()
    assert tree(document).counts == {"same": 7, "uncertain": 0}
    outcome = take_over(document, by=coordinator)
    assert (outcome.new, outcome.changed, outcome.removed) == (0, 0, 0)
