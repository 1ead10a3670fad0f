"""PDF by typst: tagged, archivable (PDF/A-2a) and accessible (PDF/UA-1).

The typesetter runs in a process of its own: what it takes of memory goes with it, and a text that
makes it stumble harms no other request. What is to be set goes in as JSON, never as source.
"""

import json
import subprocess
import sys
from typing import Any

from miteinander.reporting.contents import Contents, Measure
from miteinander.reporting.writers.data import Data, Writer
from miteinander.reporting.writers.fonts import printed

SECONDS = 120


class NotWritten(RuntimeError):
    """The typesetter gave up; the message is for the log, without any content."""


def report(contents: Contents) -> bytes:
    """The whole report."""
    return _set("report", Writer(contents, printed).whole())


def brief(contents: Contents) -> bytes:
    """The report on one side of A4."""
    return _set("brief", Writer(contents, printed).whole())


def sheet(contents: Contents, measure: Measure) -> bytes:
    """The fact sheet of one measure."""
    writer = Writer(contents, printed)
    return _set("sheet", {**writer.frame(), "measure": writer.measure(measure)})


def _set(kind: str, data: Data) -> bytes:
    command = [sys.executable, "-m", "miteinander.reporting.writers.typesetter", kind]
    text: Any = json.dumps(data, ensure_ascii=False).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no words of others
            command, input=text, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotWritten(f"{kind}: took longer than {SECONDS} seconds") from None
    if done.returncode:
        raise NotWritten(f"{kind}: the typesetter ended with {done.returncode}")
    return done.stdout
