"""The register of what was erased: out as a file, and applied again after a restore.

The file has one JSON object per line. It holds ids only and no content, so it may be kept apart
from the backups; it must be newer than the backup that is restored.
"""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from miteinander.kernel.models import ErasureLog, Municipality
from miteinander.kernel.retention import erasing, persons
from miteinander.kernel.retention.discovery import model_of, rule_of, tables
from miteinander.kernel.retention.policy import Delete, Replace, Rewrite, Table
from miteinander.kernel.retention.subjects import Subject
from miteinander.kernel.tenancy import all_towns, town_scope

FORMAT = "miteinander-erasures-1"
_NAMES = ("town", "kind", "key", "rule")


class BrokenRegister(ValueError):
    """The file is no register of erasures; the message is a sentence for the person."""


@dataclass(frozen=True)
class Entry:
    """One line: the key of a municipality (AGS, "" for none), kind and key of the row, the rule."""

    town: str
    kind: str
    key: str
    rule: str
    erased_at: datetime


def export(path: Path) -> int:
    """Write the whole register, of all municipalities; gives the number of entries."""
    with all_towns():
        entries = ErasureLog.objects.order_by("pk").select_related("municipality")
        lines = [json.dumps({"format": FORMAT, "written_at": timezone.now().isoformat()})]
        lines += [json.dumps(_as_line(entry)) for entry in entries.iterator()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines) - 1


def reapply(path: Path) -> int:
    """Erase again what the file names and the database has; gives how many records went.

    What this database's own register names already is left alone: since a restore, another row
    may bear the number. All or nothing is not needed: a second run goes on where one was stopped.
    """
    entries = list(read(path))
    towns = dict(Municipality.objects.values_list("ags", "pk"))
    number = 0
    for entry in entries:
        if entry.town and entry.town not in towns:
            continue
        with _scope(towns.get(entry.town)), transaction.atomic():
            number += _again(entry, towns.get(entry.town))
    with all_towns():
        erasing.remove_files()
    return number


def read(path: Path) -> Iterator[Entry]:
    """The entries of a file; raises `BrokenRegister` with a sentence."""
    try:
        head, *lines = path.read_text("utf-8").splitlines()
        if json.loads(head)["format"] != FORMAT:
            raise ValueError(head)
        for line in lines:
            found = json.loads(line)
            town, kind, key, rule = (str(found[name]) for name in _NAMES)
            yield Entry(town, kind, key, rule, datetime.fromisoformat(found["erased_at"]))
    except OSError as error:
        raise BrokenRegister(
            f"{path} lässt sich nicht lesen. Bitte prüfen Sie den Pfad."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenRegister(
            f"{path} ist kein Löschverzeichnis von Miteinander. Erwartet wird die Datei, die "
            "„miteinander retention erasures --out DATEI“ schreibt."
        ) from error


def _as_line(entry: ErasureLog) -> dict[str, str]:
    return {
        "town": entry.municipality.ags if entry.municipality else "",
        "kind": entry.kind,
        "key": entry.key,
        "rule": entry.rule,
        "erased_at": entry.erased_at.isoformat(),
    }


def _scope(town: int | None) -> AbstractContextManager[None]:
    return town_scope(town) if town else all_towns()


def _again(entry: Entry, town: int | None) -> int:
    """Erase one record if it is there; its entry is in the register afterwards in any case."""
    known = ErasureLog.objects.filter(
        kind=entry.kind, key=entry.key, rule=entry.rule, erased_at=entry.erased_at
    )
    table = next((one for one in tables() if one.model.lower() == entry.kind), None)
    if table is None or known.exists():
        return 0
    row = model_of(table)._default_manager.filter(pk=entry.key).first()
    if row is None or not _erase(table, row, entry):
        ErasureLog.objects.create(
            municipality_id=town,
            kind=entry.kind,
            key=entry.key,
            rule=entry.rule,
            erased_at=entry.erased_at,
        )
    return int(row is not None)


def _erase(table: Table, row: Any, entry: Entry) -> bool:
    """Do what the rule did; gives whether the register has the entry by that."""
    if persons.is_subject(table) and entry.rule == persons.ART_17:
        return _erase_person(table, row, entry)
    found = rule_of(entry.rule)
    then: Any = found[1].then if found else table.if_person_asks
    if entry.rule == erasing.BY_HAND:
        then = Delete()
    if isinstance(then, Rewrite):
        names = frozenset(getattr(row, name) for name in table.found_by.name)
        then.function(row, Subject(names=names))
        erasing.enter(table.model, [row], [row.pk], entry.rule, entry.erased_at)
    elif isinstance(then, Delete | Replace):
        erasing.apply(table, then, [row], entry.rule, at=entry.erased_at)
    else:
        return False
    return True


def _erase_person(table: Table, row: Any, entry: Entry) -> bool:
    subject = persons.subject_of(table, row)
    is_account = subject.user_id is not None
    is_everywhere = is_account and not entry.town
    persons.erase_traces(subject.by_key if is_everywhere else subject, with_sign_in=is_everywhere)
    if is_account and entry.town:  # other municipalities still know the account
        return False
    erasing.apply(table, Delete(), [row], entry.rule, at=entry.erased_at)
    return True
