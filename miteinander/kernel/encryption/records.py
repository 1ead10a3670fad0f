"""Fields of a record, sealed with the record's own key.

    key = keys.make_data_key(by=actor)                          # kernel.actions.keys
    case.note = records.seal("...", key=key, of=case, field="note")
    records.unseal(case.note, key=key, of=case, field="note")
    keys.destroy_data_key(key, by=actor)                        # nothing of it is readable any more

The field is a BinaryField. The record needs its key first, because the box is bound to it.
"""

from django.db.models import Model

from miteinander.kernel.encryption import boxes, search, vault
from miteinander.kernel.encryption.boxes import Part, Unreadable
from miteinander.kernel.encryption.keyring import MASTER, SEARCH
from miteinander.kernel.models import DataKey


def seal(text: str, *, key: DataKey, of: Model, field: str) -> bytes:
    """The text in a box that opens only with this key, in this field of this record."""
    return boxes.seal(text.encode(), unwrapped(key), f"d{key.pk}", _place(of, field))


def unseal(box: bytes, *, key: DataKey, of: Model, field: str) -> str:
    """The text again; raises `Unreadable`."""
    return boxes.unseal(bytes(box), unwrapped(key), _place(of, field)).decode()


def index(text: str, *, of: type[Model], field: str, municipality_id: int) -> bytes:
    """The blind index of a value, to be stored beside the sealed field and to be searched for."""
    secret = vault.active(SEARCH).secret
    table = of._meta.db_table
    return search.blind_index(
        text, secret, municipality_id=municipality_id, table=table, field=field
    )


def wrapped(secret: bytes, key: DataKey) -> tuple[str, bytes]:
    """(id of the master key, the record's key wrapped by it)."""
    master = vault.active(MASTER)
    return master.id, boxes.seal(secret, master.secret, master.id, _place_of_key(key))


def unwrapped(key: DataKey) -> bytes:
    """The record's key itself; raises `Unreadable` once it is destroyed."""
    if key.destroyed_at is not None:
        raise Unreadable("Dieser Eintrag wurde gelöscht und lässt sich nicht mehr lesen.")
    box = bytes(key.wrapped)
    master = vault.find(boxes.key_id(box), MASTER)
    if master is None:
        raise Unreadable
    return boxes.unseal(box, master.secret, _place_of_key(key))


def _place(of: Model, field: str) -> list[Part]:
    of._meta.get_field(field)  # a misspelt name would bind to a field that does not exist
    if of.pk is None:
        raise ValueError("Only a stored record has a place.")
    return [of._meta.db_table, str(of.pk), field]


def _place_of_key(key: DataKey) -> list[Part]:
    return [*_place(key, "wrapped"), key.municipality_id]
