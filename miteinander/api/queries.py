"""Reads that only other programs need. What is public, `concept.queries.public` decides."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from miteinander.concept import open_data
from miteinander.concept.models import Edition, Field, Goal, Measure, StatusReport, Topic
from miteinander.concept.queries import facets
from miteinander.kernel.models import AuditEvent, Municipality

EVENT = ("id", "at", "user_id", "door", "verb", "object_kind", "object_id")


def towns(after: str, most: int) -> list[Municipality]:
    """Up to `most` municipalities that use Miteinander, by slug, behind this one."""
    found = Municipality.objects.filter(is_active=True, slug__gt=after)
    return list(found.order_by("slug")[:most])


def page(found: QuerySet[Any], after: int, limit: int) -> tuple[list[int], int | None]:
    """The ids of the page behind the row `after`, and behind which one the next begins."""
    later = found.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    keys = list(later[: limit + 1])
    return keys[:limit], keys[limit - 1] if len(keys) > limit else None


def narrowed(found: QuerySet[Measure], field: int | None, status: str | None) -> QuerySet[Measure]:
    """The measures of the field and with the status; "none" are those without a report."""
    chosen = {"feld": str(field) if field else "", "stand": status or ""}
    if status == "none":
        chosen["stand"] = facets.WITHOUT_REPORT
    return facets.narrowed(found, {name: value for name, value in chosen.items() if value})


def working_tree(edition: Edition) -> open_data.Tree:
    """The levels above the measures, drafts included."""
    return open_data.Tree(
        Field.objects.filter(edition=edition),
        Topic.objects.filter(field__edition=edition),
        Goal.objects.filter(field__edition=edition),
    )


def working_measures(edition: Edition) -> QuerySet[Measure]:
    """All measures of the edition; internal notes are not even read from the database."""
    return Measure.objects.filter(edition=edition).defer("internal_notes").order_by()


def reports(measures: Iterable[int]) -> dict[int, list[StatusReport]]:
    """Measure id -> its reports, published or not, the newest first: one query."""
    made: dict[int, list[StatusReport]] = defaultdict(list)
    for report in StatusReport.objects.filter(measure__in=measures).defer("user"):
        made[report.measure_id].append(report)
    return made


def events(after: UUID | None, most: int) -> list[dict[str, Any]]:
    """Up to `most` sealed events of the scope's trail behind this one, in the order of the seals.

    An event may commit later than one with a younger id; in the chain of seals it never comes
    before what was read already. Two queries.
    """
    found = AuditEvent.objects.filter(seal__isnull=False).order_by("seal__number", "id")
    last = AuditEvent.objects.filter(pk=after).values("seal__number").first() if after else None
    if last:
        number = last["seal__number"]
        found = found.filter(Q(seal__number__gt=number) | Q(seal__number=number, id__gt=after))
    return list(found.values(*EVENT)[:most])
