"""Asking institutions for their free places."""

from django.db import transaction
from django.template.loader import render_to_string

from miteinander.courses import provider_links, rules
from miteinander.kernel import audit, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality
from miteinander.network.models import Organisation

SUBJECT = "Bitte melden Sie Ihre freien Kursplätze"


@transaction.atomic
def ask(*, organisations: list[Organisation], by: Actor) -> None:
    """Send each a mail with its link. Raises `NotPossible` where one has no address."""
    require(rules.can_manage(by))
    without = [one.name for one in organisations if not one.email]
    if without:
        raise NotPossible(f"Ohne Mailadresse: {', '.join(without)}. Bitte tragen Sie eine ein.")
    _send(organisations, by)
    audit.record_all(by, "organisation.places_asked", organisations)


@transaction.atomic
def send_again(*, organisation: Organisation, by: Actor) -> None:
    """Send a link that holds again to the institution's own address."""
    require(rules.can_enter(by, organisation.pk))
    _send([organisation], by)


def _send(organisations: list[Organisation], by: Actor) -> None:
    town = Municipality.objects.get(pk=by.municipality_id)
    mails = []
    for one in organisations:
        link = provider_links.address(one, town.slug)
        context = {"organisation": one, "municipality": town, "link": link}
        body = render_to_string("courses/mail/places.txt", context)
        mails.append(
            mail.written(to=one.email, subject=SUBJECT, body=body, by=by, reply_to=town.email)
        )
    mail.queue_all(mails)
