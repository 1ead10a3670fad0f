"""The third door: another program that comes with an API token."""

from django.utils import timezone

from miteinander.accounts import queries, rules, secrets
from miteinander.accounts.actions import tokens as actions
from miteinander.accounts.models import ApiToken
from miteinander.kernel import limits
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.models import Municipality

MOST_PER_MINUTE = 600
MOST_WRONG_PER_MINUTE = 60
# Compared where no token has the prefix, so that the time does not tell which prefixes exist.
_NOBODY = secrets.hashed("")


class TooMany(Exception):
    """More requests than a program may make; `wait` seconds later it may again."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def actor_for(secret: str, municipality: Municipality, client: str) -> Actor | None:
    """Who comes with this secret, or None where it opens nothing (any more) in this municipality.

    Needs the town's scope. `client` is the network address, to slow down who guesses; a right
    token is never held up by the wrong ones of others. Raises `TooMany`.
    """
    token = ApiToken.objects.select_related("made_by").filter(prefix=secrets.prefix(secret)).first()
    is_right = secrets.fits(secret, token.secret_hash if token else _NOBODY)
    actor = _actor(token, municipality) if token and is_right else None
    key, most = ("right", MOST_PER_MINUTE) if actor else ("wrong", MOST_WRONG_PER_MINUTE)
    who = token.pk if token and actor else client
    if wait := limits.wait(f"token:{key}:{who}", most=most, seconds=60):
        raise TooMany(wait)
    if token and actor:
        actions.note_use(token, by=actor)
    elif token:
        actions.note_refusal(token)
    return actor


def _actor(token: ApiToken, municipality: Municipality) -> Actor | None:
    """What is left of a token's rights today: without its maker's roles, nothing."""
    is_over = token.revoked_at is not None or token.expires_at <= timezone.now()
    if is_over or not token.made_by.is_active:
        return None
    left = rules.scopes_of(queries.roles_of(token.made_by)) & frozenset(token.scopes)
    if not left:
        return None
    user = token.made_by
    return Actor(municipality.pk, Door.API_TOKEN, user.pk, token.name, scopes=left)
