"""What the machines note for their operator: small files below DATA/operation, not in the database.

So a restored database does not bring back an old word about the last backup, and a worker can be
seen to live while it holds no transaction.
"""

import json
import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings

_DAY = 24 * 60 * 60


def folder() -> Path:
    """The folder of the notes, made on first use."""
    path = _path()
    path.mkdir(parents=True, exist_ok=True)
    return path


def _path() -> Path:
    return Path(settings.DATA) / "operation"


def write(name: str, note: dict[str, Any]) -> None:
    """Keep a note; whoever reads it meanwhile sees the old one or the new one."""
    draft = folder() / f".{name}.{os.getpid()}"
    draft.write_text(json.dumps(note), "utf-8")
    draft.replace(folder() / f"{name}.json")


def read(name: str) -> dict[str, Any]:
    """The note, or an empty one."""
    path = _path() / f"{name}.json"
    note: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return note


def beat(name: str) -> None:
    """Note that the process of this name lives."""
    (folder() / f"{name}.beat").touch()


def ended(name: str) -> None:
    """Forget a process that ended in order."""
    (folder() / f"{name}.beat").unlink(missing_ok=True)


def forget_dead() -> None:
    """Forget processes that have not been heard of for a day."""
    for path in folder().glob("*.beat"):
        if time.time() - path.stat().st_mtime > _DAY:
            path.unlink(missing_ok=True)


def last_beat() -> float | None:
    """How many seconds ago the liveliest worker was heard of; None where none ever was."""
    beats = [path.stat().st_mtime for path in _path().glob("*.beat")]
    return max(0.0, time.time() - max(beats)) if beats else None
