"""Loads a dump that breaks off in its middle; says the name of the error."""

import os
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miteinander.config.settings")
django.setup()

from miteinander.operation.backup import databases  # noqa: E402
from miteinander.operation.backup.errors import BackupError  # noqa: E402


def broken(whole: bytes) -> Iterator[bytes]:
    """Half of a dump, then the error of a piece that was altered."""
    yield whole[: len(whole) // 2]
    raise BackupError


database = databases.configured()
with database.snapshot() as snapshot:
    dump = b"".join(snapshot.dump)
try:
    database.load(broken(dump))
except BackupError as error:
    print(type(error).__name__)
