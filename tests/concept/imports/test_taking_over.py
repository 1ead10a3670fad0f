"""Taking a reviewed document over into the plan."""

from miteinander.concept.actions.imports import proposals
from miteinander.concept.actions.imports.taking_over import take_over
from miteinander.concept.models import Concept, Field, Goal, ItemVersion, Measure, StatusReport
from miteinander.concept.queries.imports import tree
from miteinander.kernel.models import AuditEvent
from tests import factories
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


def test_a_change_that_is_not_accepted_leaves_the_plan_as_it_is(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    document = handed_in(CONCEPT.replace("Kurse am Abend", "Kurse am Morgen"))
    proposals.leave_out(document.proposals.get(number="1.1.2"), by=coordinator)
    take_over(document, by=coordinator)
    assert Measure.objects.get(number="1.1.2").title == "Kurse am Abend"


def test_a_removal_that_is_not_accepted_keeps_the_item(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    document = handed_in(CONCEPT.partition("2. Handlungsfeld")[0])
    assert tree(document).counts["removed"] == 3
    proposals.leave_out(document.proposals.get(number="2.1.1"), by=coordinator)
    outcome = take_over(document, by=coordinator)
    assert outcome.kept == 2
    assert [str(one) for one in Measure.objects.filter(field__number="2")]
    assert Goal.objects.count() == 2


def test_removals_take_whole_fields_and_can_be_undone(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    take_over(handed_in(CONCEPT.partition("2. Handlungsfeld")[0]), by=coordinator)
    assert [str(field) for field in Field.objects.all()] == ["1 Sprache"]
    assert ItemVersion.objects.filter(is_deletion=True).count() == 3


def test_what_people_wrote_since_is_not_emptied_by_a_document_that_is_silent(
    handed_in, coordinator
):
    take_over(handed_in(), by=coordinator)
    Measure.objects.filter(number="1.1.2").update(
        description="Von Hand ergänzt", approach="Unser Weg", period="2020"
    )
    take_over(handed_in(), by=coordinator)
    measure = Measure.objects.get(number="1.1.2")
    assert (measure.description, measure.approach) == ("Von Hand ergänzt", "Unser Weg")
    assert measure.period == "2020"


def test_a_new_item_stands_behind_the_one_that_precedes_it(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    new = "Maßnahme 1.1.1a Lesepaten in Kitas\nZuständig: Jugendamt\n\n"
    take_over(handed_in(CONCEPT.replace("Maßnahme 1.1.2", f"{new}Maßnahme 1.1.2")), by=coordinator)
    row = Goal.objects.get(number="1.1").measures.values_list("number", "position")
    assert list(row) == [("1.1.1", 1), ("1.1.1a", 2), ("1.1.2", 3)]


def test_a_changed_status_is_a_new_report_if_it_may_follow(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    text = CONCEPT.replace("Status: begonnen", "Status: abgeschlossen")
    text = text.replace("Status: als Daueraufgabe etabliert", "Status: noch nicht geplant")
    document = handed_in(text)
    doubts = document.proposals.get(number="1.1.2").doubts
    assert "wird nicht übernommen" in doubts[0]
    take_over(document, by=coordinator)
    assert Measure.objects.get(number="1.1.1").status == "completed"
    assert StatusReport.objects.filter(measure__number="1.1.1").count() == 2
    assert Measure.objects.get(number="1.1.2").status == "permanent"


def test_words_that_are_no_known_status_are_kept(handed_in, coordinator):
    take_over(handed_in(CONCEPT.replace("Status: geplant", "Status: je nach Lage")), by=coordinator)
    report = StatusReport.objects.get(measure__number="2.1.1")
    assert (report.status, report.status_text) == ("unknown", "je nach Lage")


def test_new_items_can_begin_as_drafts(handed_in, coordinator):
    take_over(handed_in(), by=coordinator)
    document = handed_in(CONCEPT + "\nMaßnahme 2.1.2 Umzugshilfe\nZuständig: Caritasverband\n")
    take_over(document, by=coordinator, as_drafts=True)
    drafts = Measure.objects.filter(is_draft=True).values_list("number", flat=True)
    assert list(drafts) == ["2.1.2"]


def test_institutions_are_found_by_name_whatever_its_case(handed_in, coordinator, town):
    known = factories.organisation(town, "VOLKSHOCHSCHULE")
    outcome = take_over(handed_in(), by=coordinator)
    assert outcome.institutions == 2
    assert known.measures.count() == 2


def test_the_words_of_the_document_name_the_levels(handed_in, coordinator):
    document = handed_in()
    document.level_names = {"measure": "Handlungsempfehlung", "goal": "Unsinn"}
    document.save()
    take_over(document, by=coordinator)
    concept = Concept.objects.get()
    assert concept.measure_plural == "Handlungsempfehlungen"
    assert concept.goal_name == "Ziel"


def test_taking_over_costs_hardly_more_for_many_entries(
    handed_in, coordinator, django_assert_max_num_queries
):
    many = "".join(
        f"\nMaßnahme 2.1.{number} Sache Nummer {number}\nZuständig: Amt\nStatus: geplant\n"
        for number in range(2, 60)
    )
    document = handed_in(CONCEPT + many)
    with django_assert_max_num_queries(70):
        take_over(document, by=coordinator)
    assert Measure.objects.count() == 61
