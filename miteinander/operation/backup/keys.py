"""The pair of keys of a backup: the server knows the public one, which only locks.

Keys are one line of text, `miteinander-backup-public:` or `-private:` and 32 bytes in base64.
"""

import base64
import binascii
import hashlib
import os
from pathlib import Path

from nacl.public import PrivateKey, PublicKey

from miteinander.operation.backup.errors import BackupError

PUBLIC, PRIVATE = "miteinander-backup-public:", "miteinander-backup-private:"
_BYTES = 32


def new(private_file: Path, public_file: Path) -> PublicKey:
    """Write a new pair into two files; neither may exist before."""
    for path in (private_file, public_file):
        if path.exists():
            raise BackupError(
                f"{path} gibt es schon. Ein neuer Schlüssel würde den alten überschreiben, und "
                "ältere Sicherungen wären verloren. Bitte verschieben Sie die Datei vorher."
            )
    private = PrivateKey.generate()
    _write(private_file, PRIVATE, bytes(private), mode=0o600)
    _write(public_file, PUBLIC, bytes(private.public_key), mode=0o644)
    return private.public_key


def public(text: str) -> PublicKey:
    """The public key that stands in the text."""
    return PublicKey(_decoded(text, PUBLIC, "öffentliche"))


def private(path: Path) -> PrivateKey:
    """The private key that stands in the file."""
    try:
        text = path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(
            f"{path} lässt sich nicht als Schlüssel lesen. Bitte geben Sie mit --key die Datei "
            "an, die `miteinander backup-keys new` geschrieben hat."
        ) from error
    return PrivateKey(_decoded(text, PRIVATE, "private"))


def fingerprint(key: PublicKey) -> str:
    """Sixteen hexadecimal digits by which people compare two public keys."""
    digits = hashlib.sha256(bytes(key)).hexdigest()[:16]
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def as_text(key: PublicKey) -> str:
    """The line of a public key, for MITEINANDER_BACKUP_KEY."""
    return PUBLIC + base64.b64encode(bytes(key)).decode()


def _decoded(text: str, kind: str, name: str) -> bytes:
    line = text.strip()
    try:
        raw = base64.b64decode(line.removeprefix(kind), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not line.startswith(kind) or len(raw) != _BYTES:
        raise BackupError(f"Das ist nicht der {name} Schlüssel einer Sicherung ({kind}...).")
    return raw


def _write(path: Path, kind: str, raw: bytes, *, mode: int) -> None:
    try:
        file = open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w")  # noqa: SIM115
    except OSError as error:
        raise BackupError(f"{path} lässt sich nicht schreiben: {error.strerror}.") from error
    with file:
        file.write(f"{kind}{base64.b64encode(raw).decode()}\n")
