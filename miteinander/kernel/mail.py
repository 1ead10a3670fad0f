"""The outbox: mail is written with the change that causes it and sent by a job afterwards.

Nothing is lost and nothing is sent twice. A mail is claimed, so that no two workers send it; and
its hand-over is stored immediately before its content goes to the server. Whoever dies before that
leaves a mail that is tried again, whoever dies afterwards one whose fate is uncertain: a person
decides about it (`send_again`), since the server may have taken it.
"""

import logging
import re
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django_tasks import task

from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import MailState
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.smtp import Backend
from miteinander.kernel.tenancy import all_towns

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=10), timedelta(hours=4)
# The pause doubles up to the longest: the last attempt is made five days after the first.
MOST_ATTEMPTS = 36
_CAPPED = 6  # from this attempt on, every pause is the longest
# An address that cannot be written in a mail's head (RFC 3463: bad destination mailbox address).
UNWRITABLE = "5.1.3"
RESENDABLE = (MailState.FAILED, MailState.BOUNCED, MailState.UNCERTAIN)
# Within angle brackets of a mail's head: visible ASCII without the brackets, quotes and commas.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+;=%\[\]-]{1,480}")
_MESSAGE_ID = re.compile(r"miteinander-([0-9]{1,18})\.([0-9a-f]{16})@")


def queue(
    *, to: str, subject: str, body: str, by: Actor, reply_to: str = "", unsubscribe: str = ""
) -> OutgoingMail:
    """Put a mail into the outbox and have it sent once the transaction is through."""
    mail = written(
        to=to, subject=subject, body=body, by=by, reply_to=reply_to, unsubscribe=unsubscribe
    )
    queue_all([mail])
    return mail


def written(
    *, to: str, subject: str, body: str, by: Actor, reply_to: str = "", unsubscribe: str = ""
) -> OutgoingMail:
    """A mail for `queue_all`, not stored yet.

    `unsubscribe` is a full address whose page ends such mails by one POST. Raises `ValueError` for
    anything that is none, so that it can never add a line to a mail's head.
    """
    if unsubscribe and not _ADDRESS.fullmatch(unsubscribe):
        raise ValueError("No address by which a mail can be ended.")
    return OutgoingMail(
        municipality_id=by.municipality_id,
        to=to,
        reply_to=reply_to,
        subject=" ".join(subject.split())[:200],
        body=body,
        unsubscribe=unsubscribe,
    )


def queue_all(mails: list[OutgoingMail]) -> None:
    """Put mails into the outbox by one statement; all are sent once the transaction is through."""
    OutgoingMail.objects.bulk_create(mails)
    transaction.on_commit(lambda: send_waiting.enqueue())


def send_again(mail: OutgoingMail) -> bool:
    """Have it sent once more, under the same Message-ID; False where it waits or arrived.

    The caller's action asks the rule and writes the trail.
    """
    if mail.state(timezone.now()) not in RESENDABLE:
        return False
    again = OutgoingMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=mail.sent_at)
    changed = again.update(
        **dict.fromkeys(("claimed_at", "handed_at", "sent_at", "failed_at", "bounced_at")),
        delayed_at=None,
        code="",
        attempts=0,
    )
    transaction.on_commit(lambda: send_waiting.enqueue())
    return bool(changed)


@task()
def send_waiting() -> int:
    """Send what waits in the outbox; gives the number of mails sent.

    With each claim the next run is put into the queue of jobs, for when the claim has run out: so a
    mail goes out even if this worker is killed or the mail server is down, without another mail to
    push it.
    """
    sent = 0
    while mail := _claim():
        sent += _send(mail)
    return sent


def _claim() -> OutgoingMail | None:
    with all_towns():
        return _claim_one(timezone.now())


def _claim_one(now: datetime) -> OutgoingMail | None:
    waiting = OutgoingMail.objects.filter(
        _is_free(now), sent_at=None, handed_at=None, failed_at=None, attempts__lt=MOST_ATTEMPTS
    )
    for mail in waiting.select_related("municipality").order_by("id")[:20]:
        with transaction.atomic():
            claimed = waiting.filter(pk=mail.pk).update(claimed_at=now, attempts=F("attempts") + 1)
            if claimed:
                mail.attempts += 1
                mail.claimed_at = now
                _look_again(now + _pause(mail.attempts) + timedelta(seconds=5))
                return mail
    return None


