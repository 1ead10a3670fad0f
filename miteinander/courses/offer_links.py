"""The link by which somebody says yes or no to a place, without an account."""

from datetime import timedelta

from django.urls import reverse

from miteinander.courses.models import PlaceOffer
from miteinander.courses.rules import ANSWER_LINK
from miteinander.kernel import links
from miteinander.kernel.site import absolute

# The day by which to answer stands in the offer and may move; no link outlives this.
PURPOSE = links.Purpose(ANSWER_LINK, timedelta(days=180))


def state(offer: PlaceOffer) -> list[object]:
    """What the link is signed for: answering or taking back spends it."""
    return [offer.key, offer.state]


def address(offer: PlaceOffer, town: str) -> str:
    """The full address for letter, mail and SMS; `town` is the municipality's slug."""
    token = links.sign(
        PURPOSE,
        municipality_id=offer.municipality_id,
        object_id=offer.pk,
        state=state(offer),
    )
    return absolute(reverse("public:place_answer", kwargs={"town": town, "token": token}))
