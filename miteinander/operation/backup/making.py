"""Makes a backup: database and uploaded files in one encrypted file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from nacl.public import PublicKey

from miteinander import __version__
from miteinander.operation import state
from miteinander.operation.backup import archive, databases, keys
from miteinander.operation.backup.errors import BackupError

PATTERN = "miteinander-*.backup"
PUBLIC_FILE = "backup.pub"


def public_file() -> Path:
    """Where the public key lies."""
    return Path(settings.DATA) / PUBLIC_FILE


def public_key() -> PublicKey:
    """The key to which backups are sealed: MITEINANDER_BACKUP_KEY, or the file in DATA."""
    text = os.environ.get("MITEINANDER_BACKUP_KEY", "")
    if not text and public_file().exists():
        text = public_file().read_text("ascii")
    if not text:
        raise BackupError(
            "Es gibt noch keinen Schlüssel für Sicherungen. Bitte einmal ausführen: "
            "miteinander backup-keys new --out DATEI"
        )
    return keys.public(text)


def make(out: Path) -> tuple[Path, archive.Manifest]:
    """Write a backup to the file, or with a name of its own into the folder; gives its path."""
    key = public_key()
    now = datetime.now(UTC)
    path = out / f"miteinander-{now:%Y-%m-%dT%H-%M-%S}.backup" if out.is_dir() else out
    with _whole(path) as target:
        manifest = _write(target, key, now)
    state.write("backup", {"made_at": manifest.made_at, "bytes": path.stat().st_size})
    return path, manifest


def forget_older(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups of the folder, known by their names."""
    found = sorted(folder.glob(PATTERN), key=lambda path: path.name)
    old = found[:-keep]
    for path in old:
        path.unlink()
    return old


def _write(target: BinaryIO, key: PublicKey, now: datetime) -> archive.Manifest:
    writer = archive.Writer(target, key)
    database = databases.configured()
    with database.snapshot() as snapshot:
        writer.add_dump(snapshot.dump)
        held = snapshot.contents
    # After the database: no row of the dump waits for a file that came later.
    for name, path in _files(Path(settings.MEDIA_ROOT)):
        writer.add_file(name, path)
    manifest = archive.Manifest(
        version=__version__,
        made_at=now.isoformat(timespec="seconds"),
        database=database.vendor,
        migrations=held.migrations,
        rows=held.rows,
        trail=held.trail,
    )
    writer.finish(manifest)
    return manifest


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that bears its name only once it is complete and on the disk."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise BackupError(f"{path} lässt sich nicht schreiben: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
