"""Places that were offered, as lists ask for them."""

from collections.abc import Mapping

from django.db.models import QuerySet

from miteinander.courses.models import PlaceOffer
from miteinander.courses.placement_choices import OFFER_TRANSITIONS, OfferState
from miteinander.courses.sealing import opened

NOBODY = "gelöschte Person"
ORDER = ("-pk",)


def offers() -> QuerySet[PlaceOffer]:
    """All offers, the newest first, with person, run and institution."""
    found = PlaceOffer.objects.select_related("learner__key", "run__course__organisation")
    return found.prefetch_related("run__sessions").order_by(*ORDER)


def narrowed(found: QuerySet[PlaceOffer], chosen: Mapping[str, str]) -> QuerySet[PlaceOffer]:
    """Only what the filters ask for; keys as in `forms.offers.OfferFilter`."""
    if state := chosen.get("stand"):
        found = found.filter(state=state)
    if chosen.get("bescheid") == "nein":
        found = found.filter(state=OfferState.OFFERED, sent_at=None)
    return found


def name_of(offer: PlaceOffer) -> str:
    """The person's name; a word for it where the person was deleted."""
    return opened(offer.learner).name if offer.learner else NOBODY


def may_follow(offer: PlaceOffer) -> list[tuple[str, str]]:
    """(code, word) of what may become of it."""
    return [(code, OfferState(code).label) for code in OFFER_TRANSITIONS.get(offer.state, ())]
