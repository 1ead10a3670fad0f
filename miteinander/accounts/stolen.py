"""Passwords that were stolen elsewhere: a compact file of cut hashes, asked without any network.

The file is a mark of 8 bytes, then the first 6 bytes of each SHA-1, sorted, each once. A password
that nobody stole is taken for a stolen one with a probability of entries / 2^48: 4 in a million for
a thousand million entries. SHA-1 because the public list has it; no password is stored by it.
https://haveibeenpwned.com/Passwords
"""

import fcntl
import hashlib
import heapq
import mmap
import os
import re
import shutil
from binascii import unhexlify
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.conf import settings

MARK = b"stolen1\n"
CUT = 6
# Entries that are sorted in memory at once (about 50 MB), and files that are merged at once.
CHUNK = 500_000
MOST_RUNS = 200
HASH_LINE = re.compile(rb"[0-9A-Fa-f]{40}(:\d+)?")
OTHER_HASH = re.compile(rb"[0-9A-Fa-f]{32}(:\d+)?")


class ListError(ValueError):
    """What is wrong with a list, as a sentence for whoever gave it."""


def path() -> Path:
    """Where the file lies."""
    return Path(settings.DATA) / "stolen-passwords"


def entries() -> int | None:
    """How many passwords the file knows; None where there is none. ListError if it is damaged."""
    if not path().exists():
        return None
    with path().open("rb") as file:
        return _entries_of(file)


def is_stolen(password: str) -> bool:
    """Whether the file knows this password; without a file none is known."""
    if not entries():
        return False
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).digest()[:CUT]
    with path().open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as table:

        def entry(place: int) -> bytes:
            start = len(MARK) + place * CUT
            return table[start : start + CUT]

        many = range(_entries_of(file))
        place = bisect_left(many, wanted, key=entry)
        return place < len(many) and entry(place) == wanted


def store(lines: Iterable[bytes], tell: Callable[[int], None] = lambda number: None) -> int:
    """Make the file anew from the lines of a list, and say how many passwords it knows.

    `lines` are "SHA1" or "SHA1:COUNT", or else passwords as they are. `tell` is called with the
    number of lines after each chunk. Whatever stops it leaves the file as it was.
    """
    data = Path(settings.DATA)
    with (data / "stolen-passwords.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ListError("Gerade wird schon eine Liste eingelesen.") from error
        for left in data.glob("stolen-passwords-*.draft"):
            shutil.rmtree(left)
        with TemporaryDirectory(".draft", "stolen-passwords-", data) as folder:
            runs = _runs(_cut_hashes(lines), Path(folder), tell)
            draft = Path(folder) / "complete"
            number = _merge(runs, draft)
            draft.replace(path())
    return number


def _entries_of(file: BinaryIO) -> int:
    number, rest = divmod(os.fstat(file.fileno()).st_size - len(MARK), CUT)
    if rest or file.read(len(MARK)) != MARK:
        raise ListError(f"{file.name} ist beschädigt. Bitte lesen Sie die Liste noch einmal ein.")
    return number


def _cut_hashes(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The cut hash of each line; the first line decides which kind of list it is."""
    numbered = ((number, bare) for number, line in enumerate(lines, 1) if (bare := _bare(line)))
    first = next(numbered, None)
    if first is None:
        raise ListError("Die Liste ist leer.")
    if OTHER_HASH.fullmatch(first[1]):
        raise ListError("Das ist eine Liste mit NTLM-Hashes. Bitte nehmen Sie die mit SHA-1.")
    are_hashes = HASH_LINE.fullmatch(first[1])
    for number, line in chain([first], numbered):
        if not are_hashes:
            yield hashlib.sha1(line, usedforsecurity=False).digest()[:CUT]
        elif HASH_LINE.fullmatch(line):
            yield unhexlify(line[: 2 * CUT])
        else:
            raise ListError(f"Zeile {number} der Liste ist kein SHA-1-Hash. Ist sie vollständig?")


def _bare(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")


def _runs(hashes: Iterator[bytes], folder: Path, tell: Callable[[int], None]) -> list[Path]:
    """The hashes as few files that are sorted each: one file where the list is sorted."""
    runs: list[Path] = []
    last, number = b"", 0
    while chunk := sorted(islice(hashes, CHUNK)):
        if not runs or chunk[0] < last:
            runs.append(folder / str(len(runs)))
        if len(runs) > MOST_RUNS:
            raise ListError("So lang darf nur eine Liste sein, die nach Hash sortiert ist.")
        with runs[-1].open("ab") as file:
            file.write(b"".join(chunk))
        last, number = chunk[-1], number + len(chunk)
        tell(number)
    return runs


def _merge(runs: list[Path], draft: Path) -> int:
    """Write the file from sorted ones, each entry once; how many there are."""
    number, last = 0, b""
    with ExitStack() as stack:
        file = stack.enter_context(draft.open("wb"))
        file.write(MARK)
        parts = [stack.enter_context(run.open("rb")) for run in runs]
        for entry in heapq.merge(*(iter(partial(part.read, CUT), b"") for part in parts)):
            if entry != last:
                file.write(entry)
                number, last = number + 1, entry
        file.flush()
        os.fsync(file.fileno())
    return number
