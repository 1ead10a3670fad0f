"""The shape of the tree: what may hang where, in which order. Only actions call what writes."""

from typing import Any

from miteinander.concept.choices import ItemKind
from miteinander.concept.models import Edition, Field, Goal, Measure, PlanItem, Topic
from miteinander.concept.queries.plan import siblings
from miteinander.concept.versions import edition_id_of
from miteinander.kernel.errors import NotPossible

Parent = Edition | Field | Topic | Goal
END = 1_000_000_000


def below(kind: str, parent: Parent) -> dict[str, Any]:
    """The parents' keys of an item of this kind directly below `parent`.

    Raises `NotPossible` where the tree knows no such place.
    """
    match kind, parent:
        case ItemKind.FIELD, Edition():
            return {"edition_id": parent.pk}
        case ItemKind.TOPIC, Field():
            return {"field_id": parent.pk}
        case ItemKind.GOAL, Field() | Topic():
            return _branch(parent)
        case ItemKind.MEASURE, Field() | Topic() | Goal():
            edition_id = edition_id_of(parent)
            goal_id = parent.pk if isinstance(parent, Goal) else None
            return {"edition_id": edition_id, **_branch(parent), "goal_id": goal_id}
    raise NotPossible("Hierhin kann dieser Eintrag nicht. Bitte wählen Sie eine andere Stelle.")


def _branch(parent: Field | Topic | Goal) -> dict[str, Any]:
    match parent:
        case Field():
            return {"field_id": parent.pk, "topic_id": None}
        case Topic():
            return {"field_id": parent.field_id, "topic_id": parent.pk}
    return {"field_id": parent.field_id, "topic_id": parent.topic_id}


def hang(item: PlanItem, place: dict[str, Any], position: int = END) -> None:
    """Write the item's place and that of all below it; both rows of siblings stay in order."""
    left = siblings(item).exclude(pk=item.pk)
    left_keys = list(left.values_list("pk", flat=True))
    for key, value in place.items():
        setattr(item, key, value)
    item.save(update_fields=list(place))
    _take_along(item)
    number(list(type(item).objects.filter(pk__in=left_keys)))
    put_at(item, position)


def _take_along(item: PlanItem) -> None:
    """What hangs below repeats the field and the topic of what it hangs on."""
    if isinstance(item, Topic):
        item.goals.update(field=item.field_id)
        Measure.objects.filter(topic=item).update(field=item.field_id)
        Measure.objects.filter(goal__topic=item).update(field=item.field_id)
    elif isinstance(item, Goal):
        item.measures.update(field=item.field_id, topic=item.topic_id)


def put_at(item: PlanItem, position: int) -> None:
    """Put the item at this place (from 1) among its siblings and number them all."""
    row = [one for one in siblings(item) if one.pk != item.pk]
    # What the object says may be old: its former siblings were numbered anew when it left them.
    item.position = 0
    row.insert(max(position - 1, 0), item)
    number(row)


def number(row: list[Any]) -> None:
    """Give the siblings the positions 1, 2, 3, ... in the order of the list."""
    wrong = [(index, one) for index, one in enumerate(row, 1) if one.position != index]
    for index, one in wrong:
        one.position = index
    if wrong:
        type(row[0]).objects.bulk_update([one for _, one in wrong], ["position"])
