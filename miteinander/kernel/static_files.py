"""Static files are collected once per version: compressed, with a hash in their names."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from miteinander import __version__


def collect() -> bool:
    """Collect unless this version's files lie there already; whether there was something to do."""
    with (Path(settings.DATA) / "static.lock").open("w") as lock:
        # Two servers that start at once do it once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        marker, stamp = Path(settings.STATIC_ROOT) / "collected", _stamp()
        if marker.exists() and marker.read_text() == stamp:
            return False
        # In a process of its own: this one has already decided how static files are served.
        subprocess.run(
            [sys.executable, "-m", "miteinander", "collectstatic", "--noinput", "-v0"],
            env=os.environ | {"MITEINANDER_COLLECT": "1"},
            check=True,
        )
        marker.write_text(stamp)
        return True


def _stamp() -> str:
    """The version and the newest change of a file: a checkout has one version for a long time."""
    files = Path(settings.PACKAGE).glob("*/static/**/*")
    newest = max((path.stat().st_mtime_ns for path in files if path.is_file()), default=0)
    return f"{__version__} {newest}"
