"""Links in mails: signed for one purpose and one state of one object, expiring, used once.

Whoever holds the link may do one thing, without signing in: take up an invitation, report on a
measure. It works like this:

- `sign` makes the token. It carries the keys of municipality, object and addressee, and a digest of
  the object's state; nothing personal can be read from it.
- The page `opened`s it (None: altered, or for another purpose), opens the municipality's scope and
  asks `standing` with the state as it is now. Acting changes the state, so a link is spent by its
  first use, wherever it was forwarded to, and by anything else that makes it pointless.
- GET only shows, because mail programs open links to look at them; POST acts.
- An expired link whose object did not change may offer a fresh one, to the same address as before.
- `Link.actor` is who acts then, through the door "mail link".

What is in the state decides what spends the link. For an invitation: the password, the last sign-in
and that the person still holds a role. Put in whatever the action changes.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.crypto import salted_hmac

from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door


@dataclass(frozen=True)
class Purpose:
    """What a link is for; a link for one purpose opens no page of another."""

    name: str
    holds: timedelta


class Standing(Enum):
    """What a link is still good for."""

    VALID = "valid"
    EXPIRED = "expired"  # nothing happened since; a fresh one may be sent to the same address
    SPENT = "spent"  # used, or the object has changed


@dataclass(frozen=True)
class Link:
    """An opened link: keys of the object and of whom it was sent to (None without an account)."""

    municipality_id: int
    object_id: int
    holder_id: int | None
    digest: str
    is_expired: bool
    purpose: str

    def standing(self, state: Iterable[object]) -> Standing:
        """What the link is good for, given the object's state now."""
        if not hmac.compare_digest(self.digest, _digest(state)):
            return Standing.SPENT
        return Standing.EXPIRED if self.is_expired else Standing.VALID

    def actor(self, name: str, organisation_ids: Iterable[int] = ()) -> Actor:
        """Who acts by this link. It grants no role: rules ask for the door and the object."""
        return Actor(
            municipality_id=self.municipality_id,
            door=Door.MAIL_LINK,
            user_id=self.holder_id,
            name=name,
            organisation_ids=frozenset(organisation_ids),
            link=(self.purpose, self.object_id),
        )


def sign(
    purpose: Purpose,
    *,
    municipality_id: int,
    object_id: int,
    state: Iterable[object],
    holder_id: int | None = None,
) -> str:
    """The token for an address; `state` are values that JSON or `str` can write."""
    parts = [municipality_id, object_id, holder_id, _digest(state)]
    return _signer(purpose).sign_object(parts)


def opened(purpose: Purpose, token: str) -> Link | None:
    """The link, expired or not; None where a letter was altered or the purpose is another."""
    signer = _signer(purpose)
    try:
        municipality_id, object_id, holder_id, digest = signer.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    is_expired = False
    try:
        signer.unsign(token, max_age=purpose.holds)
    except SignatureExpired:
        is_expired = True
    return Link(municipality_id, object_id, holder_id, digest, is_expired, purpose.name)


def opened_in(municipality_id: int, purpose: Purpose, token: str) -> Link | None:
    """The link, where it is one of this municipality: another one's opens nothing here."""
    link = opened(purpose, token)
    return link if link is not None and link.municipality_id == municipality_id else None


def _signer(purpose: Purpose) -> TimestampSigner:
    return TimestampSigner(salt=f"kernel.links:{purpose.name}")


def _digest(state: Iterable[object]) -> str:
    # Keyed: from a link nobody can guess at a password hash that is part of the state.
    written = json.dumps(list(state), default=str)
    return salted_hmac("kernel.links:state", written, algorithm="sha256").hexdigest()[:32]
