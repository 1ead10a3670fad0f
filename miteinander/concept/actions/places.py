"""Moving items in the tree."""

from django.db import transaction

from miteinander.concept import rules, versions
from miteinander.concept.models import Field, Goal, PlanItem, Topic
from miteinander.concept.queries.plan import siblings
from miteinander.concept.tree import END, below, hang, put_at
from miteinander.concept.values import kind_of
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


def move(item: PlanItem, to: Field | Topic | Goal, *, by: Actor, position: int = END) -> PlanItem:
    """Hang the item, with all below it, below `to`: at the end, or at `position` (from 1)."""
    require(rules.can_edit_plan(by))
    with transaction.atomic():
        versions.hold(versions.edition_id_of(item))
        current, parent = versions.locked(item), versions.locked(to)
        if versions.edition_id_of(current) != versions.edition_id_of(parent):
            raise NotPossible("Verschieben geht nur innerhalb einer Fassung des Konzepts.")
        wanted = below(kind_of(current), parent)
        if all(getattr(current, key) == value for key, value in wanted.items()):
            raise NotPossible("Der Eintrag steht schon dort.")
        versions.keep_first(current)
        hang(current, wanted, position)
        versions.grow(current)
        versions.keep(current, by=by)
        audit.record(by, f"{kind_of(current)}.moved", current)
    return current


def shift(item: PlanItem, steps: int, *, by: Actor) -> bool:
    """Move the item among its siblings, up by negative steps; whether it could move."""
    require(rules.can_edit_plan(by))
    with transaction.atomic():
        versions.hold(versions.edition_id_of(item))
        current = versions.locked(item)
        row = list(siblings(current))
        before = row.index(current) + 1
        after = min(max(before + steps, 1), len(row))
        if after == before:
            return False
        put_at(current, after)
        audit.record(by, f"{kind_of(current)}.reordered", current)
    return True
