"""What is still to be set before strangers use an installation, in plain words.

Django's own checks for deployment run too; those that our settings answer on purpose are listed.
https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.core import checks

from miteinander.accounts import stolen
from miteinander.operation.backup import making
from miteinander.operation.backup.errors import BackupError

# Said by our own sentences (HTTPS, secret, debug, hosts), or decided: HSTS holds for subdomains of
# the site's own host name (docs/operations.md asks for one that nothing else uses), but a place on
# the browsers' preload list is for whoever owns the domain to ask for.
_SAID = {
    *("security.W004", "security.W008", "security.W009", "security.W012", "security.W016"),
    *("security.W018", "security.W020", "security.W021"),
}
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def problems() -> list[str]:
    """A sentence per setting that is not fit for operation, with what to do."""
    own = [*_web(), *_mail(), *_rest()]
    found = checks.run_checks(include_deployment_checks=True)
    return own + [f"{one.msg} ({one.id})" for one in found if one.id not in _SAID]


def advice() -> list[str]:
    """A sentence per thing that would be better; strangers may use it without."""
    if stolen.entries() is not None:
        return []
    return [
        "Gestohlene Passwörter sind nicht bekannt und werden angenommen, wenn sie lang genug und "
        "nicht allzu häufig sind. Bitte lesen Sie eine Liste ein: miteinander stolen-passwords"
    ]


def _web() -> Iterator[str]:
    if settings.DEBUG:
        yield "Fehlerseiten zeigen Einzelheiten. Bitte MITEINANDER_DEBUG entfernen."
    if settings.MITEINANDER_DEMO:
        yield "Die Vorführung hat bekannte Passwörter. Bitte MITEINANDER_DEMO entfernen."
    if not settings.BEHIND_HTTPS:
        yield (
            "Ohne HTTPS gehen Passwörter offen durchs Netz. Bitte einen Proxy mit Zertifikat "
            "davorstellen und MITEINANDER_HTTPS=1 setzen."
        )
    names = set(settings.ALLOWED_HOSTS) - _LOCAL
    if not names:
        yield "Unter welchem Namen ist die Seite erreichbar? Bitte MITEINANDER_HOSTS setzen."
    if "*" in names:
        yield "MITEINANDER_HOSTS=* nimmt jeden Namen an. Bitte die Namen der Seite nennen."
    for origin in settings.CSRF_TRUSTED_ORIGINS:
        if not origin.startswith("https://"):
            yield f"{origin} in MITEINANDER_ORIGINS beginnt nicht mit https://. Bitte ändern."


def _mail() -> Iterator[str]:
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield "Mails haben noch keinen Absender. Bitte MITEINANDER_MAIL_FROM setzen."
    is_elsewhere = settings.EMAIL_HOST not in _LOCAL
    if is_elsewhere and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield "Mails gehen unverschlüsselt zum Mailserver. Bitte MITEINANDER_SMTP_TLS=1 setzen."


def _rest() -> Iterator[str]:
    if len(settings.SECRET_KEY) < 50:
        yield (
            "MITEINANDER_SECRET_KEY ist zu kurz: Sitzungen ließen sich fälschen. Bitte mindestens "
            "50 zufällige Zeichen setzen, oder die Variable entfernen: Dann entsteht einer."
        )
    try:
        stolen.entries()
    except stolen.ListError as error:
        yield str(error)
    if os.environ.get("MITEINANDER_JOBS") == "immediate":
        yield "Aufträge laufen in den Seiten mit und halten sie auf. MITEINANDER_JOBS entfernen."
    try:
        making.public_key()
    except BackupError as error:
        yield str(error)
