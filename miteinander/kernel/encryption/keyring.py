"""The keyring: a file of secrets, apart from the database.

A JSON file that only its owner may read, always replaced as a whole, so that nobody ever finds it
half written. Each key has an id, a purpose, the day it was made and a state:

- active: what is new is written with it; one key per purpose
- readable: replaced by a newer one; what was written with it can still be read
- retired: its secret is deleted for good; only id and dates are left
"""

import fcntl
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

ACTIVE, READABLE, RETIRED = "active", "readable", "retired"
MASTER, SEARCH, TRAIL = "master", "search", "trail"
# What each key is for: wrapping the records' own keys, blind indexes, the seals of the trail.
PURPOSES = (MASTER, SEARCH, TRAIL)
_SECRET_BYTES = 32


class KeyringError(Exception):
    """The keyring cannot be used; the sentence says what to do."""


@dataclass(frozen=True)
class Key:
    """One secret of 32 bytes (none once retired), with an id that may be told."""

    id: str
    purpose: str
    state: str
    created_on: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    """All keys of an installation, oldest first."""

    keys: tuple[Key, ...]

    def active(self, purpose: str) -> Key:
        """The key with which something new is written."""
        for key in self.keys:
            if key.purpose == purpose and key.state == ACTIVE:
                return key
        raise KeyringError(f"Im Schlüsselbund fehlt ein aktiver Schlüssel für „{purpose}“.")

    def find(self, key_id: str, purpose: str) -> Key | None:
        """The key of this id that still reads, or None."""
        for key in self.keys:
            if (key.id, key.purpose) == (key_id, purpose) and key.state != RETIRED:
                return key
        return None

    def rotated(self, purpose: str) -> "Keyring":
        """The same with a new active key for the purpose; the one before stays readable."""
        older = tuple(
            replace(key, state=READABLE) if (key.purpose, key.state) == (purpose, ACTIVE) else key
            for key in self.keys
        )
        return Keyring((*older, _new(purpose, {key.id for key in self.keys})))

    def without(self, key_id: str) -> "Keyring":
        """The same with the secret of one key deleted; raises `KeyringError` for an active one."""
        chosen = next((key for key in self.keys if key.id == key_id), None)
        if chosen is None:
            raise KeyringError(f"Im Schlüsselbund ist kein Schlüssel {key_id}.")
        if chosen.state == ACTIVE:
            raise KeyringError(f"Schlüssel {key_id} ist aktiv. Bitte wechseln Sie ihn zuerst.")
        gone = replace(chosen, state=RETIRED, secret=b"")
        return Keyring(tuple(gone if key is chosen else key for key in self.keys))


def load(path: Path) -> Keyring:
    """Read the file; raises FileNotFoundError, or `KeyringError` where it is no keyring."""
    text = path.read_bytes()
    try:
        rows = json.loads(text)["keys"]
        keys = tuple(Key(**{**row, "secret": b64decode(row["secret"])}) for row in rows)
        sizes = {len(key.secret) for key in keys if key.state != RETIRED}
    except (ValueError, TypeError, KeyError) as error:
        raise KeyringError(_BROKEN.format(path=path)) from error
    if sizes != {_SECRET_BYTES}:
        raise KeyringError(_BROKEN.format(path=path))
    return Keyring(keys)


_BROKEN = "{path} ist kein Schlüsselbund. Bitte spielen Sie die Datei aus Ihrer Kopie zurück."


def create(path: Path) -> Keyring:
    """Make the file with a key for every purpose; where another process was first, its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = Keyring(())
    for purpose in PURPOSES:
        fresh = fresh.rotated(purpose)
    with _draft(path, fresh) as draft, suppress(FileExistsError):
        os.link(draft, path)  # unlike a rename this never replaces a keyring
    return load(path)


def change(path: Path, how: Callable[[Keyring], Keyring]) -> Keyring:
    """Replace the keyring by what `how` makes of it; one process at a time."""
    with open(os.open(path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        changed = how(load(path))
        with _draft(path, changed) as draft:
            os.link(draft, kept := Path(f"{draft}.new"))
            kept.replace(path)
        return changed


def is_open_to_others(path: Path) -> bool:
    """Whether somebody else than the file's owner may read it."""
    return bool(path.stat().st_mode & 0o077)


def _new(purpose: str, taken: set[str]) -> Key:
    key_id = next(name for name in iter(lambda: secrets.token_hex(4), "") if name not in taken)
    today = datetime.now(UTC).date().isoformat()
    return Key(key_id, purpose, ACTIVE, today, secrets.token_bytes(_SECRET_BYTES))


@contextmanager
def _draft(path: Path, keyring: Keyring) -> Iterator[str]:
    """A file beside the keyring that holds the new one, safely on the disk."""
    rows = [{**vars(key), "secret": b64encode(key.secret).decode()} for key in keyring.keys]
    with NamedTemporaryFile("w", dir=path.parent, prefix=".keys-") as file:  # mode 0600
        json.dump({"keys": rows}, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
        yield file.name
