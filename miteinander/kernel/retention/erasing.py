"""Makes rows go: in one transaction with the register, files after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField, Model
from django.db.models.deletion import Collector
from django.utils import timezone

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.models import DataKey, ErasureLog
from miteinander.kernel.retention import due
from miteinander.kernel.retention.discovery import is_of_a_town, model_of
from miteinander.kernel.retention.policy import Delete, Replace, Rule, Table
from miteinander.kernel.tenancy import all_towns, town_scope

BATCH = 100
BY_HAND = "by-hand"


def erase_due(
    table: Table, rule: Rule, *, keys: Sequence[Any] | None = None, by: Actor | None
) -> int:
    """Erase a batch of what is due now, or of `keys` as far as they are due and not held.

    One transaction with the register and one event of the trail (`by` None: the table belongs to
    no municipality, the register alone tells). Gives the number of rows that went.
    """
    if (by is not None) != is_of_a_town(model_of(table)):
        raise ValueError(f"{rule.code}: in a town somebody acts, elsewhere nobody does")
    with transaction.atomic():
        rows = due.due(table, rule)
        if keys is not None:
            rows = rows.filter(pk__in=list(keys))
        batch = list(rows[:BATCH])
        if batch:
            apply(table, rule.then, batch, rule.code, in_register=rule.in_register)
        if batch and by:
            audit.record(by, "retention.erased", kind=table.model.lower())
    return len(batch)


def apply(
    table: Table,
    then: Any,
    batch: Sequence[Model],
    code: str,
    *,
    at: datetime | None = None,
    in_register: bool = True,
) -> None:
    """Do to these rows what the outcome says and enter them into the register; no transaction."""
    files: dict[Any, list[str]] = {}
    keys = [row.pk for row in batch]
    model = model_of(table)
    if isinstance(then, Delete):
        if then.with_traces:
            _erase_traces(table, batch)
        files = _files(model, batch)
        model._default_manager.filter(pk__in=keys).delete()
        _destroy_keys(batch)
    elif isinstance(then, Replace):
        model._default_manager.filter(pk__in=keys).update(**then.values)
    else:
        raise TypeError(f"{code} says that nothing happens")
    if in_register:
        enter(table.model, batch, keys, code, at or timezone.now(), files)


def enter(
    label: str,
    rows: Sequence[Model],
    keys: Sequence[Any],
    code: str,
    at: datetime,
    files: dict[Any, list[str]] | None = None,
) -> None:
    """Write down that these rows were erased; the files go once the transaction is through.

    Where the process dies before they went, `remove_files` finds them by the register.
    """
    has_town = is_of_a_town(type(rows[0])) if rows else False
    entries = ErasureLog.objects.bulk_create(
        ErasureLog(
            municipality_id=row.municipality_id if has_town else None,  # type: ignore[attr-defined]
            kind=label.lower(),
            key=str(key),
            rule=code,
            erased_at=at,
            files=(files or {}).get(key, []),
        )
        for row, key in zip(rows, keys, strict=True)
    )
    left = [one for one in entries if one.files]
    if left:
        transaction.on_commit(lambda: _remove_after(left))


def _remove_after(left: Sequence[ErasureLog]) -> None:
    """After the transaction its scope is over too: the database would show no entry outside one."""
    town = left[0].municipality_id
    with town_scope(town) if town else all_towns():
        remove_files([one.pk for one in left])


def remove_files(keys: Sequence[int] | None = None) -> int:
    """Remove the files of erased rows that still lie on the disk; gives how many entries."""
    left = ErasureLog.objects.exclude(files=[])
    if keys is not None:
        left = left.filter(pk__in=list(keys))
    number = 0
    for entry in left:
        for name in entry.files:
            default_storage.delete(name)
        ErasureLog.objects.filter(pk=entry.pk).update(files=[])
        number += 1
    return number


def delete_noted(row: Model, code: str = BY_HAND) -> None:
    """Delete a row that a person deletes by hand, and enter it into the register.

    For the actions of the rooms; call it inside their transaction.
    """
    key, label = row.pk, row._meta.label
    files = _files(type(row), [row])
    row.delete()
    _destroy_keys([row])
    enter(label, [row], [key], code, timezone.now(), files)


def _destroy_keys(rows: Sequence[Model]) -> None:
    """Destroy the rows' own keys: what a backup holds of them is unreadable too."""
    keys = [
        getattr(row, field.attname)
        for row in rows
        for field in row._meta.concrete_fields
        if field.related_model is DataKey
    ]
    if keys:
        living = DataKey.objects.filter(pk__in=keys, destroyed_at=None)
        living.update(wrapped=b"", master_id="", destroyed_at=timezone.now())


def _files(model: type[Model], batch: Sequence[Model]) -> dict[Any, list[str]]:
    """Names of the files of each row. Files of what is deleted with them belong to the first."""
    found: dict[Any, list[str]] = {}
    for row in batch:
        found[row.pk] = _own_files(row)
    collector = Collector(using=model._default_manager.db)
    collector.collect(list(batch))
    for other, rows in collector.data.items():
        if other is not model:
            found[batch[0].pk] += [name for row in rows for name in _own_files(row)]
    return found


def _own_files(row: Any) -> list[str]:
    fields = [field for field in row._meta.concrete_fields if isinstance(field, FileField)]
    return [name for field in fields if (name := getattr(row, field.attname).name)]


def _erase_traces(table: Table, batch: Sequence[Model]) -> None:
    from miteinander.kernel.retention import persons

    for row in batch:
        subject = persons.subject_of(table, row)
        is_account = subject.user_id is not None
        persons.erase_traces(subject.by_key if is_account else subject, with_sign_in=is_account)
