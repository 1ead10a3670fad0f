"""A cluster on one machine: primary, streaming replica, pgbouncer, two web servers, a worker."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import psycopg

from tests.operation.installation import ROOT, Installation, free_port, missing
from tests.plugins.postgres import _programs

_WHO = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
ROLES = ("CREATE ROLE owner LOGIN", "CREATE ROLE app LOGIN", "CREATE ROLE copy REPLICATION LOGIN")


class Servers:
    """The database's processes, below one folder of their own; all but pgbouncer on sockets."""

    def __init__(self) -> None:
        # Not below pytest's folder: that is for root only where root runs the tests.
        self.folder, self.programs = Path(mkdtemp(prefix="miteinander-cluster-")), _programs()
        if _WHO:
            shutil.chown(self.folder, "nobody")
        self.pool_port = free_port()
        self.pool: subprocess.Popen | None = None

    def start_primary(self) -> None:
        """A server that lets a replica follow, with one database and its two roles."""
        self._run("initdb", "-D", self._data("primary"), "-U", "postgres", "-A", "trust", "-N")
        self._start("primary", "-c wal_level=replica -c max_wal_senders=4 -c fsync=off")
        with self.connect("primary", "postgres", "postgres") as connection:
            for words in (*ROLES, "CREATE DATABASE town OWNER owner"):
                connection.execute(words)

    def start_replica(self) -> None:
        """A copy of the primary that follows it."""
        place = ["-h", str(self.folder), "-p", "1", "-U", "copy"]
        self._run("pg_basebackup", *place, "-D", self._data("replica"), "-R", "-X", "stream")
        self._start("replica", "-c hot_standby=on")

    def start_pool(self) -> None:
        """pgbouncer with four connections to the primary, each lent for one transaction."""
        program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
        if not program:
            missing("pgbouncer", "pgbouncer")
        (self.folder / "users").write_text('"app" ""\n')
        (self.folder / "pool.ini").write_text(
            f"[databases]\ntown = host={self.folder} port=1\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {self.pool_port}\nunix_socket_dir =\n"
            f"auth_type = trust\nauth_file = {self.folder}/users\npool_mode = transaction\n"
            "default_pool_size = 4\nserver_reset_query =\n"
        )
        command = [str(program), "-q", str(self.folder / "pool.ini")]
        self.pool = subprocess.Popen(command, cwd="/", **_WHO)
        wait_until(lambda: _listens(self.pool_port))

    def kill_replica(self) -> None:
        """At once, without a word to its clients."""
        pid = int((self.folder / "replica" / "postmaster.pid").read_text().splitlines()[0])
        for one in [pid, *descendants(pid)]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    def connect(self, name: str, role: str, database: str = "town") -> psycopg.Connection:
        """A connection of a role, outside of every transaction, that sees all towns."""
        port = 1 if name == "primary" else 2
        options = "-c miteinander.town=*"
        place = {"host": str(self.folder), "port": port, "user": role, "dbname": database}
        return psycopg.connect(**place, options=options, autocommit=True)

    def url(self, name: str, role: str) -> str:
        port = 1 if name == "primary" else 2
        return f"postgres://{role}@{quote(str(self.folder), safe='')}:{port}/town"

    def stop(self) -> None:
        if self.pool:
            self.pool.terminate()
            self.pool.wait(30)
        for name in ("replica", "primary"):
            with suppress(subprocess.CalledProcessError):
                self._run("pg_ctl", "-D", self._data(name), "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _data(self, name: str) -> str:
        return str(self.folder / name)

    def _start(self, name: str, more: str) -> None:
        port = 1 if name == "primary" else 2
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c port={port}"
        words = ["-D", self._data(name), "-w", "-l", str(self.folder / f"{name}.log")]
        self._run("pg_ctl", *words, "-o", f"{options} {more}", "start")

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **_WHO)


@dataclass
class Web:
    """Web servers behind a proxy that takes them in turn, and goes on where one is gone."""

    installation: Installation
    cookie: str = ""
    ports: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    processes: list[subprocess.Popen] = field(default_factory=list)
    turn: count = field(default_factory=count)

    def start(self) -> None:
        for port in self.ports:
            self._serve("--only", "web", "--workers", "1", "--port", str(port))
        self._serve("--only", "worker")
        for port in self.ports:
            wait_until(lambda port=port: _is_ready(port))

    def kill(self, number: int) -> None:
        """A web server and all its processes, at once."""
        pid = self.processes[number].pid
        for one in [pid, *descendants(pid)]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.processes[number].wait(30)

    def get(self, path: str) -> tuple[int, str]:
        """The answer of one server or, where the first gave none, of the other."""
        first = next(self.turn)
        for port in (self.ports[first % 2], self.ports[(first + 1) % 2]):
            with suppress(OSError, http.client.HTTPException):
                return _ask(port, "GET", path)
        raise AssertionError(f"no server answered {path}")

    def post(self, path: str, body: str) -> int | None:
        """The status, or None where the server went before it answered: never sent twice."""
        first = next(self.turn)
        for port in (self.ports[first % 2], self.ports[(first + 1) % 2]):
            if not _listens(port):
                continue
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
            try:
                return _ask(port, "POST", path, body, headers)[0]
            except (OSError, http.client.HTTPException):
                return None
        return None

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
                process.wait(60)

    def _serve(self, *words: str) -> None:
        command = [sys.executable, "-m", "miteinander", "serve", *words]
        environment = self.installation.environment
        self.processes.append(subprocess.Popen(command, cwd=ROOT, env=environment))


def descendants(pid: int) -> list[int]:
    """Every process that this one started, and those that they started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def wait_until(is_so: Callable[[], bool], seconds: float = 300) -> None:
    """Until it is so; a busy machine is given time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def _listens(port: int) -> bool:
    try:
        http.client.socket.create_connection(("127.0.0.1", port), 5).close()
    except OSError:
        return False
    return True


def _is_ready(port: int) -> bool:
    try:
        return _ask(port, "GET", "/zustand/bereit/")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def _ask(port: int, method: str, path: str, body: str = "", headers=None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body or None, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
