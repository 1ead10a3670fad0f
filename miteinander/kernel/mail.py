"""The outbox: mail is written with the change that causes it and sent by a job afterwards."""

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from miteinander.kernel.actor import Actor
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
# The pause doubles with every attempt: the last one is made 21 hours after the first.
FIRST_PAUSE = timedelta(minutes=10)


def queue(*, to: str, subject: str, body: str, by: Actor, reply_to: str = "") -> OutgoingMail:
    """Put a mail into the outbox and have it sent once the transaction is through."""
    mail = written(to=to, subject=subject, body=body, by=by, reply_to=reply_to)
    queue_all([mail])
    return mail


def written(*, to: str, subject: str, body: str, by: Actor, reply_to: str = "") -> OutgoingMail:
    """A mail for `queue_all`, not stored yet."""
    return OutgoingMail(
        municipality_id=by.municipality_id,
        to=to,
        reply_to=reply_to,
        subject=" ".join(subject.split())[:200],
        body=body,
    )


def queue_all(mails: list[OutgoingMail]) -> None:
    """Put mails into the outbox by one statement; all are sent once the transaction is through."""
    OutgoingMail.objects.bulk_create(mails)
    transaction.on_commit(lambda: send_waiting.enqueue())


@task()
def send_waiting() -> int:
    """Send what waits in the outbox; gives the number of mails sent.

    A mail is claimed before it is sent, so two workers never send the same one. With each claim
    the next run is put into the queue of jobs, for when the claim has run out: so a mail goes out
    even if this worker is killed or the mail server is down, without another mail to push it.
    """
    sent = 0
    while mail := _claim():
        sent += _send(mail)
    return sent


def _claim() -> OutgoingMail | None:
    with all_towns():
        return _claim_one(timezone.now())


def _claim_one(now: datetime) -> OutgoingMail | None:
    waiting = OutgoingMail.objects.filter(_is_free(now), sent_at=None, attempts__lt=MOST_ATTEMPTS)
    for mail in waiting.order_by("id")[:20]:
        with transaction.atomic():
            claimed = waiting.filter(pk=mail.pk).update(claimed_at=now, attempts=F("attempts") + 1)
            if claimed:
                _look_again(now + _pause(mail.attempts + 1) + timedelta(seconds=5))
                return mail
    return None


def _is_free(now: datetime) -> Q:
    """Nobody tried yet, or the pause since the last attempt is over."""
    free = Q(claimed_at=None)
    for attempts in range(1, MOST_ATTEMPTS):
        free |= Q(attempts=attempts, claimed_at__lt=now - _pause(attempts))
    return free


def _pause(attempts: int) -> timedelta:
    return FIRST_PAUSE * 2 ** (attempts - 1)


def _look_again(at: datetime) -> None:
    if send_waiting.get_backend().supports_defer:
        send_waiting.using(run_after=at).enqueue()


def _send(mail: OutgoingMail) -> int:
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": f"<miteinander-{mail.pk}@{_host(mail)}>"},
    )
    try:
        message.send()
    except (OSError, ValueError):
        # No server takes it now, or its address cannot be written in a mail's head. It stays in the
        # outbox for the next attempt and holds up no other.
        logger.exception("Mail %s could not be sent", mail.pk)
        return 0
    with all_towns():
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return 1


def _host(mail: OutgoingMail) -> str:
    return mail.municipality.email.partition("@")[2] or "localhost"
