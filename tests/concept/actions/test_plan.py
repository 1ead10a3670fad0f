"""Adding, changing and publishing items of the plan."""

import pytest

from miteinander.concept import versions
from miteinander.concept.actions import plan
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Draft, ItemVersion, Measure
from miteinander.concept.values import content, measure_values
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent
from tests import factories

NEW = {"number": "1.1", "title": "Sprachcafé", "description": ""}


@pytest.fixture
def field(in_town):
    return factories.field(factories.edition(in_town))


def test_an_added_measure_is_a_draft_at_the_end_with_a_version_and_an_event(field, editor):
    factories.measure(field)
    made = plan.add(ItemKind.MEASURE, field, NEW, by=editor)
    assert (made.is_draft, made.position, made.field, made.edition) == (
        True,
        2,
        field,
        field.edition,
    )
    assert ItemVersion.objects.get(item_id=made.pk).values["title"] == "Sprachcafé"
    assert AuditEvent.objects.get().verb == "measure.added"


def test_an_editor_cannot_add_something_public(field, editor):
    with pytest.raises(NotAllowed):
        plan.add(ItemKind.GOAL, field, NEW, by=editor, is_draft=False)


def test_a_goal_cannot_hang_below_a_goal(field, editor):
    with pytest.raises(NotPossible):
        plan.add(ItemKind.GOAL, factories.goal(field), NEW, by=editor)


def test_somebody_without_a_role_changes_nothing(field, town):
    nobody = Actor(town.pk, Door.SESSION, 1, "Charlie")
    with pytest.raises(NotAllowed):
        plan.change(field, NEW, based_on=1, by=nobody)


def test_a_change_keeps_what_the_item_said_before(field, editor):
    before = field.title
    changed = plan.change(field, {"title": "Neu"}, based_on=1, by=editor)
    assert (changed.title, changed.version) == ("Neu", 2)
    titles = ItemVersion.objects.filter(item_id=field.pk).order_by("version")
    assert [one.values["title"] for one in titles] == [before, "Neu"]
    assert [one.by_name for one in titles] == ["", "Bob"]


def test_saving_without_a_difference_writes_nothing(field, editor):
    plan.change(field, content(field), based_on=1, by=editor)
    assert not ItemVersion.objects.exists()
    assert not AuditEvent.objects.exists()


def test_saving_drops_the_draft_of_the_person_only(field, editor, coordinator):
    for actor in (editor, coordinator):
        Draft.objects.create(
            municipality_id=actor.municipality_id,
            user_id=actor.user_id,
            kind="field",
            item_id=field.pk,
            base_version=1,
            values={"title": "halb"},
        )
    plan.change(field, {"title": "Neu"}, based_on=1, by=editor)
    assert [draft.user_id for draft in Draft.objects.all()] == [coordinator.user_id]


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(field, editor, coordinator):
    plan.change(field, {"title": "Von Bob"}, based_on=1, by=editor)
    with pytest.raises(versions.EditConflict) as told:
        plan.change(field, {"title": "Von Alice"}, based_on=1, by=coordinator)
    conflict = told.value
    assert (conflict.theirs["title"], conflict.yours["title"]) == ("Von Bob", "Von Alice")
    assert conflict.changed_by == "Bob"
    assert conflict.changed_at
    field.refresh_from_db()
    assert field.title == "Von Bob"


def test_a_move_or_a_publication_in_between_is_no_conflict(field, coordinator, editor):
    measure = factories.measure(field, is_draft=True)
    plan.publish(measure, by=coordinator)
    plan.change(measure, {"title": "Von Bob"}, based_on=1, by=editor)
    measure.refresh_from_db()
    assert (measure.title, measure.version, measure.is_draft) == ("Von Bob", 3, False)


def test_all_values_of_a_measure_come_back_as_they_were_written(field, in_town, editor):
    lead, partner = factories.organisation(in_town), factories.organisation(in_town)
    measure = factories.measure(field)
    values = {
        **measure_values(measure),
        "kind": "project",
        "begins_on": "2026-01-01",
        "ends_on": "",
        "cost_eur": "1200.50",
        "internal_notes": "nur für uns",
        "lead": [lead.pk],
        "partners": [partner.pk, 999_999],
        "links": [{"title": "Mehr", "url": "https://example.org"}],
    }
    plan.change(measure, values, based_on=1, by=editor)
    assert measure_values(Measure.objects.get(pk=measure.pk)) == {
        **values,
        "partners": [partner.pk],
    }


def test_publishing_is_not_for_editors(field, editor):
    with pytest.raises(NotAllowed):
        plan.publish(field, by=editor)
    with pytest.raises(NotAllowed):
        plan.withdraw(field, by=editor)


def test_a_field_is_published_with_everything_below_it(in_town, coordinator):
    field = factories.field(factories.edition(in_town), is_draft=True)
    goal = factories.goal(field, is_draft=True)
    factories.measure(goal, is_draft=True)
    factories.measure(field)
    assert plan.publish(field, by=coordinator, with_all_below=True) == 3
    assert not Measure.objects.filter(is_draft=True).exists()
    assert AuditEvent.objects.filter(verb="measure.published").count() == 1
