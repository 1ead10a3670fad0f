"""What is kept of people who sign in, why, and how long."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from miteinander.accounts.models import Membership
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.retention.periods import Period
from miteinander.kernel.retention.policy import (
    OPERATOR,
    PROOF,
    TASK,
    Begin,
    Delete,
    Exempt,
    FoundBy,
    NoPersonalData,
    Policy,
    Rule,
    Table,
)
from miteinander.kernel.retention.shapes import while_there

SECRET = Exempt("Ein Geheimnis der Anmeldung; die Auskunft selbst könnte abgefangen werden.")
PEOPLE = "Menschen mit Zugang zum Arbeitsbereich"


def _last_seen() -> Any:
    """The last of: made, signed in, access taken away; empty for whoever still has a role."""
    events = AuditEvent.objects.filter(
        object_kind="accounts.user", object_id=OuterRef("pk"), verb="member.removed"
    )
    # Without an order, the groups are those of `values` alone.
    taken = events.order_by().values("object_id").annotate(last=Max("at")).values("last")
    made = F("created_at")
    last = Greatest(made, Coalesce("last_login", made), Coalesce(Subquery(taken), made))
    has_role = Exists(Membership.objects.filter(user=OuterRef("pk")))
    never = Value(None, output_field=DateTimeField())
    return Case(When(has_role, then=never), default=last, output_field=DateTimeField())


def _sessions_of(subject: Any) -> list[Session]:
    """Sessions hold the account's number inside signed text that SQL cannot read."""
    if subject.user_id is None:
        return []
    number = str(subject.user_id)
    return [one for one in Session.objects.all() if one.get_decoded().get(SESSION_KEY) == number]


