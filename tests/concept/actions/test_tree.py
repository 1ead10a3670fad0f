"""Whatever people move, delete and restore, in whatever order: the tree stays whole."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from miteinander.accounts.queries import actor_in
from miteinander.concept.actions import deletion, places, plan
from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Field, Goal, ItemVersion, Measure, Topic
from miteinander.concept.queries.plan import siblings
from miteinander.concept.values import MODELS
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.tenancy import town_scope
from tests import factories

NUMBERS = st.integers(0, 50)
KINDS = st.sampled_from(list(ItemKind))


class Tree(RuleBasedStateMachine):
    """A coordinator who does anything, in any order."""

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.town = factories.town("Baumstadt")
        self.actor = actor_in(factories.coordinator(self.town), self.town)
        self.edition = factories.edition(self.town)
        self.scope = town_scope(self.town)
        self.scope.__enter__()
        for _ in range(2):
            self._add(ItemKind.FIELD, self.edition)

    def teardown(self) -> None:
        if hasattr(self, "scope"):
            self.scope.__exit__(None, None, None)
            transaction.savepoint_rollback(self.savepoint)

    def _add(self, kind, parent):
        values = {"number": "", "title": str(kind), "description": ""}
        return plan.add(kind, parent, values, by=self.actor)

    def _pick(self, number, *kinds):
        found = [one for kind in kinds for one in MODELS[kind].objects.order_by("pk")]
        return found[number % len(found)] if found else None

    @rule(kind=KINDS, number=NUMBERS)
    def add(self, kind, number):
        parent = self._pick(number, "field", "topic", "goal") or self.edition
        with suppress(NotPossible):
            self._add(kind, self.edition if kind == ItemKind.FIELD else parent)

    @rule(kind=KINDS, number=NUMBERS, other=NUMBERS, position=st.integers(1, 5))
    def move(self, kind, number, other, position):
        item, to = self._pick(number, kind), self._pick(other, "field", "topic", "goal")
        if item and to:
            with suppress(NotPossible):
                places.move(item, to, by=self.actor, position=position)

    @rule(kind=KINDS, number=NUMBERS, steps=st.sampled_from([-1, 1, 3]))
    def shift(self, kind, number, steps):
        if item := self._pick(number, kind):
            places.shift(item, steps, by=self.actor)

    @rule(
        kind=KINDS,
        number=NUMBERS,
        other=NUMBERS,
        children=st.sampled_from(["refuse", "move", "delete"]),
    )
    def delete(self, kind, number, other, children):
        if item := self._pick(number, kind):
            to = self._pick(other, "field", "topic", "goal")
            with suppress(NotPossible):
                deletion.delete(
                    item, based_on=item.version, by=self.actor, children_go=children, to=to
                )

    @rule(number=NUMBERS)
    def restore(self, number):
        versions = list(ItemVersion.objects.order_by("pk"))
        if versions:
            with suppress(NotPossible):
                deletion.restore(versions[number % len(versions)], by=self.actor)

    @invariant()
    def tree_is_whole(self) -> None:
        if not hasattr(self, "edition"):
            return
        for model in (Field, Topic, Goal, Measure):
            for item in model.objects.all():
                row = list(siblings(item))
                assert [one.position for one in row] == list(range(1, len(row) + 1))
        for goal in Goal.objects.select_related("topic"):
            assert goal.topic is None or goal.topic.field_id == goal.field_id
        for measure in Measure.objects.select_related("field", "goal", "topic"):
            assert measure.edition_id == measure.field.edition_id == self.edition.pk
            assert measure.topic is None or measure.topic.field_id == measure.field_id
            if measure.goal:
                assert measure.goal.field_id == measure.field_id
                assert measure.goal.topic_id == measure.topic_id


@pytest.mark.django_db
def test_the_tree_stays_whole_after_any_moves_deletions_and_restorations():
    run_state_machine_as_test(
        Tree,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
