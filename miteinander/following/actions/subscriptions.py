"""Begin, confirm and end a subscription."""

from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from miteinander.concept.models import Field, Measure
from miteinander.following import mail_links, rules
from miteinander.following.models import Subscription
from miteinander.kernel import audit, mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality, OutgoingMail

SUBJECT = "Bitte bestätigen: Neues zum Konzept"
MOST_PER_HOUR = 60
ASK_AGAIN_AFTER = timedelta(hours=1)


def ask(
    municipality: Municipality,
    *,
    email: str,
    field: Field | None = None,
    measure: Measure | None = None,
    by: Actor,
) -> None:
    """Send a mail to the address that asks whether its owner wants news.

    Everyone may ask, so no rule is asked, and the trail gets no event: it would name nobody.
    The same is answered whether the address follows already or not, and a mail goes to it at most
    once an hour, so that nobody learns of others or fills their mailboxes.
    """
    with transaction.atomic():
        _refuse_a_flood(municipality)
        found, is_new = Subscription.objects.select_for_update().get_or_create(
            municipality=municipality, email=email.lower(), field=field, measure=measure
        )
        now = timezone.now()
        if found.confirmed_at or (not is_new and found.asked_at > now - ASK_AGAIN_AFTER):
            return
        found.asked_at = now
        found.save(update_fields=["asked_at"])
        _send_question(municipality, found, by)


def confirm(subscription: Subscription, *, by: Actor) -> None:
    """From now on news goes to the address."""
    require(rules.can_confirm(by, subscription.pk))
    with transaction.atomic():
        current = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if current.confirmed_at is None:
            current.confirmed_at = current.told_until = timezone.now()
            current.save(update_fields=["confirmed_at", "told_until"])
            audit.record(by, "subscription.confirmed", current, is_change=False)


def end(subscription: Subscription, *, by: Actor) -> None:
    """Forget the address; nothing more is sent for this subscription."""
    require(rules.can_end(by, subscription.pk))
    with transaction.atomic():
        audit.record(by, "subscription.ended", subscription, is_change=False)
        subscription.delete()


def end_all(email: str, *, by: Actor) -> None:
    """Forget the address in this municipality, whatever it follows."""
    require(rules.can_end_all(by))
    with transaction.atomic():
        followed = list(Subscription.objects.select_for_update().filter(email=email))
        audit.record_all(by, "subscription.ended", followed)
        Subscription.objects.filter(pk__in=[one.pk for one in followed]).delete()


def _send_question(municipality: Municipality, subscription: Subscription, by: Actor) -> None:
    details = {
        "municipality": municipality,
        "subscription": subscription,
        "confirm": mail_links.confirming(subscription, municipality.slug),
        "days": mail_links.CONFIRMING.holds.days,
    }
    body = render_to_string("following/mail/question.txt", details)
    mail.queue(
        to=subscription.email, subject=SUBJECT, body=body, by=by, reply_to=municipality.email
    )


def _refuse_a_flood(municipality: Municipality) -> None:
    """Stop machines that would send mails in the municipality's name to strangers."""
    recent = OutgoingMail.objects.filter(
        municipality=municipality,
        subject=SUBJECT,
        created_at__gt=timezone.now() - timedelta(hours=1),
    )
    if recent.count() >= MOST_PER_HOUR:
        raise NotPossible(
            "Gerade kommen sehr viele Anfragen an. Bitte versuchen Sie es in einer Stunde wieder."
        )
