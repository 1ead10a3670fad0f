"""The link by which an institution reports without an account: its runs, their free places."""

from datetime import timedelta

from django.urls import reverse

from miteinander.courses.rules import PROVIDER_LINK
from miteinander.kernel import links
from miteinander.kernel.site import absolute
from miteinander.network.models import Organisation

PURPOSE = links.Purpose(PROVIDER_LINK, timedelta(days=60))


def token(organisation: Organisation) -> str:
    """The token for the address in a mail; says nothing about the institution."""
    return links.sign(
        PURPOSE,
        municipality_id=organisation.municipality_id,
        object_id=organisation.pk,
        state=state(organisation),
    )


def address(organisation: Organisation, town: str) -> str:
    """The full address for a mail; `town` is the municipality's slug."""
    path = reverse("public:course_reports", kwargs={"town": town, "token": token(organisation)})
    return absolute(path)


def state(organisation: Organisation) -> list[object]:
    """What the link is signed for: whoever reads another address now does not hold it any more.

    Reporting does not spend it: she may come back as often as places change.
    """
    return [organisation.email]
