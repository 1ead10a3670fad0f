"""What a need can be tied to in an edition: the choices of its form."""

from dataclasses import dataclass, field

from miteinander.concept.models import Edition, Field, Goal
from miteinander.concept.queries.measures import PLAN_ORDER, measures_of

Pairs = list[tuple[int, str]]


@dataclass(frozen=True)
class Options:
    """(key, number and title) of the fields, goals and measures of an edition, in plan order."""

    fields: Pairs = field(default_factory=list)
    goals: Pairs = field(default_factory=list)
    measures: Pairs = field(default_factory=list)


def options(edition: Edition | None) -> Options:
    """All choices: three queries, none without an edition."""
    if edition is None:
        return Options()
    measures = measures_of(edition).only("number", "title").order_by(*PLAN_ORDER)
    goals = Goal.objects.filter(field__edition=edition).only("number", "title")
    goals = goals.order_by("field__position", "field_id", "topic__position", "position", "pk")
    return Options(
        *(
            [(one.pk, str(one)) for one in rows]
            for rows in (Field.objects.filter(edition=edition), goals, measures)
        )
    )
