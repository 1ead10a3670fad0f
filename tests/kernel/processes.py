"""Processes of their own that share a database of their own, to be killed in the middle."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from tests import databases

Environment = dict[str, str]


def environment(folder: Path, **settings: str) -> Environment:
    """The environment of processes with a database of all tables and a data folder of their own.

    On the kind of database on which the tests run: a new one of the tests' server, or a file.
    """
    return {
        **os.environ,
        "DATABASE_URL": databases.copy(folder / "own.sqlite3", f"own_{uuid4().hex}"),
        "MITEINANDER_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "miteinander.config.settings",
        **settings,
    }


def run(module: str, *words: str, env: Environment) -> str:
    """Run it to its end; gives what it printed."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def start(module: str, *words: str, env: Environment) -> "subprocess.Popen[str]":
    """Start it; the test reads what it prints and kills it."""
    command = [sys.executable, "-m", module, *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, text=True)


def kill(process: "subprocess.Popen[str]") -> list[str]:
    """Kill it as a power cut would; gives the lines that it had printed and nobody had read."""
    process.kill()
    assert process.stdout
    rest = process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    if process.stdin:
        process.stdin.close()
    return rest
