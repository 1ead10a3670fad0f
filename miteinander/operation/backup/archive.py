"""The parts of a backup: a tar inside the envelope, whose last part lists all others.

`database/00000`, `database/00001`, ...: pieces of the database's dump; `files/...`: uploaded files;
`manifest.json` at the end: what the backup holds, with the SHA-256 of every part.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from nacl.public import PrivateKey, PublicKey

from miteinander.operation.backup.envelope import ALTERED, Opener, Sealer
from miteinander.operation.backup.errors import BackupError

MANIFEST = "manifest.json"
DATABASE, FILES = "database/", "files/"
PART = 8 * 1024 * 1024
_LARGEST_MANIFEST = 256 * 1024 * 1024
_STEP = 256 * 1024


@dataclass
class Manifest:
    """What a backup holds: where from, how many rows, the SHA-256 of every part.

    `made_at` is an instant in ISO 8601 (UTC); `trail` the head of the audit trail.
    """

    version: str
    made_at: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    trail: dict[str, Any]
    parts: dict[str, str] = field(default_factory=dict)


class Writer:
    """Writes a backup part by part; `finish` writes the manifest and closes the envelope."""

    def __init__(self, target: BinaryIO, key: PublicKey) -> None:
        self.sealer = Sealer(target, key)
        self.tar = tarfile.open(  # type: ignore[call-overload] # noqa: SIM115 - until `finish`
            mode="w|", fileobj=self.sealer, format=tarfile.PAX_FORMAT
        )
        self.parts: dict[str, str] = {}

    def add_dump(self, pieces: Iterable[bytes]) -> None:
        """Add a stream of unknown length, cut into parts of 8 MB."""
        for number, part in enumerate(_regrouped(pieces)):
            self._add(f"{DATABASE}{number:05}", io.BytesIO(part), len(part))

    def add_file(self, name: str, path: Path) -> None:
        """Add a file, read in steps."""
        with path.open("rb") as file:
            file.seek(0, io.SEEK_END)
            size = file.tell()
            file.seek(0)
            self._add(FILES + name, file, size)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest with the checksums of all parts, and the end."""
        manifest.parts = self.parts
        text = json.dumps(asdict(manifest), ensure_ascii=False).encode()
        self.tar.addfile(_entry(MANIFEST, len(text)), io.BytesIO(text))
        self.tar.close()
        self.sealer.close()

    def _add(self, name: str, file: Any, size: int) -> None:
        hashing = _Hashing(file)
        try:
            self.tar.addfile(_entry(name, size), hashing)
        except OSError as error:
            raise BackupError(f"{name} ließ sich nicht vollständig lesen: {error}") from error
        self.parts[name] = hashing.digest.hexdigest()


@dataclass
class Part:
    """A part as it is read: its name and its bytes in steps, which may be taken once."""

    name: str
    steps: Iterator[bytes]


def read(source: BinaryIO, key: PrivateKey) -> Iterator[Part | Manifest]:
    """Every part of the backup and at the end its manifest, once all parts proved unaltered."""
    opener = Opener(source, key)
    seen: dict[str, str] = {}
    manifest = None
    for entry, file in _entries(opener):
        if manifest or not _is_sound(entry):
            raise BackupError(ALTERED)
        if entry.name == MANIFEST:
            manifest = _manifest(entry, file)
            continue
        hashing = _Hashing(file)
        steps = _steps(hashing)
        yield Part(entry.name, steps)
        for _ in steps:
            pass  # whoever did not want the part: its checksum is still taken
        seen[entry.name] = hashing.digest.hexdigest()
    opener.finish()
    if manifest is None or manifest.parts != seen:
        raise BackupError(ALTERED)
    yield manifest


def _entries(opener: Opener) -> Iterator[tuple[tarfile.TarInfo, Any]]:
    try:
        with tarfile.open(mode="r|", fileobj=opener) as tar:  # type: ignore[call-overload]
            for entry in tar:
                yield entry, tar.extractfile(entry)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BackupError(ALTERED) from error


def _is_sound(entry: tarfile.TarInfo) -> bool:
    """A regular file below a folder of ours: who makes a backup must not write anywhere else."""
    path = PurePosixPath(entry.name)
    is_ours = entry.name == MANIFEST or entry.name.startswith((DATABASE, FILES))
    is_plain = str(path) == entry.name and ".." not in path.parts and "\0" not in entry.name
    return entry.isreg() and is_ours and is_plain


def _manifest(entry: tarfile.TarInfo, file: Any) -> Manifest:
    if entry.size > _LARGEST_MANIFEST:
        raise BackupError(ALTERED)
    try:
        return Manifest(**json.loads(file.read()))
    except (TypeError, ValueError) as error:
        raise BackupError(
            "Diese Sicherung stammt von einer anderen Version von Miteinander. Bitte stellen Sie "
            "sie mit der Version wieder her, die sie gemacht hat."
        ) from error


def _steps(file: Any) -> Iterator[bytes]:
    while step := file.read(_STEP):
        yield step


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry


def _regrouped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


class _Hashing:
    """Passes on what it reads and keeps its SHA-256."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.file.read(size)
        self.digest.update(data)
        return data
