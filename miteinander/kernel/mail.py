"""The outbox: mail is written with the change that causes it and sent by a job afterwards."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks import task

from miteinander.kernel.actor import Actor
from miteinander.kernel.models import OutgoingMail

MOST_ATTEMPTS = 8
CLAIM_HOLDS = timedelta(minutes=10)


def queue(*, to: str, subject: str, body: str, by: Actor, reply_to: str = "") -> OutgoingMail:
    """Put a mail into the outbox and have it sent once the transaction is through."""
    mail = OutgoingMail.objects.create(
        municipality_id=by.municipality_id,
        to=to,
        reply_to=reply_to,
        subject=" ".join(subject.split())[:200],
        body=body,
    )
    transaction.on_commit(lambda: send_waiting.enqueue())
    return mail


@task()
def send_waiting() -> int:
    """Send what waits in the outbox; gives the number of mails sent.

    A mail is claimed before it is sent, so two workers never send the same one; a claim of a
    worker that died is free again after ten minutes.
    """
    sent = 0
    with scopes_disabled():
        while mail := _claim():
            sent += _send(mail)
    return sent


def _claim() -> OutgoingMail | None:
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM_HOLDS)
    waiting = OutgoingMail.objects.filter(free, sent_at=None, attempts__lt=MOST_ATTEMPTS)
    for mail in waiting.order_by("id")[:20]:
        claimed = waiting.filter(pk=mail.pk).update(claimed_at=now, attempts=F("attempts") + 1)
        if claimed:
            return mail
    return None


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
    except OSError:
        # The claim runs out and the next run tries again; the mail stays in the outbox.
        return 0
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return 1


def _host(mail: OutgoingMail) -> str:
    return mail.municipality.email.partition("@")[2] or "localhost"
