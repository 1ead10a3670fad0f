"""The plan as those who work on it see it: with drafts."""

from typing import Any

from django.db.models import Case, Q, QuerySet, When

from miteinander.concept.models import Edition, Field, Goal, Measure, PlanItem, Topic
from miteinander.concept.models.frame import Entry
from miteinander.kernel.models import Municipality


def editions(municipality: Municipality) -> QuerySet[Edition]:
    """All editions, the newest first, with their concept and the edition before."""
    found = Edition.objects.filter(municipality=municipality)
    return found.select_related("concept", "predecessor").order_by("-pk")


def working_edition(municipality: Municipality, key: str = "") -> Edition | None:
    """The edition that the address names, or else the one with which people work every day.

    That is the newest that is adopted or public; a next one that is only drafted is named by who
    works on it. Before the first is public it is the newest.
    """
    found = editions(municipality)
    if key.isascii() and key.isdecimal() and len(key) < 19:
        named = found.filter(pk=key).first()
        if named:
            return named
    is_drafted = Q(published_at=None, adopted_at=None)
    return found.order_by(Case(When(is_drafted, then=1), default=0), "-pk").first()


def siblings(item: PlanItem) -> QuerySet[Any]:
    """The items directly below the same parent, itself among them, in their order."""
    match item:
        case Field():
            return Field.objects.filter(edition=item.edition_id)
        case Topic():
            return Topic.objects.filter(field=item.field_id)
        case Goal():
            return Goal.objects.filter(field=item.field_id, topic=item.topic_id)
        case Measure(goal_id=None):
            return Measure.objects.filter(field=item.field_id, topic=item.topic_id, goal=None)
        case Measure():
            return Measure.objects.filter(goal=item.goal_id)
    raise TypeError(type(item))


def children(item: PlanItem) -> list[PlanItem]:
    """The items directly below, topics first, then goals, then measures."""
    match item:
        case Field():
            topics = Topic.objects.filter(field=item)
            goals = Goal.objects.filter(field=item, topic=None)
            measures = Measure.objects.filter(field=item, topic=None, goal=None)
            return [*topics, *goals, *measures]
        case Topic():
            measures = Measure.objects.filter(topic=item, goal=None)
            return [*Goal.objects.filter(topic=item), *measures]
        case Goal():
            return list(Measure.objects.filter(goal=item))
    return []


def descendants(item: PlanItem) -> list[PlanItem]:
    """All items below, parents before their children; at most three queries."""
    match item:
        case Field():
            topics = Topic.objects.filter(field=item)
            goals = Goal.objects.filter(field=item)
            return [*topics, *goals, *Measure.objects.filter(field=item)]
        case Topic():
            measures = Measure.objects.filter(Q(topic=item) | Q(goal__topic=item))
            return [*Goal.objects.filter(topic=item), *measures]
        case Goal():
            return list(Measure.objects.filter(goal=item))
    return []


def drafts_in(edition: Edition) -> int:
    """How many items of the edition are drafts: four queries."""
    below = (Topic.objects, Goal.objects)
    above = (Field.objects.filter(edition=edition), Measure.objects.filter(edition=edition))
    found = (*above, *(manager.filter(field__edition=edition) for manager in below))
    return sum(one.filter(is_draft=True).count() for one in found)


def measures_naming(entry: Entry) -> int:
    """How many measures name this target group, dimension or theme."""
    measures = getattr(entry, "measures", None)
    return measures.count() if measures else 0
