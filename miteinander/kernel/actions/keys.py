"""Keys: those of single records, and the keyring that wraps them."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from miteinander.kernel import audit, queries
from miteinander.kernel.actor import Actor, Operator
from miteinander.kernel.encryption import keyring as rings
from miteinander.kernel.encryption import records, texts, vault
from miteinander.kernel.encryption.boxes import KEY_BYTES, Unreadable
from miteinander.kernel.encryption.keyring import MASTER, SEARCH, Key
from miteinander.kernel.errors import NotPossible, require
from miteinander.kernel.models import DataKey
from miteinander.kernel.rules import can_manage_keys
from miteinander.kernel.tenancy import all_towns

_BATCH = 200


@transaction.atomic
def make_data_key(*, by: Actor) -> DataKey:
    """A new key for one record. No rule is asked here: the record's own action asked its own."""
    vault.keyring()  # made before there is a row that needs it
    key = DataKey.objects.create(municipality_id=by.municipality_id, wrapped=b"")
    key.master_id, key.wrapped = records.wrapped(secrets.token_bytes(KEY_BYTES), key)
    DataKey.objects.filter(pk=key.pk).update(master_id=key.master_id, wrapped=key.wrapped)
    audit.record(by, "datakey.added", key, is_change=False)
    return key


@transaction.atomic
def destroy_data_key(key: DataKey, *, by: Actor) -> None:
    """Make everything that was sealed with the key unreadable for good (crypto-erasure).

    No rule is asked here: the record's own action asked its own.
    """
    living = DataKey.objects.filter(pk=key.pk, destroyed_at=None)
    now = timezone.now()
    if not living.update(wrapped=b"", master_id="", destroyed_at=now):
        raise NotPossible("Dieser Schlüssel ist bereits vernichtet.")
    key.wrapped, key.master_id, key.destroyed_at = b"", "", now
    audit.record(by, "datakey.destroyed", key, is_change=False)


def rotate(purpose: str, *, by: Operator) -> Key:
    """A new active key for the purpose; what was written with older ones stays readable."""
    require(can_manage_keys(by))
    if purpose == SEARCH:
        raise NotPossible(
            "Der Schlüssel der Suche lässt sich nicht wechseln: Alle Suchwerte würden ungültig."
        )
    vault.keyring()
    with transaction.atomic():
        audit.record(by, "keys.rotated", kind=DataKey._meta.label_lower, is_change=False)
        ring = rings.change(Path(settings.KEYS), lambda ring: ring.rotated(purpose))
    return ring.active(purpose)


def rewrap(*, by: Operator) -> int:
    """Wrap every record's key, and seal the rooms' texts, with the active master key.

    Gives how many keys and rows were not before.

    Goes in steps that each are a transaction: killed in the middle, it can be run again.
    """
    require(can_manage_keys(by))
    done = 0
    while step := _rewrap_some():
        done += step
    done += _rewrap_texts()
    with transaction.atomic():
        audit.record(by, "keys.rewrapped", kind=DataKey._meta.label_lower, is_change=False)
    return done


def retire(key_id: str, *, by: Operator) -> None:
    """Delete the secret of a key for good, unless something still needs it.

    With a retired master key, what older backups hold of destroyed records is unreadable too.
    """
    require(can_manage_keys(by))
    vault.keyring()
    with transaction.atomic():
        audit.record(by, "keys.retired", kind=DataKey._meta.label_lower, is_change=False)
        if uses := queries.uses_of_key(key_id):
            raise NotPossible(
                f"Schlüssel {key_id} wird noch {uses}-mal gebraucht. `miteinander keys rewrap` "
                "packt um, was er schützt; Schlüssel des Protokolls bleiben, solange es besteht."
            )
        rings.change(Path(settings.KEYS), lambda ring: ring.without(key_id))


def _rewrap_texts() -> int:
    with all_towns(), transaction.atomic():
        try:
            return sum(room.rewrap() for room in texts.holders())
        except Unreadable as error:
            raise NotPossible(
                "Ein versiegeltes Geheimnis (zweiter Faktor oder Anmeldedienst) lässt sich nicht "
                "öffnen: Es wurde verändert, oder sein Hauptschlüssel fehlt im Schlüsselbund."
            ) from error


def _rewrap_some() -> int:
    """The next keys in one transaction; one that does not open stops it, with its number."""
    master = vault.active(MASTER).id
    with all_towns(), transaction.atomic():
        rows = DataKey.objects.filter(destroyed_at=None).exclude(master_id=master).order_by("pk")
        chosen = list(rows.select_for_update()[:_BATCH])
        for key in chosen:
            try:
                key.master_id, key.wrapped = records.wrapped(records.unwrapped(key), key)
            except Unreadable as error:
                raise NotPossible(
                    f"Datenschlüssel {key.pk} lässt sich nicht öffnen: Er wurde verändert, oder "
                    "sein Hauptschlüssel fehlt im Schlüsselbund."
                ) from error
        DataKey.objects.bulk_update(chosen, ["master_id", "wrapped"])
        return len(chosen)