def _is_free(now: datetime) -> Q:
    """Nobody tried yet, or the pause since the last attempt is over."""
    free = Q(claimed_at=None) | Q(attempts__gte=_CAPPED, claimed_at__lt=now - LONGEST_PAUSE)
    for attempts in range(_CAPPED):
        free |= Q(attempts=attempts, claimed_at__lt=now - _pause(attempts))
    return free


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** max(attempts - 1, 0), LONGEST_PAUSE)


def _look_again(at: datetime) -> None:
    if send_waiting.get_backend().supports_defer:
        send_waiting.using(run_after=at).enqueue()


def _send(mail: OutgoingMail) -> int:
    """Hand it to the server; 1 if it took it.

    Logs carry kind and number only: the errors' own words name the recipient.
    """
    try:
        _message(mail, lambda: _mark(mail, handed_at=timezone.now())).send()
    except ValueError:
        _fail(mail, UNWRITABLE)
    except smtplib.SMTPRecipientsRefused as refusal:
        _refused(mail, max(code for code, _ in refusal.recipients.values()))
    except smtplib.SMTPDataError as refusal:
        _refused(mail, refusal.smtp_code)
    except OSError as error:
        _not_now(mail, type(error).__name__)
    else:
        _mark(mail, sent_at=timezone.now())
        return 1
    return 0


def _message(mail: OutgoingMail, before_content: Callable[[], None]) -> EmailMessage:
    connection = get_connection()
    if isinstance(connection, Backend):
        connection.before_content = before_content
    return EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": message_id(mail), **_ending(mail)},
        connection=connection,
    )


def _ending(mail: OutgoingMail) -> dict[str, str]:
    """The head's lines by which mail programs offer to end such mails (RFC 2369, RFC 8058).

    One click without a page in between is for https only.
    """
    if not mail.unsubscribe:
        return {}
    lines = {"List-Unsubscribe": f"<{mail.unsubscribe}>"}
    if mail.unsubscribe.startswith("https://"):
        lines["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return lines


def _refused(mail: OutgoingMail, code: int) -> None:
    """The server said no: for good (5xx), or for now. Either way it does not have the mail."""
    if code >= 500:
        _fail(mail, str(code))
    else:
        _mark(mail, handed_at=None)
        _not_now(mail, str(code))


def _not_now(mail: OutgoingMail, reason: str) -> None:
    logger.warning("Mail %s could not be sent: %s", mail.pk, reason)
    if mail.attempts >= MOST_ATTEMPTS and not mail.handed_at:
        _fail(mail, "")


def _fail(mail: OutgoingMail, code: str) -> None:
    logger.warning("Mail %s was given up: %s", mail.pk, code or "no server took it")
    _mark(mail, failed_at=timezone.now(), handed_at=None, code=code)


def _mark(mail: OutgoingMail, **values: object) -> None:
    """Stored and committed when this returns: the worker holds no transaction open."""
    for name, value in values.items():
        setattr(mail, name, value)
    with all_towns():
        OutgoingMail.objects.filter(pk=mail.pk).update(**values)


def message_id(mail: OutgoingMail) -> str:
    """The same each time it is sent, so that mail programs show a second one as the same.

    A keyed part keeps others from inventing delivery reports about mails that they never got.
    """
    host = mail.municipality.email.partition("@")[2] or "localhost"
    return f"<miteinander-{mail.pk}.{_seal(mail.pk)}@{host}>"


def mail_number(text: str) -> int | None:
    """The key of the mail of ours whose Message-ID stands in the text, or None."""
    for match in _MESSAGE_ID.finditer(text):
        if constant_time_compare(match.group(2), _seal(int(match.group(1)))):
            return int(match.group(1))
    return None


def _seal(pk: int) -> str:
    return salted_hmac("kernel.mail", str(pk), algorithm="sha256").hexdigest()[:16]
