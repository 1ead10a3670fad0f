"""Needs and answers side by side: what is needed and has no measure, and the other way round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from miteinander.assessment.choices import WAITING, NeedState
from miteinander.assessment.models import Need
from miteinander.assessment.queries.needs import answered_in, for_list, in_field, needs
from miteinander.concept.models import Edition, Field, Measure
from miteinander.concept.queries.measures import PLAN_ORDER, for_table, measures_of


@dataclass(frozen=True)
class Part:
    """A field (None: what is tied to no field) with what has no counterpart in it."""

    field: Field | None
    needs: list[Need]
    measures: list[Measure]


def coverage(edition: Edition, chosen: Mapping[str, str]) -> list[Part]:
    """Per field the open needs without a measure and the measures without a need.

    Only what is tied directly counts; a need that is dropped is no reason for a measure. Keys of
    `chosen` as in `forms.filters.CoverageFilter`. A constant number of queries.
    """
    side = chosen.get("zeigen")
    lonely = list(_needs(edition, chosen)) if side != "massnahmen" else []
    idle = list(_measures(edition, chosen)) if side != "bedarfe" else []
    fields = Field.objects.filter(edition=edition)
    if key := chosen.get("feld"):
        fields = fields.filter(pk=int(key))
    by_field, of_field = _by_field(lonely), defaultdict(list)
    for measure in idle:
        of_field[measure.field_id].append(measure)
    parts = [Part(one, by_field[one.pk], of_field[one.pk]) for one in fields]
    if not chosen.get("feld"):
        parts.append(Part(None, by_field[None], []))
    return [part for part in parts if part.needs or part.measures]


def _needs(edition: Edition, chosen: Mapping[str, str]) -> Iterable[Need]:
    found = needs().filter(~answered_in(edition), state__in=WAITING)
    if key := chosen.get("feld"):
        found = found.filter(in_field(int(key)))
    return for_list(found, edition)


def _measures(edition: Edition, chosen: Mapping[str, str]) -> Iterable[Measure]:
    reasons = Need.objects.exclude(state=NeedState.DROPPED).filter(measures=OuterRef("pk"))
    found = measures_of(edition).filter(~Exists(reasons))
    if key := chosen.get("feld"):
        found = found.filter(field=int(key))
    return for_table(found).order_by(*PLAN_ORDER)


def _by_field(found: Iterable[Need]) -> dict[int | None, list[Need]]:
    """Each need below every field to which it is tied itself or by a goal."""
    rows: dict[int | None, list[Need]] = defaultdict(list)
    for need in found:
        keys = [one.pk for one in need.in_fields]  # type: ignore[attr-defined]
        keys += [one.field_id for one in need.in_goals]  # type: ignore[attr-defined]
        for key in dict.fromkeys(keys or [None]):
            rows[key].append(need)
    return rows
