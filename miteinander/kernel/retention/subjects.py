"""A person of whom something is stored, and finding the rows that belong to or mention them."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django_scopes import get_scope

from miteinander.kernel.models import Municipality
from miteinander.kernel.queries import containing
from miteinander.kernel.retention.discovery import is_of_a_town, model_of
from miteinander.kernel.retention.policy import Table

_SHORTEST = 3  # letters of a name that is searched in texts


@dataclass(frozen=True)
class Subject:
    """Somebody: by account, as contact person, by mail address, by full name.

    Any may be missing. Keys name rows of `accounts.User` and `network.Person`.
    """

    user_id: int | None = None
    contact_id: int | None = None
    mails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def by_key(self) -> "Subject":
        """The same person by the key of account or contact alone.

        Across municipalities: one may have given an account any address, also one at which another
        writes to somebody else.
        """
        return replace(self, mails=frozenset(), names=frozenset())

    @property
    def words(self) -> set[str]:
        """What to look for in texts."""
        return {word for word in (*self.mails, *self.names) if len(word) >= _SHORTEST}


def own_rows(table: Table, subject: Subject) -> QuerySet[Any]:
    """Rows that belong to the person by account, contact or mail address, for sure."""
    return _all(table).filter(_own(table, subject))


def named_rows(table: Table, subject: Subject) -> QuerySet[Any]:
    """Rows that only name the person: it may be somebody else of the same name."""
    found, mentions = Q(pk__in=[]), {}
    for name in table.found_by.name:
        for word in subject.names:
            found |= Q(**{f"{name}__iexact": word})
    for number, name in enumerate(table.found_by.text if subject.words else ()):
        mentions[f"mention_{number}"] = Cast(name, TextField())
        for word in subject.words:
            found |= _mentioning(f"mention_{number}", word)
    rows = _all(table).annotate(**mentions).filter(found)
    return rows.exclude(pk__in=own_rows(table, subject).values("pk"))


def _all(table: Table) -> QuerySet[Any]:
    """All rows of the open scope; of the municipalities, which no scope holds, its own."""
    rows = model_of(table)._default_manager.all()
    town = get_scope().get("municipality")
    if rows.model is Municipality and town is not None:
        return rows.filter(pk=getattr(town, "pk", town))
    return rows


def _own(table: Table, subject: Subject) -> Q:
    by, found = table.found_by, Q(pk__in=[])
    if by.user and subject.user_id is not None:
        found |= Q(**{by.user: subject.user_id})
    if by.contact and subject.contact_id is not None:
        found |= Q(**{by.contact: subject.contact_id})
    # An account that this municipality does not know must not be found by guessing its address.
    for name in by.mail if is_of_a_town(model_of(table)) else ():
        for mail in subject.mails:
            found |= Q(**{f"{name}__iexact": mail})
    if by.query:
        found |= by.query(subject)
    if by.rows:
        found |= Q(pk__in=[row.pk for row in by.rows(subject)])
    return found


def _mentioning(path: str, word: str) -> Q:
    """The text has the word; SQLite keeps JSON with its letters beyond ASCII as "\\u00fc"."""
    found = containing(path, word)
    escaped = json.dumps(word)[1:-1]
    if escaped != word and connection.vendor == "sqlite":
        found |= Q(**{f"{path}__iregex": re.escape(escaped)})
    return found
