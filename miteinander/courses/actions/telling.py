"""Telling people of their place by mail."""

from django.db import transaction

from miteinander.courses import offer_letters, offer_links, rules, sealing
from miteinander.courses.actions.offers import note_sent
from miteinander.courses.models import PlaceOffer
from miteinander.courses.placement_choices import ContactWay, OfferState
from miteinander.kernel import mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality


@transaction.atomic
def send_mail(*, offer: PlaceOffer, municipality: Municipality, by: Actor) -> None:
    """Send the offer in the person's language and in German, with the link to answer."""
    require(rules.can_place(by))
    learner = offer.learner
    if learner is None or offer.state != OfferState.OFFERED:
        raise NotPossible("Das Angebot ist nicht mehr offen.")
    if learner.contact_way != ContactWay.MAIL:
        raise NotPossible("Die Person möchte nicht per E-Mail benachrichtigt werden.")
    link = offer_links.address(offer, municipality.slug)
    parts = offer_letters.parts(offer, municipality, link)
    mail.queue(
        to=sealing.opened(learner).contact,
        subject=parts[0].texts.subject,
        body=offer_letters.mail_body(parts, municipality, link),
        reply_to=municipality.email,
        by=by,
    )
    note_sent(offer=offer, way=ContactWay.MAIL, by=by)
