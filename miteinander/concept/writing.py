"""Storing values (shape of `concept.values`) in items; only actions call it, in a transaction."""

from collections.abc import Iterable

from miteinander.concept.choices import SAME_MEASURE, Responsibility
from miteinander.concept.models import (
    Measure,
    MeasureLink,
    MeasureResponsibility,
    PlanItem,
    StatusReport,
)
from miteinander.concept.values import INSTITUTIONS, LINKS, SETS, Values, attributes
from miteinander.network.models import Organisation


def write(item: PlanItem, values: Values) -> None:
    """Store these values of the item.

    Keys that are missing stay as they are; things that no longer exist are left out.
    """
    own = attributes(values)
    for key, value in own.items():
        setattr(item, key, value)
    item.save(update_fields=list(own))
    if isinstance(item, Measure):
        _write_relations(item, values)


def write_status(measure: Measure) -> None:
    """Make the measure's status the one of its latest published report, or none.

    Without a report of its own it is as far as the measure that it continues; what continues it
    follows.
    """
    published = StatusReport.objects.filter(measure=measure, published_at__isnull=False)
    latest = published.order_by("-reported_on", "-pk").first() or _continued(measure)
    measure.status = latest.status if latest else ""
    measure.reported_on = latest.reported_on if latest else None
    measure.save(update_fields=["status", "reported_on"])
    for line in measure.onward.filter(kind__in=SAME_MEASURE).select_related("successor"):
        if line.successor:
            write_status(line.successor)


def _continued(measure: Measure) -> Measure | None:
    """The measure of the edition before that this one continues, changed or not."""
    line = measure.origins.filter(kind__in=SAME_MEASURE).select_related("predecessor").first()
    return line.predecessor if line else None


def _write_relations(measure: Measure, values: Values) -> None:
    if set(INSTITUTIONS) & values.keys():
        _write_responsibilities(measure, values)
    for key in SETS:
        if key in values:
            related = getattr(measure, key)
            found = related.model.objects.filter(edition_id=measure.edition_id)
            related.set(found.filter(pk__in=values[key]))
    if LINKS in values:
        measure.links.all().delete()
        MeasureLink.objects.bulk_create(
            MeasureLink(
                municipality_id=measure.municipality_id, measure=measure, position=index, **link
            )
            for index, link in enumerate(values[LINKS])
        )


def _write_responsibilities(measure: Measure, values: Values) -> None:
    before = list(measure.responsibilities.all())
    lead = values.get("lead", _keys(before, Responsibility.LEAD))
    partners = values.get("partners", _keys(before, Responsibility.PARTNER))
    roles = dict.fromkeys(partners, Responsibility.PARTNER)
    roles |= dict.fromkeys(lead, Responsibility.LEAD)
    known = set(Organisation.objects.filter(pk__in=roles).values_list("pk", flat=True))
    measure.responsibilities.all().delete()
    MeasureResponsibility.objects.bulk_create(
        MeasureResponsibility(
            municipality_id=measure.municipality_id,
            measure=measure,
            organisation_id=key,
            role=roles[key],
            position=index,
        )
        for index, key in enumerate(dict.fromkeys([*lead, *partners]))
        if key in known
    )


def _keys(responsible: Iterable[MeasureResponsibility], role: Responsibility) -> list[int]:
    return [one.organisation_id for one in responsible if one.role == role]
