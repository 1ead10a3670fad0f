"""Reports that jobs write: for whom, how far, and which are large enough."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from miteinander.concept.models import Edition
from miteinander.kernel.actor import Actor
from miteinander.reporting import rules
from miteinander.reporting.choices import FileState
from miteinander.reporting.models import ReportFile

LARGE = 300  # measures; below that a report takes at most about two seconds of CPU
UNDER_WAY = (FileState.WAITING, FileState.RUNNING)
SILENCE_OF_THE_DEAD = timedelta(minutes=3)


def is_large(edition: Edition) -> bool:
    """Whether its report takes longer than somebody should wait before a page that loads."""
    return edition.measures.count() > LARGE


def own(by: Actor, readable: QuerySet[Edition]) -> QuerySet[ReportFile]:
    """What was written for this person, as far as the person may still read it."""
    found = ReportFile.objects.filter(user_id=by.user_id or 0, edition__in=readable)
    if not rules.can_include_unpublished(by):
        found = found.filter(is_draft=False)
    return found.select_related("edition", "municipality")


def is_under_way(one: ReportFile) -> bool:
    """Whether a job is at it or will be."""
    return one.state in UNDER_WAY and not is_dead(one)


def is_dead(one: ReportFile) -> bool:
    """Whether its job was interrupted. One that waits has not begun: it does not die of waiting."""
    return one.state == FileState.RUNNING and _is_silent(one)


def waits_long(one: ReportFile) -> bool:
    """Whether no job has begun for so long that somebody should ask."""
    return one.state == FileState.WAITING and _is_silent(one)


def _is_silent(one: ReportFile) -> bool:
    return timezone.now() - one.heartbeat_at > SILENCE_OF_THE_DEAD
