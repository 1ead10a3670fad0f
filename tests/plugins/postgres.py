"""Prepares the environment before Django reads its settings; `--pg` gives a real PostgreSQL.

Loaded by `-p` (pyproject.toml): in a conftest it would come too late and the tests would silently
run on SQLite.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

_OWNER = "nobody"
_STARTED: list[tuple[Path, Path]] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pg", action="store_true", help="run on a PostgreSQL started for the tests")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, Any, Any]:
    os.environ["MITEINANDER_JOBS"] = "immediate"
    if "MITEINANDER_TEST_RUN" not in os.environ:  # the workers of xdist inherit it all
        os.environ["MITEINANDER_TEST_RUN"] = "1"
        os.environ["MITEINANDER_DATA"] = tempfile.mkdtemp(prefix="miteinander-test-")
        os.environ.pop("DATABASE_URL", None)
        if "--pg" in args:
            os.environ["DATABASE_URL"] = start_postgres()
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    stop_all()
    data = os.environ.get("MITEINANDER_DATA", "")
    if "miteinander-test-" in data:
        shutil.rmtree(data, ignore_errors=True)


def start_postgres() -> str:
    """Start a server on a socket only, without fsync; gives its DATABASE_URL."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="miteinander-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _OWNER)
    data = str(folder / "data")
    init = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    _as_owner([str(programs / "initdb"), "-D", data, *init])
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    options += " -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    control = programs / "pg_ctl"
    _STARTED.append((control, folder))
    _as_owner([str(control), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"])
    # Row-level security binds everybody but superusers: the tests come as the tables' owner.
    made = [
        "CREATE ROLE miteinander LOGIN CREATEDB",
        "CREATE DATABASE miteinander OWNER miteinander",
    ]
    commands = [word for statement in made for word in ("-c", statement)]
    psql = ["-h", str(folder), "-U", "postgres", "-q", *commands, "postgres"]
    _as_owner([str(programs / "psql"), *psql])
    return f"postgres://miteinander@{str(folder).replace('/', '%2F')}/miteinander"


def stop_all() -> None:
    """Stop every server that was started here and remove its files."""
    while _STARTED:
        program, folder = _STARTED.pop()
        _as_owner([str(program), "-D", str(folder / "data"), "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    if not found:
        raise pytest.UsageError("--pg braucht PostgreSQL: apt-get install postgresql")
    return found[-1]


def _as_owner(command: list[str]) -> None:
    # initdb refuses to run as root.
    who: dict[str, Any] = {"user": _OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **who)
