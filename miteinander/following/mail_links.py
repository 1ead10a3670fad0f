"""The links of subscriptions: one that confirms, one that ends one, one that ends all."""

from datetime import timedelta

from django.urls import reverse

from miteinander.following.models import Subscription
from miteinander.following.rules import CONFIRM, END, END_ALL
from miteinander.kernel import links
from miteinander.kernel.models import Municipality
from miteinander.kernel.site import absolute

CONFIRMING = links.Purpose(CONFIRM, timedelta(days=7))
# Whoever finds an old mail can still end what it speaks of.
ENDING = links.Purpose(END, timedelta(days=3650))
ENDING_ALL = links.Purpose(END_ALL, ENDING.holds)


def confirming(subscription: Subscription, town: str) -> str:
    """The full address that confirms; `town` is the municipality's slug."""
    return _address(CONFIRMING, "follow_confirm", subscription, town)


def ending(subscription: Subscription, town: str) -> str:
    """The full address that ends it."""
    return _address(ENDING, "follow_end", subscription, town)


def ending_all(municipality: Municipality, email: str) -> str:
    """The full address that ends whatever an address follows in the municipality."""
    token = links.sign(
        ENDING_ALL,
        municipality_id=municipality.pk,
        object_id=municipality.pk,
        state=state_of_all(email),
    )
    parts = {"town": municipality.slug, "token": token}
    return absolute(reverse("public:follow_end_all", kwargs=parts))


def state_of_all(email: str) -> list[object]:
    """What the link that ends all is signed for: whose subscriptions they are."""
    return [email]


def state(subscription: Subscription) -> list[object]:
    """What the links are signed for: whose subscription it is. Opening them twice is no harm."""
    return [subscription.email]


def _address(purpose: links.Purpose, name: str, subscription: Subscription, town: str) -> str:
    token = links.sign(
        purpose,
        municipality_id=subscription.municipality_id,
        object_id=subscription.pk,
        state=state(subscription),
    )
    return absolute(reverse(f"public:{name}", kwargs={"town": town, "token": token}))
