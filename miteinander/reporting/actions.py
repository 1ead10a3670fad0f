"""What is written down about documents."""

from django.db import transaction

from miteinander.concept.models import Edition
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.reporting import rules


def note_draft_report(edition: Edition, *, by: Actor) -> None:
    """Note in the trail that somebody made a report with what is not published."""
    require(rules.can_include_unpublished(by))
    with transaction.atomic():
        audit.record(by, "report.drafted", edition, is_change=False)
