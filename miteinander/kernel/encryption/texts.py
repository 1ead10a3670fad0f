"""Short texts of rows that have no key of their own, sealed with the master key itself.

For secrets that libraries keep in their own tables, and for those of services. A room that keeps
such texts has a module `sealed.py` with two functions, which `miteinander keys` calls in the scope
of all towns:

    uses(key_id: str) -> int     how many rows need this master key
    rewrap() -> int              seal anew whatever an older key sealed; how many rows that were
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from miteinander.kernel.encryption import boxes, vault
from miteinander.kernel.encryption.boxes import Part, Unreadable
from miteinander.kernel.encryption.keyring import MASTER


def seal(text: str, *place: Part) -> str:
    """The text as base64 of a box that opens only with the same place."""
    master = vault.active(MASTER)
    return urlsafe_b64encode(boxes.seal(text.encode(), master.secret, master.id, place)).decode()


def unseal(sealed: str, *place: Part) -> str:
    """The text again; raises `Unreadable`."""
    box = _box(sealed)
    master = vault.find(boxes.key_id(box), MASTER)
    if master is None:
        raise Unreadable
    return boxes.unseal(box, master.secret, place).decode()


def resealed(sealed: str, *place: Part) -> str:
    """The same sealed with the active key; unchanged where it is already."""
    is_new = key_of(sealed) == vault.active(MASTER).id
    return sealed if is_new else seal(unseal(sealed, *place), *place)


def key_of(sealed: str) -> str:
    """The id of the master key that sealed it; "" for what is no box."""
    try:
        return boxes.key_id(_box(sealed))
    except Unreadable:
        return ""


def holders() -> list[ModuleType]:
    """The modules `sealed` of all rooms."""
    names = [f"{one.name}.sealed" for one in apps.get_app_configs()]
    ours = [name for name in names if name.startswith("miteinander.")]
    return [import_module(name) for name in ours if find_spec(name)]


def _box(sealed: str) -> bytes:
    try:
        return urlsafe_b64decode(sealed)
    except ValueError as error:
        raise Unreadable from error
