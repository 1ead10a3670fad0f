"""Messages from visitors to the municipality."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from miteinander.kernel import mail
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import Municipality, OutgoingMail

MOST_PER_HOUR = 30
SUBJECT = "Nachricht über die Webseite: "


def send_message(
    municipality: Municipality, *, name: str, email: str, subject: str, message: str, by: Actor
) -> OutgoingMail:
    """Put a visitor's message into the outbox; nothing else is kept of it.

    Everyone may write, so no rule is asked. The trail gets no event: it would name nobody, and it
    would let any visitor have all stored pages of the town built anew.
    """
    if not municipality.email:
        raise NotPossible("Diese Kommune hat keine E-Mail-Adresse hinterlegt.")
    with transaction.atomic():
        _refuse_a_flood(municipality)
        return mail.queue(
            to=municipality.email,
            reply_to=email,
            subject=f"{SUBJECT}{subject}",
            body=f"{message}\n\n-- \n{name or 'Ohne Namen'}, {email}",
            by=by,
        )


def _refuse_a_flood(municipality: Municipality) -> None:
    """Stop machines that got past the form before they fill the office's mailbox."""
    recent = OutgoingMail.objects.filter(
        municipality=municipality,
        subject__startswith=SUBJECT,
        created_at__gt=timezone.now() - timedelta(hours=1),
    )
    if recent.count() >= MOST_PER_HOUR:
        raise NotPossible(
            "Gerade kommen sehr viele Nachrichten an. Bitte versuchen Sie es in einer Stunde "
            f"wieder oder schreiben Sie an {municipality.email}."
        )
