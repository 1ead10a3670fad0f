"""Erasing a person (Art. 17 DSGVO): what each table says happens to the rows that are theirs.

Works in the scope that is open: in a town's it leaves other towns alone. Rows that only name the
person (`subjects.named_rows`) are left to somebody who reads them.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from miteinander.kernel.models import ErasureLog
from miteinander.kernel.retention import due
from miteinander.kernel.retention.discovery import is_of_a_town, model_of, table_of, tables
from miteinander.kernel.retention.erasing import apply
from miteinander.kernel.retention.policy import Delete, Replace, Rewrite, Table
from miteinander.kernel.retention.subjects import Subject, own_rows

ART_17 = "art-17"
ACCOUNT, CONTACT = "accounts.user", "network.person"


def is_subject(table: Table) -> bool:
    """Whether a row of the table is a person: an account or a contact person."""
    return "pk" in (table.found_by.user, table.found_by.contact)


def subject_of(table: Table, row: Any) -> Subject:
    """The person that an account or a contact person is."""
    mails = frozenset(mail for name in table.found_by.mail if (mail := getattr(row, name)))
    is_account = table.found_by.user == "pk"
    return Subject(
        user_id=row.pk if is_account else None,
        contact_id=None if is_account else row.pk,
        mails=mails,
        names=frozenset({str(row)}),
    )


def erase_traces(subject: Subject, *, with_sign_in: bool = False) -> int:
    """Erase what belongs to the person in the open scope, but not the account or contact itself.

    What belongs to the sign-in and to no municipality stays while the account does. Rows that are
    held stay. Gives how many rows were changed or deleted.
    """
    number = 0
    with transaction.atomic():
        for table in tables():
            is_here = with_sign_in or is_of_a_town(model_of(table))
            if is_here and not is_subject(table):
                number += _erase_in(table, subject)
    return number


def erase_contact(subject: Subject) -> int:
    """Erase the person's traces and the contact person itself in the open scope."""
    number = erase_traces(subject)
    if subject.contact_id is not None:
        # By the key alone: another contact person may have the same mail address.
        number += _erase_in(table_of(CONTACT), Subject(contact_id=subject.contact_id))
    return number


def erase_account(subject: Subject) -> int:
    """Erase the account, wherever it leaves traces in the open scope (all towns)."""
    number = erase_traces(subject, with_sign_in=True)
    return number + _erase_in(table_of(ACCOUNT), subject)


def note(kind: str, key: int, municipality_id: int | None) -> None:
    """Enter into the register that a person's traces in a town went at their wish."""
    ErasureLog.objects.create(
        municipality_id=municipality_id,
        kind=kind,
        key=str(key),
        rule=ART_17,
        erased_at=timezone.now(),
    )


def _erase_in(table: Table, subject: Subject) -> int:
    then = table.if_person_asks
    rows = own_rows(table, subject).exclude(due.held_condition(table))
    if isinstance(then, Rewrite):
        changed = [row for row in rows if then.function(row, subject)]
        return len(changed)
    if not isinstance(then, Delete | Replace):
        return 0
    batch = list(rows)
    if batch:
        apply(table, then if isinstance(then, Replace) else Delete(), batch, ART_17)
    return len(batch)


def is_person_held(subject: Subject) -> bool:
    """Whether somebody holds the account or the contact person."""
    keys = ((ACCOUNT, subject.user_id), (CONTACT, subject.contact_id))
    return any(key is not None and due.is_held(table_of(kind), key) for kind, key in keys)
