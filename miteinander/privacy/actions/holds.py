"""Legal holds: keep something from being deleted, and end that."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import LegalHold
from miteinander.kernel.retention import discovery
from miteinander.privacy import rules
from miteinander.privacy.queries import persons


@transaction.atomic
def add(*, kind: str, key: str, reason: str, until: date | None, by: Actor) -> LegalHold:
    """Keep a row ("network.person", "12") from being deleted until a day, or until it is ended."""
    require(rules.can_hold(by))
    if not _exists(kind, key):
        raise NotPossible("Einen Eintrag mit dieser Nummer gibt es in dieser Kommune nicht.")
    if until and until < timezone.localdate():
        raise NotPossible("Dieser Tag ist schon vorbei. Bitte wählen Sie einen späteren.")
    hold = LegalHold.objects.create(
        municipality_id=by.municipality_id,
        kind=kind,
        key=key,
        reason=reason,
        until=until,
        user_id=by.user_id,
    )
    audit.record(by, "hold.added", hold, is_change=False)
    return hold


@transaction.atomic
def end(*, hold: LegalHold, by: Actor) -> None:
    """Let the rules hold again for what was held."""
    require(rules.can_hold(by))
    LegalHold.objects.filter(pk=hold.pk, ended_at=None).update(ended_at=timezone.now())
    audit.record(by, "hold.ended", hold, is_change=False)


def _exists(kind: str, key: str) -> bool:
    if kind == "accounts.user":
        return key.isdecimal() and int(key) in persons.known_accounts()
    table = next((one for one in discovery.tables() if one.model.lower() == kind), None)
    if table is None or not discovery.is_of_a_town(discovery.model_of(table)):
        return False
    is_key = key.isascii() and key.isdecimal() and len(key) < 19
    return is_key and discovery.model_of(table)._default_manager.filter(pk=key).exists()
