"""Drafting the next edition, and adopting it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from miteinander.concept.actions import editions, next_edition, plan, reports, succession
from miteinander.concept.choices import Status, Succession
from miteinander.concept.models import (
    Edition,
    Goal,
    Guideline,
    ItemVersion,
    Measure,
    MeasureLink,
    MeasureSuccession,
    ProcessStep,
    StatusReport,
    TargetGroup,
)
from miteinander.concept.queries.comparison import compared
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories
from tests.queries import questions

DECISION = {"adopted_on": date(2026, 3, 1), "adopted_by": "Rat", "paper_number": "26/1"}


def whole_edition(town, measures=1):
    """An edition in which there is everything that is copied."""
    edition = factories.edition(town)
    own = {"municipality": town, "edition": edition}
    group = TargetGroup.objects.create(**own, title="Familien")
    Guideline.objects.create(**own, title="Teilhabe")
    ProcessStep.objects.create(**own, title="Auftakt")
    topic = factories.topic(factories.field(edition))
    goal = factories.goal(topic.field, topic=topic)
    office = factories.organisation(town)
    for _ in range(measures):
        measure = factories.measure(goal, lead=office, topic=topic, description="Wie es geht")
        measure.target_groups.add(group)
        MeasureLink.objects.create(
            municipality=town, measure=measure, title="Seite", url="https://x.example"
        )
        factories.report(measure, Status.ADVANCED)
    return edition


def kinds(before, after):
    """Level, kind of change and contradiction of every line of the comparison."""
    parts = compared(before, after) or []
    return [(line.level, line.kind, line.contradiction) for part in parts for line in part.lines]


def test_the_next_edition_has_everything_and_is_seen_by_nobody(in_town, coordinator):
    old = whole_edition(in_town)
    new = next_edition.draft(old, label="2027", by=coordinator)
    measure = Measure.objects.get(edition=new)
    assert (new.published_at, new.predecessor, new.adopted_at) == (None, old, None)
    assert measure.goal.field.edition == new
    assert measure.goal.topic == measure.topic
    assert [one.edition for one in measure.target_groups.all()] == [new]
    assert measure.links.get().title == "Seite"
    assert measure.responsibilities.get().organisation.name
    assert Guideline.objects.filter(edition=new).count() == 1
    assert ItemVersion.objects.filter(kind="measure", item_id=measure.pk).count() == 1


def test_reports_stay_and_the_copy_is_as_far_as_they_say(in_town, coordinator):
    old = whole_edition(in_town)
    new = next_edition.draft(old, label="2027", by=coordinator)
    copy = Measure.objects.get(edition=new)
    assert StatusReport.objects.get().measure.edition == old
    assert copy.status == Status.ADVANCED
    said = reports.add(
        StatusReport.objects.get().measure,
        status=Status.COMPLETED,
        reported_on=date(2026, 5, 1),
        note="",
        by=coordinator,
    )
    reports.publish(said, by=coordinator)
    copy.refresh_from_db()
    assert (copy.status, copy.reported_on) == (Status.COMPLETED, date(2026, 5, 1))


def test_how_the_old_edition_came_about_is_copied_only_into_an_amendment(in_town, coordinator):
    old = whole_edition(in_town)
    new = next_edition.draft(old, label="2027", by=coordinator)
    assert not ProcessStep.objects.filter(edition=new).exists()
    next_edition.adopt(old, DECISION, by=coordinator)
    amended = next_edition.draft(old, label="Änderung", is_amendment=True, by=coordinator)
    assert ProcessStep.objects.filter(edition=amended).count() == 1


def test_copied_and_compared_everything_continues_until_something_is_changed(in_town, coordinator):
    old = whole_edition(in_town, measures=2)
    new = next_edition.draft(old, label="2027", by=coordinator)
    assert {kind for _, kind, _ in kinds(old, new)} == {Succession.CONTINUES}
    measure = Measure.objects.filter(edition=new)[0]
    plan.change(measure, {"title": "Ganz anders"}, based_on=1, by=coordinator)
    found = [kind for level, kind, _ in kinds(old, new) if level == "measure"]
    assert sorted(found) == [Succession.CHANGES, Succession.CONTINUES]


@pytest.mark.parametrize("what", ["draft", "compare"])
def test_drafting_and_comparing_ask_as_much_for_one_measure_as_for_three(
    in_town, coordinator, what
):
    one, three = whole_edition(in_town), whole_edition(in_town, measures=3)
    asked = []
    for edition in (one, three):
        if what == "compare":
            new = next_edition.draft(edition, label="neu", by=coordinator)
        with CaptureQueriesContext(connection) as captured:
            if what == "draft":
                next_edition.draft(edition, label="neu", by=coordinator)
            else:
                compared(edition, new)
        asked.append(len(questions(captured)))
    assert asked[0] == asked[1]


def test_there_is_one_draft_of_the_next_edition_at_a_time(in_town, coordinator):
    old = whole_edition(in_town)
    next_edition.draft(old, label="2027", by=coordinator)
    with pytest.raises(NotPossible, match="schon einen Entwurf"):
        next_edition.draft(old, label="2028", by=coordinator)


def test_an_editor_neither_drafts_nor_adopts(in_town, editor):
    old = whole_edition(in_town)
    with pytest.raises(NotAllowed):
        next_edition.draft(old, label="2027", by=editor)
    with pytest.raises(NotAllowed):
        next_edition.adopt(old, DECISION, by=editor)


def test_an_edition_is_adopted_only_when_everything_is_decided(in_town, coordinator):
    old = whole_edition(in_town)
    new = next_edition.draft(old, label="2027", by=coordinator)
    with pytest.raises(NotPossible, match="Offen: 1"):
        next_edition.adopt(new, DECISION, by=coordinator)
    measures = list(Measure.objects.filter(edition=old))
    succession.carry_on(new, measures, Succession.CONTINUES, "", by=coordinator)
    adopted = next_edition.adopt(new, DECISION, by=coordinator)
    assert adopted.is_adopted
    assert adopted.adopted_by == "Rat"


def test_an_edition_with_drafts_or_a_decision_of_tomorrow_is_not_adopted(in_town, coordinator):
    old = whole_edition(in_town)
    with pytest.raises(NotPossible, match="Zukunft"):
        next_edition.adopt(old, {**DECISION, "adopted_on": date(2999, 1, 1)}, by=coordinator)
    Goal.objects.update(is_draft=True)
    with pytest.raises(NotPossible, match="noch Entwürfe: 1"):
        next_edition.adopt(old, DECISION, by=coordinator)


def test_typing_the_day_of_the_decision_adopts_nothing(in_town, coordinator):
    edition = factories.edition(in_town)
    editions.change(edition, {"adopted_on": date(2026, 3, 1)}, based_on=1, by=coordinator)
    assert not Edition.objects.get().is_adopted


def test_an_amendment_is_made_only_of_an_adopted_edition(in_town, coordinator):
    old = whole_edition(in_town)
    with pytest.raises(NotPossible, match="noch nicht festgeschrieben"):
        next_edition.draft(old, label="Änderung", is_amendment=True, by=coordinator)
    next_edition.adopt(old, DECISION, by=coordinator)
    amended = next_edition.draft(old, label="Änderung", is_amendment=True, by=coordinator)
    assert amended.is_amendment
    assert MeasureSuccession.objects.filter(edition=amended).count() == 1
