"""Reads documents of strangers in a process of its own, which may die without hurting anybody.

The process has little memory, little processor time and a low priority; what comes back is JSON,
never code. It knows neither Django nor the database. `reader_child.py` is its other half.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any

from miteinander.concept.reading.refusal import ReadingRefused

Progress = Callable[[int, str], None]
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ")
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_ANSWER = 200 * 1024 * 1024
EMPTY = "Die Datei ist leer. Bitte wählen Sie das Dokument noch einmal aus."
TOO_LARGE = (
    "Die Datei ist größer als 50 MB. Bitte speichern Sie das Dokument ohne Bilder "
    "oder teilen Sie es auf."
)
TOO_HEAVY = (
    "Das Dokument ließ sich nicht lesen, weil es zu umfangreich oder beschädigt ist. Bitte "
    "speichern Sie es neu, zum Beispiel als Word-Datei ohne Bilder, oder teilen Sie es auf."
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one reading may use: memory in bytes, processor and clock time in seconds."""

    memory: int = 1536 * 1024 * 1024
    processor: int = 300
    clock: int = 900


def read(
    path: Path,
    filename: str,
    *,
    columns: dict[int, str] | None = None,
    known: list[dict[str, Any]] | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> dict[str, Any]:
    """`{"reading": the reader's JSON, "lines": [[number, page, text]], "changes": [...]}`.

    `known` are the items of the plan with which the document is compared (`reading.KnownItem` as
    dictionaries); a change is [key of the known item, id of the new one], None where one lacks.
    `progress(percent, step)` is called at least every five seconds; what it raises ends the
    reading. Raises `ReadingRefused` for what cannot be read, also when the process died.
    """
    size = path.stat().st_size
    if size == 0:
        raise ReadingRefused(EMPTY, "empty")
    if size > LARGEST_FILE:
        raise ReadingRefused(TOO_LARGE, "too_large")
    limits = limits or Limits()
    request = {
        "path": str(path),
        "filename": filename,
        "columns": columns,
        "known": known or [],
        "limits": asdict(limits),
    }
    with _process(limits.clock) as process:
        assert process.stdin
        assert process.stdout
        _ask(process.stdin, request)
        return _answer(process.stdout, progress)


@contextmanager
def _process(clock: int) -> Iterator[subprocess.Popen[bytes]]:
    # The child ends itself when its input closes, so it does not outlive a killed worker.
    process = subprocess.Popen(
        [sys.executable, "-m", "miteinander.concept.reader_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
        # A document that takes the process over finds no keys and passwords in it.
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
    )
    timer = Timer(clock, process.kill)
    timer.start()
    try:
        with process:
            try:
                yield process
            finally:
                process.kill()
    finally:
        timer.cancel()


def _ask(stdin: IO[bytes], request: dict[str, Any]) -> None:
    try:
        stdin.write(json.dumps(request).encode() + b"\n")
        stdin.flush()
    except BrokenPipeError:
        # The process is dead already; `_answer` will say so. What was not sent goes with the pipe.
        with suppress(BrokenPipeError):
            stdin.close()


def _answer(output: IO[bytes], progress: Progress | None) -> dict[str, Any]:
    while line := output.readline(LARGEST_ANSWER):
        try:
            message = json.loads(line)
        except ValueError:
            break
        if "result" in message:
            result: dict[str, Any] = message["result"]
            return result
        if "refused" in message:
            raise ReadingRefused(message["refused"], message["code"])
        if "failed" in message:
            logger.error("The reader failed: %s", message["failed"])
            break
        if progress:
            progress(message["percent"], message["step"])
    raise ReadingRefused(TOO_HEAVY, "too_heavy")
