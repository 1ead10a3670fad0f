"""The keyring of this installation."""

from pathlib import Path

from django.conf import settings

from miteinander.kernel.encryption import keyring as rings
from miteinander.kernel.encryption.keyring import Key, Keyring, KeyringError
from miteinander.kernel.models import AuditEvent, DataKey
from miteinander.kernel.tenancy import all_towns

_Signature = tuple[str, int, int, int]
_known: dict[str, tuple[_Signature, Keyring]] = {}


def keyring() -> Keyring:
    """The keys; made on first need, and read anew when another process changed them.

    Raises `KeyringError` where the file is missing although the database was written with it: a new
    one would read nothing of it and hide that the old one is lost.
    """
    path = Path(settings.KEYS)
    try:
        signature = _signature(path)
    except FileNotFoundError:
        _refuse_a_second_keyring(path)
        rings.create(path)
        signature = _signature(path)
    before = _known.get("ring")
    if before is None or before[0] != signature:
        before = (signature, rings.load(path))
        _known["ring"] = before
    return before[1]


def active(purpose: str) -> Key:
    """The key with which something new is written."""
    return keyring().active(purpose)


def find(key_id: str, purpose: str) -> Key | None:
    """The key of this id that still reads, or None."""
    return keyring().find(key_id, purpose)


def _signature(path: Path) -> _Signature:
    found = path.stat()
    return str(path), found.st_ino, found.st_mtime_ns, found.st_size


def _refuse_a_second_keyring(path: Path) -> None:
    with all_towns():
        is_used = AuditEvent.objects.exists() or DataKey.objects.exists()
    if is_used:
        raise KeyringError(
            f"Der Schlüsselbund {path} fehlt, aber die Datenbank wurde damit geschrieben. Bitte "
            "spielen Sie die Datei aus Ihrer Kopie zurück (docs/operations.md, „Keys“)."
        )
