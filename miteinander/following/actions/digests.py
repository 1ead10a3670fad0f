"""One mail a day to each address, with all that is new in what it follows."""

from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from miteinander.concept.queries import public
from miteinander.following import mail_links, queries, rules
from miteinander.following.models import Subscription
from miteinander.following.queries import News
from miteinander.kernel import audit, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.models import Municipality
from miteinander.kernel.site import absolute

# What was published a moment ago may stand in a transaction that this one does not see yet.
SETTLED = timedelta(minutes=5)


def send(municipality: Municipality, *, by: Actor) -> int:
    """Queue the mails and remember what was told, all or nothing; gives their number.

    Told twice is nothing: a second run finds `told_until` moved on.
    """
    require(rules.can_tell(by))
    edition = public.current_edition(municipality)
    if edition is None:
        return 0
    with transaction.atomic():
        until = timezone.now() - SETTLED
        latest = [one for one in queries.latest(municipality, edition) if one.at <= until]
        told: list[Subscription] = []
        sent = 0
        for email, subscriptions in queries.subscribers().items():
            news = [one for one in latest if any(queries.is_for(s, one) for s in subscriptions)]
            if news:
                _queue(municipality, email, subscriptions, news, by)
                sent += 1
                told += subscriptions
        Subscription.objects.filter(pk__in=[one.pk for one in told]).update(told_until=until)
        if sent:
            audit.record(by, "followers.told", kind="following.subscription", is_change=False)
    return sent


def _queue(
    municipality: Municipality,
    email: str,
    subscriptions: list[Subscription],
    news: list[News],
    by: Actor,
) -> None:
    town = municipality.slug
    details = {
        "municipality": municipality,
        "news": [(one, absolute(one.path)) for one in news],
        "endings": [(one, mail_links.ending(one, town)) for one in subscriptions],
    }
    mail.queue(
        to=email,
        subject=f"Neues zum Konzept: {municipality.name}",
        body=render_to_string("following/mail/digest.txt", details),
        by=by,
        reply_to=municipality.email,
        unsubscribe=mail_links.ending_all(municipality, email),
    )
