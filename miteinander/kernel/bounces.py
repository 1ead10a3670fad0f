"""Delivery reports (RFC 3464) that mail servers send back about mails of ours."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from django.utils import timezone

from miteinander.kernel import mail
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns

LARGEST = 5_000_000  # bytes; a report carries at most the mail that it is about
_STATUS = re.compile(r"\b([245]\.[0-9]{1,3}\.[0-9]{1,3})\b")


@dataclass(frozen=True)
class Report:
    """What became of one of our mails: its key, whether it is lost for good, and the code."""

    mail: int
    is_final: bool
    code: str


def read(data: bytes) -> Report | None:
    """The report in a mail; None for anything else, also for a report that all is well."""
    try:
        message = message_from_bytes(data[:LARGEST], policy=policy.compat32)
        number = _number(message)
        said = _said(message) if number is not None else None
    except (LookupError, ValueError, RecursionError):
        # Broken letters and nestings: no mail of ours has them.
        return None
    return Report(number, *said) if number is not None and said else None


def take(data: bytes) -> bool:
    """Note what a delivery report says about a mail; False where it is none of ours."""
    report = read(data)
    if report is None:
        return False
    column = "bounced_at" if report.is_final else "delayed_at"
    with all_towns():
        # A mail that came back went out, whatever we knew of it.
        ours = OutgoingMail.objects.filter(pk=report.mail, bounced_at=None)
        return bool(ours.update(**{column: timezone.now()}, code=report.code))


def _said(message: Message) -> tuple[bool, str] | None:
    """(lost for good, code) of the first recipient that did not get it."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.walk():
            action = str(block.get("Action", "")).strip().casefold()
            if action in ("failed", "delayed"):
                status = _STATUS.search(str(block.get("Status", "")))
                return action == "failed", status.group(1) if status else ""
    return None


def _number(message: Message) -> int | None:
    """The key in the report's copy of our mail or of its head; the report's own head comes last."""
    inner = [part for part in message.walk() if part is not message]
    for part in [*inner, message]:
        for name in ("Message-ID", "In-Reply-To", "References", "X-Original-Message-ID"):
            number = mail.mail_number(str(part.get(name, "")))
            if number is not None:
                return number
        if part.get_content_type() == "text/rfc822-headers":
            number = mail.mail_number(str(part.get_payload()))
            if number is not None:
                return number
    return None
