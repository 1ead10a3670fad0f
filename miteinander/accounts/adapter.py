"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from miteinander.accounts import fresh, queries
from miteinander.accounts.actions import trail
from miteinander.accounts.choices import WITH_SECOND_FACTOR
from miteinander.accounts.models import User
from miteinander.accounts.town_sign_in import still_vouches
from miteinander.kernel import mail
from miteinander.kernel.actor import system
from miteinander.kernel.tenancy import town_scope

LOCK = 5 * 60  # seconds; as in settings.ACCOUNT_RATE_LIMITS
# What allauth tells people by mail, and as what the trail keeps it.
VERBS = {
    "account/email/password_changed": "password.changed",
    "account/email/password_set": "password.set",
    "account/email/password_reset": "password.reset",
    "mfa/email/totp_activated": "second_factor.added",
    "mfa/email/webauthn_added": "second_factor.added",
    "mfa/email/totp_deactivated": "second_factor.removed",
    "mfa/email/webauthn_removed": "second_factor.removed",
    "mfa/email/recovery_codes_generated": "recovery_codes.made",
}
CHANGED = "Der Anmeldedienst Ihrer Kommune wurde inzwischen geändert. Bitte melden Sie sich neu an."
ADVICE = (
    "Ihre Rolle arbeitet mit Daten, die besonders zu schützen sind. Bitte richten Sie unter "
    "„Mein Konto“ einen zweiten Faktor ein."
)


class Adapter(DefaultAccountAdapter):
    """Accounts are given, not taken; mail goes through the outbox; the trail knows of sign-ins."""

    # The library's own German says "du".
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "E-Mail-Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides."
        ),
        "enter_current_password": "Das ist nicht Ihr bisheriges Passwort.",
        "incorrect_password": "Dieses Passwort stimmt nicht.",
        "too_many_login_attempts": (
            "Zu viele gescheiterte Versuche. Bitte warten Sie fünf Minuten und melden Sie sich "
            "dann noch einmal an."
        ),
        "rate_limited": "Das waren sehr viele Anfragen. Bitte warten Sie ein paar Minuten.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody signs up by themselves."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Changing how one signs in wants the own password or second factor, not long ago."""
        return not fresh.has_proved_own(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm who one is, in our words."""
        words = {
            "reauthenticate": "Passwort eingeben",
            "mfa_reauthenticate": "Code aus der App oder Ersatzcode eingeben",
            "mfa_reauthenticate:webauthn": "Passkey benutzen",
        }
        found = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in found]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the person, once, that somebody guessed so often that their account is locked."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _tell_locked(self, str(credentials.get("email", "")))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failure down, for an account that exists."""
        super().authentication_failed(request, **credentials)
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        trail.note_failed_sign_in.enqueue(user.pk if user else 0)

    def logout(self, request: HttpRequest) -> None:
        """Write the sign-out down."""
        if isinstance(request.user, User):
            trail.note("sign_out.done", by=request.user)
        super().logout(request)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Remember through which door the session came, and write the sign-in down."""
        login = (details.get("signal_kwargs") or {}).get("sociallogin")
        if login and not still_vouches(login):
            logout(request)
            messages.error(request, CHANGED)
            return redirect("account_login")
        fresh.begin(request, login)
        trail.note("sign_in.done", by=user)
        response = super().post_login(request, user, **details)
        if _is_advised(user, request):
            messages.warning(request, ADVICE)
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """The mail about a change of how somebody signs in, and the entry in the trail."""
        trail.note(VERBS[template_prefix], by=user)
        context = {**(context or {}), "user": user}
        super().send_notification_mail(template_prefix, user, context, user.email)

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


def _tell_locked(adapter: Adapter, email: str) -> None:
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user and cache.add(f"locked:{user.pk}", True, LOCK):
        trail.note("sign_in.locked", by=user)
        adapter.send_mail("account/email/locked", user.email, {"user": user})


def _is_advised(user: User, request: HttpRequest) -> bool:
    """Whether somebody holds a role that needs a second factor and has none."""
    if fresh.town_of(request) or queries.has_second_factor(user):
        return False
    return any(actor.has_role(*WITH_SECOND_FACTOR) for actor in queries.actors_of(user))
