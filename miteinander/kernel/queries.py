"""Reads of the kernel."""

import re
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from miteinander.kernel.encryption import texts
from miteinander.kernel.models import AuditEvent, AuditSeal, DataKey, Municipality
from miteinander.kernel.sorting import german
from miteinander.kernel.tenancy import all_towns

_MARKED = (AuditEvent, AuditSeal)


def active_municipality(slug: str) -> Municipality | None:
    """The municipality that uses Miteinander under this address, or None."""
    return Municipality.objects.filter(slug=slug, is_active=True).first()


def active_municipalities() -> list[Municipality]:
    """All municipalities that use Miteinander, by name."""
    return list(
        Municipality.objects.filter(is_active=True)
        .select_related("parent")
        .order_by(german("name"))
    )


def has_tables() -> bool:
    """Whether the database was migrated at all."""
    return Municipality._meta.db_table in connection.introspection.table_names()


def active_municipalities_named(words: str) -> QuerySet[Municipality]:
    """The municipalities that use Miteinander and have every one of the words in their name."""
    found = Municipality.objects.filter(is_active=True).select_related("parent")
    for word in words.split():
        found = found.filter(containing("name", word))
    return found.order_by(german("name"), "pk")


def containing(path: str, word: str) -> Q:
    """That the text at `path` contains the word, in capitals or not, on every database.

    SQLite's LIKE folds the case of ASCII letters only; its REGEXP is Python's and knows "Ö".
    """
    if word.isascii():
        return Q(**{f"{path}__icontains": word})
    return Q(**{f"{path}__iregex": re.escape(word)})


def is_set_up() -> bool:
    """Whether the tables exist and a municipality uses this installation."""
    return has_tables() and Municipality.objects.filter(is_active=True).exists()


def uses_of_key(key_id: str) -> int:
    """How many rows of all municipalities need this key of the keyring."""
    with all_towns():
        sealed = sum(room.uses(key_id) for room in texts.holders())
        marked = sum(model.objects.filter(key_id=key_id).count() for model in _MARKED)
        return DataKey.objects.filter(master_id=key_id).count() + marked + sealed


def security_contacts(most: int = 5) -> list[str]:
    """Whom to tell of a weakness, as addresses: the operator's setting, or the towns' offices."""
    given = settings.MITEINANDER_SECURITY_CONTACT
    if given:
        return [given if given.startswith("https://") else _mailto(given)]
    offices = Municipality.objects.filter(is_active=True).exclude(email="").order_by("slug")
    return [_mailto(email) for email in offices.values_list("email", flat=True)[:most]]


def _mailto(email: str) -> str:
    return f"mailto:{quote(email.removeprefix('mailto:'), safe='@')}"
