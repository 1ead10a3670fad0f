"""A rewrapping that is killed loses no key, and what is sealed is nowhere to be read."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel import processes
from tests.kernel.encryption.killed import CANARY, MANY

MODULE = "tests.kernel.encryption.killed"


@pytest.fixture
def env(tmp_path: Path) -> processes.Environment:
    env = processes.environment(tmp_path)
    processes.run(MODULE, "prepare", env=env)
    return env


def test_a_killed_rewrapping_loses_no_key_and_is_finished_by_the_next(env):
    process = processes.start(MODULE, "rewrap", env=env)
    assert process.stdout
    assert process.stdout.readline() == "mitten\n"
    processes.kill(process)
    halfway = json.loads(processes.run(MODULE, "look", env=env))
    assert (halfway["read"], halfway["new"], halfway["old"]) == (MANY, 200, MANY - 200)

    said = processes.run("miteinander", "keys", "rewrap", env=env)
    assert f"{MANY - 200} Schlüssel" in said
    whole = json.loads(processes.run(MODULE, "look", env=env))
    assert whole == {"read": MANY, "new": MANY}


def test_what_is_sealed_stands_in_no_file_of_the_database_and_in_no_word_of_a_command(
    env, tmp_path
):
    command = [sys.executable, "-m", "miteinander", "keys", "status"]
    done = subprocess.run(command, env=env, capture_output=True, check=True)
    written = [done.stdout, done.stderr, *_dump(env, tmp_path)]
    assert any(b"Stelle 17" in text for text in written)  # that we looked at the right place
    forms = [CANARY.encode(), CANARY.encode().hex().encode(), CANARY.encode("utf-16-le")]
    assert not [form for form in forms for text in written if form in text]
    for secret in re.findall(r'"secret": "(.+)"', (tmp_path / "keys.json").read_text()):
        assert not [text for text in written if secret.encode() in text]


def _dump(env: processes.Environment, folder: Path) -> list[bytes]:
    """Every file of the data folder but the keyring; on PostgreSQL every row of every table."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "keys.json"]
    return [*(path.read_bytes() for path in files), *_rows(env["DATABASE_URL"])]


def _rows(address: str) -> Iterator[bytes]:
    if address.startswith("sqlite"):
        return
    import psycopg

    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(address.replace("postgres://", "postgresql://")) as connection:
        connection.execute("SET miteinander.town = '*'")
        for (table,) in connection.execute(tables).fetchall():
            for (row,) in connection.execute(f'SELECT one::text FROM "{table}" one'):
                yield row.encode()
