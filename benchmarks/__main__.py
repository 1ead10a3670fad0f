"""`python3 start.py bench [NAME ...] [--json]`: runs benchmarks, each in a process of its own."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, redirect_stdout
from importlib import import_module

from benchmarks.figures import Figure, as_json, as_table, from_json
from tests.plugins import postgres

NAMES = ["queries", "pages", "weight", "reading", "municipalities", "trail", "reports", "scale"]
NAMES += ["placing", "proposing", "board", "asking", "sharing", "interpreting"]
NAMES += ["rounds", "answering", "answering_pg"]
BY_HAND = ["placing_large"]  # takes a quarter of an hour: only when named
ON_POSTGRES = {"scale", "answering_pg"}


def main(words: list[str]) -> int:
    """Run the named benchmarks (when none is named, NAMES); 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES + BY_HAND))
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    unknown = set(options.names) - {*NAMES, *BY_HAND}
    if unknown:
        there = ", ".join(NAMES + BY_HAND)
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {there}")
    if options.child:
        with redirect_stdout(sys.stderr):  # what commands say must not mix with the figures
            measured = _measure(options.names[0])
        print(as_json(measured))
        return 0
    figures = [figure for name in options.names or NAMES for figure in _in_child(name)]
    print(as_json(figures) if options.json else as_table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _measure(name: str) -> list[Figure]:
    import django

    django.setup()
    measured: list[Figure] = import_module(f"benchmarks.{name.removesuffix('_pg')}").figures()
    return measured


def _in_child(name: str) -> list[Figure]:
    """Each benchmark gets a database and a data folder of its own."""
    with ExitStack() as stack:
        folder = tempfile.mkdtemp(prefix="miteinander-bench-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        environment = os.environ | {
            "MITEINANDER_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "miteinander.config.settings",
            "MITEINANDER_JOBS": "immediate",
        }
        environment.pop("DATABASE_URL", None)
        if name in ON_POSTGRES:
            environment["DATABASE_URL"] = postgres.start_postgres()
            stack.callback(postgres.stop_all)
        print(f"{name} ...", file=sys.stderr)
        command = [sys.executable, "-m", "benchmarks", name, "--child"]
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    return from_json(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
