"""Making backups: keys, names, what stays, what a kill leaves, how much memory it takes."""

import io
import os
import signal
import stat
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from miteinander.operation.backup import archive, envelope, keys, making
from miteinander.operation.backup.errors import BackupError
from tests.operation.conftest import Backup
from tests.operation.installation import ROOT

KEY = PrivateKey.generate()


def sealed(content: bytes, steps: int = 70_000) -> bytes:
    target = io.BytesIO()
    sealer = envelope.Sealer(target, KEY.public_key)
    for start in range(0, len(content), steps):
        sealer.write(content[start : start + steps])
    sealer.close()
    return target.getvalue()


def opened(content: bytes, key: PrivateKey = KEY) -> bytes:
    opener = envelope.Opener(io.BytesIO(content), key)
    pieces = list(iter(lambda: opener.read(10_007), b""))
    opener.finish()
    return b"".join(pieces)


@given(
    st.integers(0, 300_000) | st.sampled_from([envelope.PIECE, 2 * envelope.PIECE]),
    st.integers(1, 200_000),
)
def test_what_is_sealed_comes_back_whatever_its_length(size, steps):
    content = os.urandom(size)
    assert opened(sealed(content, steps)) == content


@given(st.binary(max_size=300))
def test_whatever_is_no_backup_is_told(content):
    with pytest.raises(BackupError):
        opened(content)


def test_pieces_that_change_places_or_are_left_out_are_found():
    whole = sealed(os.urandom(4 * envelope.PIECE))
    head, size = len(whole) - 4 * (envelope.PIECE + 17), envelope.PIECE + 17
    first, second = whole[head : head + size], whole[head + size : head + 2 * size]
    rest = whole[head + 2 * size :]
    for bad in (second + first + rest, first + rest, first + first + second + rest):
        with pytest.raises(BackupError):
            opened(whole[:head] + bad)


def test_another_key_does_not_open_it():
    with pytest.raises(BackupError, match="anderen Schlüssel"):
        opened(sealed(b"x"), PrivateKey.generate())


def test_the_same_content_is_never_sealed_to_the_same_bytes():
    assert sealed(b"x" * 1000) != sealed(b"x" * 1000)


@pytest.mark.parametrize(
    "name", ["../x", "files/../../x", "/etc/passwd", "files//x", "other/x", "files/./x"]
)
def test_a_backup_that_wants_to_write_elsewhere_is_refused(name):
    target = io.BytesIO()
    writer = archive.Writer(target, KEY.public_key)
    writer._add(name, io.BytesIO(b"x"), 1)
    writer.finish(archive.Manifest("1", "", "SQLite", [], {}, {}))
    with pytest.raises(BackupError):
        list(archive.read(io.BytesIO(target.getvalue()), KEY))


def test_large_files_take_no_more_memory_than_small_ones(tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(300_000_000)
    tracemalloc.start()
    with (tmp_path / "backup").open("wb") as target:
        writer = archive.Writer(target, KEY.public_key)
        writer.add_dump(b"\0" * 1_000_000 for _ in range(100))
        writer.add_file("large", large)
        writer.finish(archive.Manifest("1", "", "SQLite", [], {}, {}))
    with (tmp_path / "backup").open("rb") as source:
        for part in archive.read(source, KEY):
            assert part
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_new_keys_are_for_their_owner_only_and_overwrite_nothing(tmp_path, settings):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    private = tmp_path / "private"
    call_command("backup_keys", "new", out=private, stdout=io.StringIO())
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    before = private.read_bytes(), making.public_file().read_bytes()
    assert keys.private(private).public_key == making.public_key()
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("backup_keys", "new", out=private)
    with pytest.raises(CommandError, match="gibt es schon"):
        call_command("backup_keys", "new", out=tmp_path / "second")
    assert (private.read_bytes(), making.public_file().read_bytes()) == before
    assert not (tmp_path / "second").exists()


def test_without_a_key_no_backup_is_made(tmp_path, settings, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.delenv("MITEINANDER_BACKUP_KEY", raising=False)
    with pytest.raises(CommandError, match="backup-keys new"):
        call_command("backup", out=tmp_path / "x.backup")
    monkeypatch.setenv("MITEINANDER_BACKUP_KEY", "Unsinn")
    with pytest.raises(CommandError, match="nicht der öffentliche Schlüssel"):
        call_command("backup", out=tmp_path / "x.backup")
    assert list(tmp_path.glob("*.backup*")) == []


def test_older_backups_go_and_everything_else_stays(tmp_path):
    for day in range(1, 6):
        (tmp_path / f"miteinander-2026-11-0{day}T02-30-00.backup").touch()
    for name in ("miteinander-notes.txt", "other.backup"):
        (tmp_path / name).touch()
    making.forget_older(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "miteinander-2026-11-04T02-30-00.backup",
        "miteinander-2026-11-05T02-30-00.backup",
        "miteinander-notes.txt",
        "other.backup",
    ]


def test_keeping_none_is_refused(tmp_path):
    with pytest.raises(CommandError, match="ab 1"):
        call_command("backup", out=tmp_path, keep=0)


def test_a_backup_into_a_folder_gets_a_name_and_is_noted(backup: Backup, tmp_path):
    said = backup.source.run("backup", "--out", tmp_path, "--keep", "3")
    (made,) = tmp_path.iterdir()
    assert made.match(making.PATTERN)
    assert made.name in said
    assert (backup.source.data / "operation" / "backup.json").exists()
    assert list(backup.source.data.glob("backup-*")) == []


def test_a_kill_leaves_no_half_file_under_the_name(backup: Backup, tmp_path):
    big = backup.source.files / "big"
    with big.open("wb") as file:
        file.truncate(2_000_000_000)
    try:
        out = tmp_path / "killed.backup"
        command = [sys.executable, "-m", "miteinander", "backup", "--out", str(out)]
        process = subprocess.Popen(command, cwd=ROOT, env=backup.source.environment)
        part = tmp_path / f".{out.name}.part"
        end = time.monotonic() + 120
        while time.monotonic() < end and not (part.exists() and part.stat().st_size > 100_000):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        assert process.wait(60) == -signal.SIGKILL
        assert not out.exists()
    finally:
        big.unlink()


def test_a_folder_that_is_not_there_is_told(backup: Backup, tmp_path):
    said = backup.source.run("backup", "--out", Path(tmp_path / "none" / "x"), fails=True)
    assert "lässt sich nicht schreiben" in said
