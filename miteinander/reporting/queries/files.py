"""Reports that jobs write: for whom, and which are large enough."""

from django.db.models import QuerySet

from miteinander.concept.models import Edition
from miteinander.kernel.actor import Actor
from miteinander.reporting import rules
from miteinander.reporting.models import ReportFile

LARGE = 300  # measures; below that a report takes at most about two seconds of CPU


def is_large(edition: Edition) -> bool:
    """Whether its report takes longer than somebody should wait before a page that loads."""
    return edition.measures.count() > LARGE


def own(by: Actor, readable: QuerySet[Edition]) -> QuerySet[ReportFile]:
    """What was written for this person, as far as the person may still read it."""
    found = ReportFile.objects.filter(user_id=by.user_id or 0, edition__in=readable)
    if not rules.can_include_unpublished(by):
        found = found.filter(is_draft=False)
    return found.select_related("edition", "municipality")
