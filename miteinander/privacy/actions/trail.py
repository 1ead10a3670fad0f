"""What happens to the trail itself, written into it."""

from django.db import transaction

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.models import AuditEvent
from miteinander.privacy import rules


@transaction.atomic
def note_export(*, by: Actor) -> None:
    """Write down that somebody took the trail away as a table."""
    require(rules.can_read_trail(by))
    audit.record(by, "trail.exported", is_change=False, kind=AuditEvent._meta.label_lower)
