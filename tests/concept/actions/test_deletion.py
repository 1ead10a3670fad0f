"""Deleting, and bringing back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from miteinander.concept import versions
from miteinander.concept.actions import deletion, places, plan
from miteinander.concept.choices import Status
from miteinander.concept.models import Attachment, Field, Goal, ItemVersion, Measure, StatusReport
from miteinander.concept.values import item_values
from miteinander.kernel.errors import NotAllowed, NotPossible
from tests import factories


@pytest.fixture
def field(in_town):
    return factories.field(factories.edition(in_town))


def test_an_editor_cannot_delete(field, editor):
    with pytest.raises(NotAllowed):
        deletion.delete(field, based_on=1, by=editor)


def test_a_deleted_measure_comes_back_with_its_reports_under_its_key(field, in_town, coordinator):
    measure = factories.measure(field, "Café", lead=factories.organisation(in_town))
    before = item_values(measure) | {"position": 1}
    said = {
        "results": "34 Kurse",
        "obstacles": "Räume",
        "next_steps": "Werben",
        "cost_eur": Decimal("12.50"),
        "persons_reached": 34,
        "period_from": date(2024, 1, 1),
        "period_until": date(2024, 12, 31),
    }
    report = factories.report(measure, Status.PLANNED, reported_on=date(2025, 1, 1), **said)
    factories.report(measure, Status.STARTED, is_published=False)
    deletion.delete(measure, based_on=1, by=coordinator)
    assert not Measure.objects.exists()
    assert not StatusReport.objects.exists()
    deleted = ItemVersion.objects.get(is_deletion=True)
    back = deletion.restore(deleted, by=coordinator)
    assert item_values(Measure.objects.get(pk=deleted.item_id)) == before
    assert (back.status, back.reported_on) == ("planned", date(2025, 1, 1))
    again = StatusReport.objects.get(pk=report.pk)
    assert {name: getattr(again, name) for name in said} == said
    assert abs(again.created_at - report.created_at) < timedelta(milliseconds=1)
    assert StatusReport.objects.count() == 2


def test_a_goal_with_measures_is_not_deleted_by_itself(field, coordinator):
    goal = factories.goal(field)
    factories.measure(goal)
    with pytest.raises(NotPossible):
        deletion.delete(goal, based_on=1, by=coordinator)


def test_the_measures_of_a_deleted_goal_move_where_the_person_chose(field, coordinator):
    goal, other = factories.goal(field), factories.goal(field)
    measure = factories.measure(goal)
    deletion.delete(goal, based_on=1, by=coordinator, children_go="move", to=other)
    measure.refresh_from_db()
    assert measure.goal == other


def test_several_children_move_one_behind_the_other(field, coordinator):
    """Each that leaves numbers those that stay anew, while the next is already in our hands."""
    gone = factories.field(field.edition, "Aufgelöst")
    for title in ("A", "B", "C"):
        factories.goal(gone, title)
    deletion.delete(gone, based_on=gone.version, by=coordinator, children_go="move", to=field)
    moved = Goal.objects.filter(field=field, title__in="ABC").order_by("position")
    assert [(goal.title, goal.position) for goal in moved] == [("A", 1), ("B", 2), ("C", 3)]


def test_children_cannot_move_into_what_is_deleted(field, coordinator):
    goal = factories.goal(field)
    factories.measure(goal)
    for to in (goal, None):
        with pytest.raises(NotPossible):
            deletion.delete(goal, based_on=1, by=coordinator, children_go="move", to=to)


def test_what_was_deleted_together_comes_back_together(field, coordinator):
    topic = factories.topic(field)
    goal = factories.goal(field, topic=topic)
    kept = [factories.measure(goal) for _ in range(3)]
    gone_before = factories.measure(goal)
    plan_before = [m.pk for m in kept]
    deletion.delete(gone_before, based_on=1, by=coordinator)
    field_key = field.pk
    deletion.delete(field, based_on=1, by=coordinator, children_go="delete")
    assert not Goal.objects.exists()
    deletion.restore(
        ItemVersion.objects.get(kind="field", item_id=field_key, is_deletion=True), by=coordinator
    )
    assert [m.pk for m in Measure.objects.order_by("position")] == plan_before
    assert Measure.objects.filter(goal__topic__field__edition=field.edition).count() == 3


def test_a_measure_whose_field_is_gone_says_what_to_restore_first(field, coordinator):
    measure = factories.measure(field)
    deletion.delete(measure, based_on=1, by=coordinator)
    deletion.delete(field, based_on=1, by=coordinator)
    with pytest.raises(NotPossible, match="Handlungsfeld"):
        deletion.restore(ItemVersion.objects.get(kind="measure", is_deletion=True), by=coordinator)


def test_a_measure_with_files_is_not_deleted(field, coordinator):
    measure = factories.measure(field)
    Attachment.objects.create(
        municipality=field.municipality, edition=field.edition, measure=measure, size=1
    )
    with pytest.raises(NotPossible, match="Dateien"):
        deletion.delete(measure, based_on=1, by=coordinator)
    assert Measure.objects.exists()


def test_deleting_what_somebody_just_changed_is_refused(field, editor, coordinator):
    plan.change(field, {"title": "Neu"}, based_on=1, by=editor)
    with pytest.raises(versions.EditConflict):
        deletion.delete(field, based_on=1, by=coordinator)


def test_an_editor_goes_back_to_an_earlier_version_and_place(field, editor):
    other = factories.field(field.edition)
    measure = factories.measure(field, "Erst")
    plan.change(measure, {"title": "Dann"}, based_on=1, by=editor)
    places.move(measure, other, by=editor)
    first = ItemVersion.objects.filter(kind="measure").last()
    deletion.restore(first, by=editor)
    measure.refresh_from_db()
    assert (measure.title, measure.field, measure.version) == ("Erst", field, 4)
    with pytest.raises(NotPossible, match="schon der aktuelle Stand"):
        deletion.restore(first, by=editor)


def test_an_editor_cannot_bring_back_what_was_deleted(field, editor, coordinator):
    deletion.delete(field, based_on=1, by=coordinator)
    with pytest.raises(NotAllowed):
        deletion.restore(ItemVersion.objects.get(is_deletion=True), by=editor)
    assert not Field.objects.exists()
