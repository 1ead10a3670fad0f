"""A real server on loopback, and the CPU time that it spends per request."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from miteinander.kernel import processes

WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")
WARMING = 200


class Server:
    """Granian with two workers, asked over one kept connection.

    `helpers` are further processes (a database server) whose CPU counts too.
    """

    def __init__(self, pid: int, port: int, helpers: list[int]) -> None:
        self.roots = [pid, *helpers]
        self.port = port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of a request."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", address, headers=names)
        response = self.connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return response.status, found, response.read()

    def cpu(self) -> float:
        """CPU seconds that all processes of the server have used so far."""
        return sum(_ticks(pid) for root in self.roots for pid in _family(root)) / TICKS

    def cpu_per_call(self, call: Callable[[], object], times: int) -> float:
        """Milliseconds of CPU, server side, per call."""
        # Each thread of each process opens its connection at its first request.
        for _ in range(WARMING):
            call()
        before = self.cpu()
        for _ in range(times):
            call()
        return (self.cpu() - before) / times * 1000


@contextmanager
def running(helpers: list[int] | None = None) -> Iterator[Server]:
    """Start a server on a free port; stop it by its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen(
        processes.server(port, workers=WORKERS), stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(child, port)
        yield Server(child.pid, port, helpers or [])
    finally:
        child.terminate()
        child.wait(20)


def _wait(child: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if child.poll() is not None:
                raise RuntimeError("the server ended") from None
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _family(int(child)))]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
