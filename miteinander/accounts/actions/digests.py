"""Wanting the weekly mail of what waits, or not."""

from django.db import transaction

from miteinander.accounts import rules
from miteinander.accounts.models import WeeklyDigest
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require


def choose(*, is_wanted: bool, by: Actor) -> None:
    """Say whether one wants the mail of the municipality in which one acts."""
    require(rules.can_get_digest(by))
    with transaction.atomic():
        own, _ = WeeklyDigest.objects.get_or_create(
            municipality_id=by.municipality_id, user_id=by.user_id or 0
        )
        _set(own, is_wanted, by)


def end(digest: WeeklyDigest, *, by: Actor) -> None:
    """End the mail by its own link; once more changes nothing."""
    require(rules.can_end_digest(by, digest.pk))
    with transaction.atomic():
        _set(digest, False, by)


def _set(digest: WeeklyDigest, is_wanted: bool, by: Actor) -> None:
    changed = WeeklyDigest.objects.filter(pk=digest.pk).exclude(is_wanted=is_wanted)
    if changed.update(is_wanted=is_wanted):
        verb = "digest.ordered" if is_wanted else "digest.ended"
        audit.record(by, verb, digest, is_change=False)
