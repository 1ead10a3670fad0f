"""What is noted of inquiries beside their answers."""

from django.db import transaction
from django.utils import timezone

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.rounds import rules
from miteinander.rounds.models import Inquiry, Round


def note_opened(inquiry: Inquiry, *, by: Actor) -> None:
    """Note that somebody who is asked has read the page; only the first time counts.

    Called when somebody sends or moves something, never by showing the page: mail programs open
    links to look for viruses, and the board would say "gelesen" of mails that nobody has seen.
    """
    require(rules.can_answer(by, inquiry.organisation_id, inquiry.pk))
    if inquiry.opened_at is None and not rules.can_read_answers(by):
        Inquiry.objects.filter(pk=inquiry.pk, opened_at=None).update(opened_at=timezone.now())


def note_printed(thing: Inquiry | Round, *, by: Actor) -> None:
    """Note that the administration took questionnaires away: personal links stand on them."""
    require(rules.can_read_answers(by))
    verb = f"{thing._meta.model_name}.printed"
    with transaction.atomic():
        audit.record(by, verb, thing, is_change=False)
