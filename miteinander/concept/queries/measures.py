"""Measures for those who work on them: drafts, internal notes and unpublished reports included."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, IntegerField, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from miteinander.concept.choices import Responsibility
from miteinander.concept.models import Edition, Measure, MeasureResponsibility, StatusReport
from miteinander.concept.queries import dates, facets

PLAN_ORDER = ("field__position", "field_id", "topic_order", "goal_order", "position", "pk")
# What the address says of the order -> the fields that keep it.
SORTINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("wie im Konzept", PLAN_ORDER),
    "titel": ("nach Titel", ("title", "pk")),
    "neueste": ("jüngster Bericht zuerst", ("-reported_on", "pk")),
    "aelteste": ("ältester Bericht zuerst", ("reported_on", "pk")),
}
MONTHS = ("3", "6", "12", "24")


def measures_of(edition: Edition) -> QuerySet[Measure]:
    """The edition's measures with what the table's order needs, and whether reports wait."""
    waiting = StatusReport.objects.filter(measure=OuterRef("pk"), published_at=None)
    whole = IntegerField()
    return Measure.objects.filter(edition=edition).annotate(
        topic_order=Coalesce("goal__topic__position", "topic__position", 0, output_field=whole),
        goal_order=Coalesce("goal__position", 0, output_field=whole),
        has_waiting_report=Exists(waiting),
    )


def narrowed(found: QuerySet[Measure], chosen: Mapping[str, str]) -> QuerySet[Measure]:
    """Only what the filters ask for; keys as in `forms.filters.MeasureFilter`."""
    names = ("feld", "stand", "institution")
    same = {name: chosen[name] for name in names if chosen.get(name)}
    found = facets.narrowed(facets.having(found, chosen.get("suche", "")), same)
    if chosen.get("entwurf"):
        found = found.filter(is_draft=chosen["entwurf"] == "ja")
    if chosen.get("pruefen"):
        waiting = StatusReport.objects.filter(published_at=None)
        found = found.filter(pk__in=waiting.values("measure"))
    if concern := chosen.get("achtung"):
        found = found.filter(dates.CONCERNS[concern][1]())
    if months := chosen.get("bericht"):
        before = timezone.localdate() - timedelta(days=30 * int(months))
        found = found.exclude(reported_on__gte=before)
    return found


def for_table(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """Without long texts, with the field and in `leads` who answers for it."""
    leads = MeasureResponsibility.objects.filter(role=Responsibility.LEAD)
    shown = found.defer("description", "approach", "indicators", "internal_notes")
    return shown.select_related("field").prefetch_related(
        Prefetch("responsibilities", leads.select_related("organisation"), to_attr="leads")
    )


def for_export(found: QuerySet[Measure]) -> QuerySet[Measure]:
    """With everything that the export says (of reports the published ones), in plan order."""
    named = MeasureResponsibility.objects.select_related("organisation")
    published = StatusReport.objects.filter(published_at__isnull=False)
    return (
        found.select_related("field", "topic", "goal")
        .prefetch_related(
            Prefetch("responsibilities", named),
            Prefetch("reports", published),
            *("target_groups", "dimensions", "themes"),
        )
        .order_by(*PLAN_ORDER)
    )


def whole(pk: int) -> QuerySet[Measure]:
    """One measure with everything that its page in the workspace shows."""
    named = MeasureResponsibility.objects.select_related("organisation")
    return (
        Measure.objects.filter(pk=pk)
        .select_related("field__edition", "goal", "topic", "edition__concept")
        .prefetch_related(
            Prefetch("responsibilities", named),
            "target_groups",
            "dimensions",
            "themes",
            "links",
            "attachments",
            "reports",
        )
    )
