"""Who reads a need or a judgement: shared with committees and partners, or public."""

from django.db import transaction
from django.utils import timezone

from miteinander.assessment import rules, versions
from miteinander.assessment.choices import EvidenceKind
from miteinander.assessment.models import GoalJudgement, Need
from miteinander.assessment.values import kind_of
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require


def publish(*, subject: Need | GoalJudgement, are_quotes_checked: bool, by: Actor) -> None:
    """Show it to everyone, with the evidence that is marked as public.

    Raises `NotPossible` where it quotes somebody and nobody confirmed that no person can be
    recognised.
    """
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.locked(subject)
        if has_public_quotes(current) and not are_quotes_checked:
            raise NotPossible("Bitte bestätigen Sie, dass in den Zitaten niemand zu erkennen ist.")
        if current.published_at is None:
            current.published_at = timezone.now()
            current.save(update_fields=["published_at"])
            audit.record(by, f"{kind_of(current)}.published", current)


def withdraw(*, subject: Need | GoalJudgement, by: Actor) -> None:
    """Take it out of the public pages."""
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.locked(subject)
        if current.published_at:
            current.published_at = None
            current.save(update_fields=["published_at"])
            audit.record(by, f"{kind_of(current)}.withdrawn", current)


def share(*, subject: Need | GoalJudgement, is_shared: bool, by: Actor) -> None:
    """Let committees and partners read it before it is public, or end that."""
    require(rules.can_publish(by))
    with transaction.atomic():
        current = versions.locked(subject)
        if (current.shared_at is not None) != is_shared:
            current.shared_at = timezone.now() if is_shared else None
            current.save(update_fields=["shared_at"])
            verb = "shared" if is_shared else "unshared"
            audit.record(by, f"{kind_of(current)}.{verb}", current)


def has_public_quotes(subject: Need | GoalJudgement) -> bool:
    """Whether a quote would become public with it."""
    quotes = subject.evidence.filter(kind=EvidenceKind.QUOTE, is_public=True)
    return bool(quotes.exists())
