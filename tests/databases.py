"""Databases for processes of their own: with all tables, and nothing in them.

Making the tables takes as long as dozens of tests. It is done once per run; all get copies.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

_NAME = "with_tables"
_FILE = "miteinander.sqlite3"


def copy(file: Path, name: str) -> str:
    """A new database: `file` on SQLite, `name` on the tests' PostgreSQL; gives its address."""
    server = os.environ.get("DATABASE_URL", "")
    made = _made(server)
    if server:
        create(name, template=_NAME)
        return named(name)
    shutil.copy(made / _FILE, file)
    return f"sqlite:///{file}"


def create(name: str, template: str = "template1") -> None:
    """A database on the server that the tests started."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def named(name: str) -> str:
    """The address of a database on that server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _made(server: str) -> Path:
    """The folder of the original; whoever comes first makes it, also among xdist's workers."""
    folder = Path(os.environ["MITEINANDER_DATA"]) / _NAME
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            if server:
                create(_NAME)
            _migrate(folder, named(_NAME) if server else "")
            (folder / "done").touch()
    return folder


def _migrate(folder: Path, url: str) -> None:
    own = {"MITEINANDER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "miteinander.config.settings"}
    address = {"DATABASE_URL": url} if url else {}
    command = [sys.executable, "-m", "miteinander", "migrate", "-v0"]
    subprocess.run(command, env=os.environ | own | address, check=True)
