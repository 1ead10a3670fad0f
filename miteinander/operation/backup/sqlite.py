"""Dump and load of SQLite by its online backup: readers and writers go on meanwhile.

https://www.sqlite.org/backup.html
"""

import shutil
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from miteinander.operation.backup import databases
from miteinander.operation.backup.envelope import ALTERED
from miteinander.operation.backup.errors import BackupError

_STEP = 1024 * 1024
_COPY = "copy"
_DAY = 24 * 60 * 60


class SQLite:
    """The embedded database. The dump is the database's file, compressed with zlib."""

    vendor = "SQLite"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.path = str(connection.settings_dict["NAME"])
        self.connection = connection

    @contextmanager
    def snapshot(self) -> Iterator[databases.Snapshot]:
        """A copy beside the database, for the user of the server only, gone at the end."""
        with _folder() as folder:
            copy = folder / "copy.sqlite3"
            with _opened(self.path) as source, _opened(copy) as target:
                source.backup(target)
            yield databases.Snapshot(_contents(self.connection, copy), _compressed(copy))

    def load(self, pieces: Iterable[bytes]) -> None:
        """Write the file aside, check it, and let it take the database's place at once."""
        with _folder() as folder:
            copy = folder / "copy.sqlite3"
            _decompress(pieces, copy)
            with _opened(copy) as source:
                _check(source)
                self.connection.close()
                _take_place(source, self.path)


@contextmanager
def _folder() -> Iterator[Path]:
    parent = Path(settings.DATA)
    for left in parent.glob("backup-*"):
        # Of a run that was killed: it holds a whole copy of the database.
        if time.time() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left)
    with TemporaryDirectory(prefix="backup-", dir=parent) as name:
        yield Path(name)


def _take_place(source: sqlite3.Connection, path: str) -> None:
    try:
        with _opened(path) as target:
            source.backup(target)
    except sqlite3.OperationalError as error:
        raise BackupError(
            f"Die Datenbank ließ sich nicht ersetzen ({error}). Bitte halten Sie Webserver und "
            "Hintergrunddienst vorher an."
        ) from error


@contextmanager
def _opened(path: Path | str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


def _contents(connection: BaseDatabaseWrapper, path: Path) -> databases.Contents:
    """What the copy holds, read by a connection of Django's to the copy."""
    connections.databases[_COPY] = {**connection.settings_dict, "NAME": str(path), "OPTIONS": {}}
    try:
        return databases.contents(connections[_COPY])
    finally:
        connections[_COPY].close()
        del connections[_COPY], connections.databases[_COPY]


def _compressed(path: Path) -> Iterator[bytes]:
    packer = zlib.compressobj(6)
    with path.open("rb") as file:
        while step := file.read(_STEP):
            yield packer.compress(step)
    yield packer.flush()


def _decompress(pieces: Iterable[bytes], path: Path) -> None:
    unpacker = zlib.decompressobj()
    try:
        with path.open("wb") as file:
            for piece in pieces:
                rest = piece
                while rest:
                    file.write(unpacker.decompress(rest, _STEP))
                    rest = unpacker.unconsumed_tail
            file.write(unpacker.flush())
    except zlib.error as error:
        raise BackupError(ALTERED) from error


def _check(source: sqlite3.Connection) -> None:
    try:
        found = source.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(ALTERED) from error
    if found != "ok":
        raise BackupError(ALTERED)
