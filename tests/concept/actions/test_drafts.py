"""What is typed and not yet saved."""

import pytest

from miteinander.concept.actions import drafts
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Draft
from tests import factories


@pytest.fixture
def measure(in_town):
    return factories.measure(factories.field(factories.edition(in_town)), "Café")


def _save(measure, values, by):
    return drafts.save(ItemKind.MEASURE, measure.pk, values, base_version=1, by=by)


def test_a_person_has_one_draft_of_an_item_and_it_may_be_invalid(measure, editor, coordinator):
    for title in ("Caf", "Café i"):
        _save(measure, {"title": title, "begins_on": "2026-0"}, editor)
    _save(measure, {"title": "Anders"}, coordinator)
    assert Draft.objects.count() == 2
    assert Draft.objects.get(user_id=editor.user_id).values["begins_on"] == "2026-0"


def test_only_what_the_form_knows_is_kept(measure, editor):
    assert _save(measure, {"title": "x", "is_draft": False}, editor).values == {"title": "x"}


def test_a_late_autosave_does_not_outlive_the_saving(measure, editor):
    _save(measure, {"title": "Caf"}, editor)
    assert _save(measure, {"title": "Café"}, editor) is None
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away(measure, editor):
    _save(measure, {"title": "x"}, editor)
    drafts.discard(ItemKind.MEASURE, measure.pk, by=editor)
    assert not Draft.objects.exists()