ACCOUNT = Table(
    model="accounts.User",
    title="Benutzerkonten",
    subjects=PEOPLE,
    personal={
        "email": "E-Mail",
        "name": "Name",
        "created_at": "Angelegt am",
        "last_login": "Zuletzt angemeldet",
        "is_active": "aktiv",
        "password": SECRET,
    },
    rules=(
        Rule(
            code="accounts",
            title="Konten ohne Rolle in einer Kommune",
            purpose="Wer bald wiederkommt, behält sein Konto",
            basis=TASK,
            begins=Begin(
                "ab dem Tag, an dem die letzte Rolle entzogen wurde oder die Person sich zuletzt "
                "angemeldet hat",
                expression=_last_seen,
            ),
            period=Period(months=6),
            then=Delete(with_traces=True),
            answers=OPERATOR,
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(user="pk", mail=("email",)),
    if_person_asks=Delete(),
)

ROLE = Table(
    model="accounts.Membership",
    title="Rollen in der Kommune",
    subjects=PEOPLE,
    personal={"user": "Konto", "role": "Rolle"},
    rules=(
        while_there(
            code="roles",
            title="Rollen",
            purpose="Wissen, wer was darf",
            begins="bis die Koordination die Rolle entzieht",
            then=Delete(),
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Delete(),
)

DIGEST = Table(
    model="accounts.WeeklyDigest",
    title="Wochenüberblicke per Mail",
    subjects=PEOPLE,
    personal={"user": "Konto", "is_wanted": "Erwünscht", "sent_for": "Zuletzt für die Woche ab"},
    rules=(
        while_there(
            code="digests",
            title="Wochenüberblicke",
            purpose="Wissen, wer die Mail nicht will und wer sie diese Woche schon bekam",
            begins="bis das Konto gelöscht wird",
            then=Delete(),
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Delete(),
)

SESSION = Table(
    model="sessions.Session",
    title="Anmeldungen in Browsern",
    subjects=PEOPLE,
    personal={
        "expire_date": "Angemeldet bis",
        "session_key": SECRET,
        "session_data": Exempt("Enthält nur die Nummer des Kontos, signiert."),
    },
    rules=(
        Rule(
            code="sessions",
            title="Abgelaufene Anmeldungen",
            purpose="Angemeldet bleiben",
            basis=TASK,
            begins=Begin("ab dem Ablauf der Anmeldung", field="expire_date"),
            period=Period(),
            then=Delete(),
            answers=OPERATOR,
            is_automatic=True,
            in_register=False,
        ),
    ),
    found_by=FoundBy(rows=_sessions_of),
    if_person_asks=Delete(),
    recipients="Betrieb",
)


def _with_account(
    model: str,
    title: str,
    rule: tuple[str, str, str],
    personal: dict[str, str | Exempt],
    *,
    user: str = "user_id",
    basis: str = TASK,
    neutral: tuple[str, ...] = (),
    is_optional: bool = True,
) -> Table:
    """What is kept as long as the account and goes with it; `rule`: code, title, purpose."""
    code, words, purpose = rule
    return Table(
        model=model,
        title=title,
        subjects=PEOPLE,
        personal=personal,
        neutral=neutral,
        rules=(
            while_there(
                code=code,
                title=words,
                purpose=purpose,
                begins="solange es das Konto gibt",
                then=Delete(),
                basis=basis,
            ),
        ),
        found_by=FoundBy(user=user),
        if_person_asks=Delete(),
        is_optional=is_optional,
    )


# The address is how the person signs in.
ADDRESS = _with_account(
    "account.EmailAddress",
    "E-Mail-Adressen der Konten",
    ("addresses", "E-Mail-Adressen", "Anmelden, Passwort zurücksetzen"),
    {"user": "Konto", "email": "E-Mail", "verified": "bestätigt", "primary": "Hauptadresse"},
    is_optional=False,
)

CONFIRMATION = Table(
    model="account.EmailConfirmation",
    title="Bestätigungen von E-Mail-Adressen",
    subjects=PEOPLE,
    personal={
        "email_address": "Adresse (Nummer)",
        "created": "Begonnen am",
        "sent": "Versandt am",
        "key": SECRET,
    },
    rules=(
        Rule(
            code="confirmations",
            title="Bestätigungen von E-Mail-Adressen",
            purpose="Prüfen, ob eine Adresse der Person gehört",
            basis=PROOF,
            begins=Begin("ab dem Versand des Links", field="sent"),
            period=Period(days=14),
            then=Delete(),
            answers=OPERATOR,
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(user="email_address__user_id"),
    if_person_asks=Delete(),
)

SECOND_FACTOR = _with_account(
    "mfa.Authenticator",
    "Zweite Faktoren und Passkeys",
    ("factors", "Zweite Faktoren und Passkeys", "Sicher anmelden"),
    {
        "user": "Konto",
        "type": "Art",
        "created_at": "Angelegt am",
        "last_used_at": "Zuletzt benutzt",
        "data": SECRET,
    },
    basis=PROOF,
)

USER_SESSION = Table(
    model="usersessions.UserSession",
    title="Liste der Anmeldungen mit Gerät",
    subjects=PEOPLE,
    personal={
        "user": "Konto",
        "created_at": "Begonnen am",
        "last_seen_at": "Zuletzt gesehen",
        "ip": "Internetadresse",
        "user_agent": "Browser",
        "data": "Weitere Angaben",
        "session_key": SECRET,
    },
    rules=(
        Rule(
            code="devices",
            title="Anmeldungen mit Gerät",
            purpose="Fremde Anmeldungen erkennen und beenden",
            basis=PROOF,
            begins=Begin("ab der letzten Benutzung", field="last_seen_at"),
            period=Period(days=30),
            then=Delete(),
            answers=OPERATOR,
            is_automatic=True,
            in_register=False,
        ),
    ),
    found_by=FoundBy(user="user_id"),
    if_person_asks=Delete(),
    is_optional=True,
)

SOCIAL = _with_account(
    "socialaccount.SocialAccount",
    "Anmeldung über den Dienst der Kommune (OIDC)",
    ("oidc", "Verbundene Dienste", "Mit dem Konto der Verwaltung anmelden"),
    {
        "user": "Konto",
        "provider": "Dienst",
        "uid": "Kennung beim Dienst",
        "last_login": "Zuletzt angemeldet",
        "date_joined": "Verbunden am",
        "extra_data": "Vom Dienst übermittelt",
    },
)

SOCIAL_TOKEN = _with_account(
    "socialaccount.SocialToken",
    "Schlüssel des Anmeldedienstes",
    ("oidc-tokens", "Schlüssel des Anmeldedienstes", "Anmelden"),
    {
        "account": "Verbindung (Nummer)",
        "expires_at": "gilt bis",
        "token": SECRET,
        "token_secret": SECRET,
    },
    user="account__user_id",
    basis=PROOF,
    neutral=("app",),
)

TOKEN = Table(
    model="accounts.ApiToken",
    title="Zugänge für andere Programme",
    subjects="Menschen der Koordination, die einen Zugang anlegen",
    personal={
        "made_by": "angelegt von",
        "name": "Wofür",
        "created_at": "Angelegt am",
        "last_used_on": "Zuletzt benutzt",
        "expires_at": "gilt bis",
        "revoked_at": "gesperrt",
        "prefix": "Beginnt mit",
        "secret_hash": SECRET,
    },
    neutral=("scopes",),
    rules=(
        Rule(
            code="tokens",
            title="Abgelaufene Zugänge für Programme",
            purpose="Wissen, welches Programm gelesen hat",
            basis=PROOF,
            begins=Begin("ab dem Ende der Gültigkeit", field="expires_at"),
            period=Period(months=12),
            then=Delete(),
            is_automatic=True,
        ),
    ),
    found_by=FoundBy(user="made_by_id", text=("name",)),
    if_person_asks=Delete(),
    recipients="Koordination",
)

POLICY: Policy = (
    ACCOUNT,
    TOKEN,
    ROLE,
    DIGEST,
    SESSION,
    ADDRESS,
    CONFIRMATION,
    SECOND_FACTOR,
    USER_SESSION,
    SOCIAL,
    SOCIAL_TOKEN,
    NoPersonalData(
        "accounts.IdentityProvider", "Adresse und Kennung des Anmeldedienstes der Kommune."
    ),
    NoPersonalData(
        "socialaccount.SocialApp",
        "Einstellungen eines Anmeldedienstes.",
        is_optional=True,
    ),
)
