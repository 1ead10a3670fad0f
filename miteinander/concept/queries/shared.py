"""What members of committees, partners and the Kreis read: editions that are published or shared.

Within an edition they see what everyone would see if it were published now (`queries.public`): no
drafts, no internal notes, no unpublished reports.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from miteinander.concept import sections
from miteinander.concept.models import (
    Edition,
    Field,
    Measure,
    MeasureResponsibility,
    StatusReport,
)
from miteinander.concept.queries import counts, public
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.models import Municipality
from miteinander.kernel.sorting import german
from miteinander.kernel.tenancy import all_towns


@dataclass(frozen=True)
class FieldPart:
    """A field with all below it, and how its measures stand."""

    field: Field
    sections: list[sections.Section]
    counts: counts.StatusCounts


@dataclass(frozen=True)
class Town:
    """A town of a Kreis and its newest readable edition, None where there is none."""

    municipality: Municipality
    edition: Edition | None


def editions(municipality: Municipality) -> QuerySet[Edition]:
    """The editions that may be read, the newest first, with their concept."""
    return _readable().filter(municipality=municipality)


def whole(edition: Edition) -> list[FieldPart]:
    """The whole edition in the order of the plan; a constant number of queries."""
    topics, goals, measures = defaultdict(list), defaultdict(list), defaultdict(list)
    for topic in public.topics(edition):
        topics[topic.field_id].append(topic)
    for goal in public.goals(edition):
        goals[goal.field_id].append(goal)
    for measure in public.for_list(public.in_plan_order(public.measures(edition))):
        measures[measure.field_id].append(measure)
    return [
        FieldPart(
            field,
            sections.arranged(topics[field.pk], goals[field.pk], measures[field.pk]),
            counts.among(measures[field.pk]),
        )
        for field in public.fields(edition)
    ]


def towns_of(district: Municipality) -> list[Town]:
    """The towns directly below a Kreis that use Miteinander, by name: two queries.

    Of a Land these are its Kreise and kreisfreie Städte: what a town shares with its Kreis is not
    shared with the Land, also where the Land stands next above it because the Kreis is not listed.
    """
    rows = district.children.filter(is_active=True).order_by(german("name"), "pk")
    if district.kind == MunicipalityKind.STATE:
        rows = rows.exclude(kind__in=(MunicipalityKind.TOWN, MunicipalityKind.VILLAGE))
    found = list(rows)
    newest: dict[int, Edition] = {}
    with all_towns():
        for edition in _readable().filter(municipality__in=found).reverse():
            newest[edition.municipality_id] = edition
    return [Town(town, newest.get(town.pk)) for town in found]


def own_measures(organisation_ids: Collection[int]) -> QuerySet[Measure]:
    """The measures for which these institutions answer, in the current edition, or the
    newest readable one before anything is public.

    None that is a draft or lies in one. Each has `leads` and `read_reports`, the published ones.
    """
    readable = list(_readable())
    newest = public.current_of([one for one in readable if one.published_at]) or next(
        iter(readable), None
    )
    if newest is None:
        return Measure.objects.none()
    of_them = MeasureResponsibility.objects.filter(organisation_id__in=organisation_ids)
    found = public.measures(newest).filter(pk__in=of_them.values("measure_id"))
    published = StatusReport.objects.filter(published_at__isnull=False).defer("user", "door")
    return public.for_list(public.in_plan_order(found)).prefetch_related(
        Prefetch("reports", published, to_attr="read_reports")
    )


def _readable() -> QuerySet[Edition]:
    """The scope's editions that are published or shared, the newest first, with their concept."""
    found = Edition.objects.filter(Q(published_at__isnull=False) | Q(shared_at__isnull=False))
    return found.select_related("concept").order_by("-pk")
