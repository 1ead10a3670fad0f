"""Answering a person who asks what is stored, and erasing a person."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from miteinander.accounts.actions import trail
from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import Municipality
from miteinander.kernel.retention import discovery, due, erasing
from miteinander.kernel.retention import persons as engine
from miteinander.kernel.retention.policy import Keep, Rewrite, Table
from miteinander.kernel.retention.subjects import Subject, named_rows, own_rows
from miteinander.kernel.tenancy import all_towns
from miteinander.privacy import answers, rules
from miteinander.privacy.queries import persons

HELD = "Für diese Person gilt eine Löschsperre. Bitte sprechen Sie mit der Prüfung."
LAST = "Das ist die letzte Person mit der Rolle Koordination. Bitte geben Sie die Rolle weiter."
SELF = "Sich selbst können Sie nicht löschen. Bitte lassen Sie es eine andere Person tun."


@transaction.atomic
def answer(
    *, subject: Subject, left_out: Mapping[str, str], municipality: Municipality, by: Actor
) -> bytes:
    """The ZIP for a person who asks (Art. 15, 20 DSGVO): a letter and the data.

    `left_out` names records by their `id`, each with the reason, which the letter says.
    """
    require(rules.can_erase(by))
    found = persons.records_for_town(subject)
    audit.record(by, "access.exported", is_change=False, kind=_kind(subject), pk=_key(subject))
    return answers.packed(found, left_out, subject, municipality.name)


@transaction.atomic
def note_look(*, subject: Subject, by: Actor) -> None:
    """Write down that somebody looked at all that is stored about a person."""
    require(rules.can_erase(by))
    audit.record(by, "access.viewed", is_change=False, kind=_kind(subject), pk=_key(subject))


@transaction.atomic
def erase(*, subject: Subject, named: Collection[str], by: Actor) -> int:
    """Erase a person in the actor's municipality; gives how many records were changed or deleted.

    `named` are the ids of records that only name the person and are meant too. An account that
    no other municipality knows goes as well.
    """
    require(rules.can_erase(by))
    if engine.is_person_held(subject):
        raise NotPossible(HELD)
    if subject.user_id is not None:
        _refuse_the_last(subject.user_id, by)
    number = _erase_named(subject, set(named))
    number += engine.erase_contact(subject)
    if subject.user_id is not None:
        engine.note(engine.ACCOUNT, subject.user_id, by.municipality_id)
        number += _erase_account(subject)
    audit.record(by, "person.erased", kind=_kind(subject), pk=_key(subject))
    return number


def _refuse_the_last(user_id: int, by: Actor) -> None:
    if user_id == by.user_id:
        raise NotPossible(SELF)
    # Two coordinators who erase each other at once: the second waits here and is refused.
    Municipality.objects.select_for_update().get(pk=by.municipality_id)
    coordination = Membership.objects.filter(role=Role.COORDINATION)
    is_one = coordination.filter(user_id=user_id).exists()
    if is_one and not coordination.exclude(user_id=user_id).exists():
        raise NotPossible(LAST)


def _erase_named(subject: Subject, named: set[str]) -> int:
    number = 0
    for table in filter(can_erase_named, discovery.tables()):
        label = table.model.lower()
        keys = {key for one in named if (key := one.removeprefix(f"{label}:")) != one}
        rows = named_rows(table, subject).exclude(due.held_condition(table)) if keys else []
        chosen = [row for row in rows if str(row.pk) in keys]
        if chosen:
            _erase_rows(table, chosen, subject)
        number += len(chosen)
    return number


def _erase_rows(table: Table, rows: list[Any], subject: Subject) -> None:
    then = table.if_person_asks
    if not isinstance(then, Rewrite):
        erasing.apply(table, then, rows, engine.ART_17)
        return
    for row in rows:
        then.function(row, subject)
    keys = [row.pk for row in rows]
    erasing.enter(table.model, rows, keys, engine.ART_17, timezone.now())


def can_erase_named(table: Table) -> bool:
    """Whether a row that only names the person can be changed by a tick: its name is a field."""
    return bool(table.found_by.name) and not isinstance(table.if_person_asks, Keep)


def _erase_account(subject: Subject) -> int:
    """Across all towns: whether somebody else still knows the account is seen nowhere else.

    By the account alone: what other towns sent to the same mail address is theirs.
    """
    account = Subject(user_id=subject.user_id)
    with all_towns():
        if any(_has_rows(table, account) for table in discovery.tables()):
            return 0
        return engine.erase_account(account)


def _has_rows(table: Table, subject: Subject) -> bool:
    is_of_a_town = discovery.is_of_a_town(discovery.model_of(table))
    if not is_of_a_town or not table.found_by.user or isinstance(table.if_person_asks, Keep):
        return False
    return own_rows(table, subject).exists()


def _kind(subject: Subject) -> str:
    if subject.user_id is not None:
        return engine.ACCOUNT
    return engine.CONTACT if subject.contact_id is not None else ""


def _key(subject: Subject) -> int | None:
    return subject.user_id if subject.user_id is not None else subject.contact_id


def own_answer(user: Any, town_id: int | None = None) -> bytes:
    """The ZIP with what is stored about somebody signed in, in all municipalities or in one.

    Asks no rule: everyone may have what is their own. Has no `by`: it is done in no municipality.
    """
    assert isinstance(user, User)
    trail.note("own_data.exported", by=user)
    found = persons.own_records(user, town_id)
    return answers.packed(found, {}, persons.of_account(user), "")
