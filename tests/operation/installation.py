"""An installation of its own: data folder, database, and the command as operators type it."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
_numbers = count(1)


@dataclass
class Installation:
    """Commands run in processes of their own, with the environment of this installation only."""

    data: Path
    url: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MITEINANDER_", "DJANGO_")) and name != "DATABASE_URL"
        }
        own = {"MITEINANDER_DATA": str(self.data), "MITEINANDER_SECRET_KEY": "geheim" * 12}
        database = {"DATABASE_URL": self.url} if self.url else {}
        return {**kept, **own, **database, **self.settings}

    @property
    def files(self) -> Path:
        return self.data / "files"

    def run(self, *words: str | Path, fails: bool = False) -> str:
        """What `miteinander ...` says; fails the test unless it ends as it should."""
        return self._call("miteinander", *map(str, words), fails=fails)

    def python(self, module: str, *words: str) -> str:
        """What a module of the tests says that runs inside this installation."""
        return self._call(module, *words)

    def fill(self, *canaries: str) -> None:
        """Put a town with a person, a measure and a file into it."""
        self._call("tests.operation.fill", *canaries)

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, sorted, as text."""
        return {table: sorted(map(repr, found)) for table, found in self._tables()}

    def sql(self, words: str) -> list[tuple]:
        with self._connected() as connection:
            cursor = connection.execute(words)
            found = cursor.fetchall() if cursor.description else []
            connection.commit()
        return found

    def _tables(self) -> Iterator[tuple[str, list[tuple]]]:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if self.url:
            names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        for (table,) in self.sql(names):
            yield table, self.sql(f'SELECT * FROM "{table}"')

    @contextmanager
    def _connected(self):
        if self.url:
            with psycopg.connect(self.url, options="-c miteinander.town=*") as connection:
                yield connection
            return
        connection = sqlite3.connect(self.data / "miteinander.sqlite3")
        try:
            yield connection
        finally:
            connection.close()

    def _call(self, module: str, *words: str, fails: bool = False) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        said = ended.stdout + ended.stderr
        assert (ended.returncode != 0) == fails, said
        assert "Traceback" not in said, said
        return said


def missing(program: str, package: str) -> None:
    """Skip a test that needs a program; in CI it must be there."""
    told = pytest.fail if os.environ.get("CI") else pytest.skip
    told(f"{program} fehlt: apt-get install {package}")


def psql(words: str, **variables: str) -> None:
    """Run SQL as the superuser of the server that the tests started."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = parts._replace(netloc=f"postgres@{parts.netloc.rpartition('@')[2]}").geturl()
    given = [word for name, value in variables.items() for word in ("-v", f"{name}={value}")]
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *given, "-f", "-", url]
    subprocess.run(command, input=words, text=True, check=True, capture_output=True)


def free_port() -> int:
    """A port of loopback on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy(source: Installation, folder: Path) -> Installation:
    """The same content once more, without making it anew."""
    made = new(folder, template=source)
    for name in ("files", "miteinander.sqlite3", "keys.json"):
        if (source.data / name).is_dir():
            shutil.copytree(source.data / name, made.data / name)
        elif (source.data / name).exists():
            shutil.copy(source.data / name, made.data / name)
    return made


def with_keyring_of(source: Installation, made: Installation) -> Installation:
    """The same installation, to which somebody brought the copy of the keyring."""
    shutil.copy(source.data / "keys.json", made.data / "keys.json")
    return made


def new(folder: Path, template: Installation | None = None) -> Installation:
    """An empty installation on the database system of this test run: no tables, or the others'."""
    data, name = _place(folder)
    if not os.environ.get("DATABASE_URL"):
        return Installation(data)
    databases.create(name, urlsplit(template.url).path[1:] if template else "template1")
    return Installation(data, databases.named(name))


def migrated(folder: Path) -> Installation:
    """An installation with all tables and nothing in them."""
    data, name = _place(folder)
    url = databases.copy(data / "miteinander.sqlite3", name)
    return Installation(data, url if os.environ.get("DATABASE_URL") else "")


def _place(folder: Path) -> tuple[Path, str]:
    """A data folder, and a name for a database."""
    number = next(_numbers)
    data = folder / f"data{number}"
    data.mkdir(parents=True)
    return data, f"operation_{os.getpid()}_{number}"
