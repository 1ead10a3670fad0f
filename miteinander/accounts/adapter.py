"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from miteinander.accounts import queries
from miteinander.kernel import mail
from miteinander.kernel.actor import system
from miteinander.kernel.tenancy import town_scope


class Adapter(DefaultAccountAdapter):
    """Accounts are given, not taken; mail goes through the outbox."""

    # The library's own German says "du".
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": (
            "Zu viele gescheiterte Versuche. Bitte warten Sie fünf Minuten und melden Sie sich "
            "dann noch einmal an."
        ),
        "rate_limited": "Das waren sehr viele Anfragen. Bitte warten Sie ein paar Minuten.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody signs up by themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the person's first municipality, so that a mail server that is down
        costs no page; who works nowhere (any more) gets none.
        """
        municipalities = queries.municipalities_of(context["user"]) if "user" in context else []
        if not municipalities:
            return
        town = municipalities[0]
        message = self.render_mail(template_prefix, email, {**context, "municipality": town})
        with town_scope(town):
            mail.queue(
                to=email,
                subject=message.subject,
                body=message.body,
                by=system(town.pk),
                reply_to=town.email,
            )
