"""Give other programs access, take it, and note that they came."""

from collections.abc import Collection
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from miteinander.accounts import rules, secrets
from miteinander.accounts.models import ApiToken
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor, system
from miteinander.kernel.errors import NotPossible, require

LONGEST = timedelta(days=365)
MOST = 50
NOTED_EVERY = 60 * 60  # seconds


@transaction.atomic
def create(*, name: str, scopes: Collection[str], days: int, by: Actor) -> tuple[ApiToken, str]:
    """Make a token that holds for so many days; gives it and its secret, which is kept nowhere."""
    require(rules.can_manage_tokens(by))
    assert by.user_id is not None
    require(
        bool(scopes) and set(scopes) <= rules.scopes_of(by.roles),
        "Sie können nur weitergeben, was Sie selbst lesen dürfen.",
    )
    if not timedelta(days=1) <= timedelta(days=days) <= LONGEST:
        raise NotPossible("Ein Zugang gilt mindestens einen Tag und höchstens ein Jahr.")
    if ApiToken.objects.filter(revoked_at=None, expires_at__gt=timezone.now()).count() >= MOST:
        raise NotPossible(f"Es gibt schon {MOST} Zugänge. Bitte sperren Sie zuerst einen alten.")
    secret = secrets.new()
    token = ApiToken.objects.create(
        municipality_id=by.municipality_id,
        made_by_id=by.user_id,
        name=name,
        scopes=sorted(scopes),
        prefix=secrets.prefix(secret),
        secret_hash=secrets.hashed(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.record(by, "token.created", token, is_change=False)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, by: Actor) -> None:
    """Make a token worthless at once and for good."""
    require(rules.can_manage_tokens(by))
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(by, "token.revoked", token, is_change=False)


@transaction.atomic
def note_refusal(token: ApiToken) -> None:
    """Write down that somebody came with a token that opens nothing (any more), or nearly with it.

    Once an hour for each: nobody fills the trail by trying. Has no rule: nobody has signed in.
    """
    if cache.add(f"token.refused:{token.pk}", True, NOTED_EVERY):
        audit.record(system(token.municipality_id), "token.refused", token, is_change=False)


@transaction.atomic
def note_use(token: ApiToken, *, by: Actor) -> None:
    """Write down once a day that the program came; of several at once, one does it."""
    require(by.user_id == token.made_by_id and bool(by.scopes))
    today = timezone.localdate()
    first = ApiToken.objects.filter(~Q(last_used_on=today) | Q(last_used_on=None), pk=token.pk)
    if first.update(last_used_on=today):
        audit.record(by, "token.used", token, is_change=False)
