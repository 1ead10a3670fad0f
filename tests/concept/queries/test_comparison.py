"""Properties of copying and comparing, and of an edition on a day."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.actions import deletion, next_edition, places, plan
from miteinander.concept.choices import ItemKind, Succession
from miteinander.concept.models import Edition, Field, Goal, ItemVersion, Measure, Topic
from miteinander.concept.queries.as_of import snapshot
from miteinander.concept.queries.comparison import compared
from tests import factories

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
MEASURE = st.tuples(TEXT.filter(bool), TEXT, st.sampled_from(["field", "goal", "topic"]))
PLAN = st.lists(st.lists(MEASURE, max_size=4), min_size=1, max_size=3)


def planned(town, fields):
    """An edition with these measures, hung on fields, goals and sub-topics."""
    edition = factories.edition(town)
    for measures in fields:
        field = factories.field(edition)
        topic = factories.topic(field)
        goal = factories.goal(field, topic=topic)
        for title, description, below in measures:
            where = {"topic": topic} if below != "field" else {}
            parent = goal if below == "goal" else field
            factories.measure(parent, title, description=description, **where)
    return edition


@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(fields=PLAN)
def test_whatever_is_copied_continues_and_says_the_same(in_town, coordinator, fields):
    with transaction.atomic():
        old = planned(in_town, fields)
        new = next_edition.draft(old, label="neu", by=coordinator)
        lines = [line for part in compared(old, new) or [] for line in part.lines]
        assert {line.kind for line in lines} == {Succession.CONTINUES}
        assert not any(line.differences or line.contradiction for line in lines)
        for model, where in ((Field, "edition"), (Topic, "field__edition")):
            copied = model.objects.filter(**{where: new}).count()
            assert copied == model.objects.filter(**{where: old}).count()
        assert len(lines) == sum(map(len, fields)) + 3 * len(fields)
        transaction.set_rollback(True)


def test_what_is_moved_elsewhere_has_changed(in_town, coordinator):
    old = planned(in_town, [[("Sprachcafé", "", "field")]])
    new = next_edition.draft(old, label="neu", by=coordinator)
    measure, goal = Measure.objects.get(edition=new), Goal.objects.get(field__edition=new)
    places.move(measure, goal, by=coordinator)
    lines = [line for part in compared(old, new) or [] for line in part.lines]
    (told,) = [line.differences for line in lines if line.differences]
    assert [one.label for one in told] == ["steht unter"]


def test_editions_that_do_not_come_from_each_other_are_not_compared(in_town):
    one, other = factories.edition(in_town), factories.edition(in_town)
    assert compared(one, other) is None


def test_a_day_shows_what_an_item_said_then(in_town, coordinator):
    edition = planned(in_town, [[("Früher", "", "goal")]])
    then = timezone.now() - timedelta(days=10)
    Edition.objects.update(created_at=then - timedelta(days=1))
    edition.refresh_from_db()
    measure = Measure.objects.get()
    plan.change(measure, {"title": "Dazwischen"}, based_on=1, by=coordinator)
    plan.change(measure, {"title": "Jetzt"}, based_on=2, by=coordinator)
    ItemVersion.objects.filter(version__lte=2).update(at=then)
    titles = {
        days: [
            one.values["title"]
            for one in snapshot(edition, timezone.localdate() - timedelta(days=days)).items
            if one.kind == "measure"
        ]
        for days in (0, 5, 11)
    }
    assert titles == {0: ["Jetzt"], 5: ["Dazwischen"], 11: ["Früher"]}


def test_what_was_added_later_was_not_there_and_what_was_deleted_was(in_town, coordinator):
    edition = planned(in_town, [[]])
    yesterday = timezone.localdate() - timedelta(days=1)
    Edition.objects.update(created_at=timezone.now() - timedelta(days=9))
    edition.refresh_from_db()
    values = {"number": "", "title": "Neu", "description": ""}
    made = plan.add(ItemKind.MEASURE, Field.objects.get(), values, by=coordinator)
    assert "Neu" not in map(str, snapshot(edition, yesterday).items)
    assert "Neu" in map(str, snapshot(edition, timezone.localdate()).items)
    ItemVersion.objects.filter(item_id=made.pk, kind="measure").update(
        at=timezone.now() - timedelta(days=5)
    )
    deletion.delete(made, based_on=1, by=coordinator)
    assert "Neu" in map(str, snapshot(edition, yesterday).items)
    assert "Neu" not in map(str, snapshot(edition, timezone.localdate()).items)
