"""The link in the weekly mail that ends it with one click."""

from datetime import timedelta

from django.urls import reverse

from miteinander.accounts.models import WeeklyDigest
from miteinander.accounts.rules import END_DIGEST
from miteinander.kernel import links
from miteinander.kernel.site import absolute

# Whoever finds an old mail can still end what it speaks of.
ENDING = links.Purpose(END_DIGEST, timedelta(days=3650))


def ending(digest: WeeklyDigest) -> str:
    """The full address."""
    token = links.sign(
        ENDING,
        municipality_id=digest.municipality_id,
        object_id=digest.pk,
        holder_id=digest.user_id,
        state=state(digest),
    )
    return absolute(reverse("digest_end", kwargs={"token": token}))


def state(digest: WeeklyDigest) -> list[object]:
    """What the link is signed for: whose mail it is. Opening it twice is no harm."""
    return [digest.user_id]
