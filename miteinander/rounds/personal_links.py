"""The personal link of an inquiry: opens its measures without an account until the key changes."""

from datetime import timedelta

from miteinander.kernel import links, site
from miteinander.kernel.models import Municipality
from miteinander.rounds.models import Inquiry
from miteinander.rounds.rules import LINK

# Long enough for a round with its reminders; afterwards a fresh one goes to the same address.
PURPOSE = links.Purpose(LINK, timedelta(days=120))


def token(inquiry: Inquiry) -> str:
    """The token for the address in a mail; says nothing about the person."""
    return links.sign(
        PURPOSE,
        municipality_id=inquiry.municipality_id,
        object_id=inquiry.pk,
        state=state(inquiry),
    )


def address(inquiry: Inquiry, town: Municipality) -> str:
    """The full address for a mail."""
    return site.absolute(f"/{town.slug}/bericht/{token(inquiry)}/")


def state(inquiry: Inquiry) -> list[object]:
    """What the link is signed for. Answering does not spend it: she may come back and correct."""
    return [inquiry.key]
