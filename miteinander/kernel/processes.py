"""Runs the web server and the worker side by side and stops them together."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

# Seconds: what is in flight at the stop may take so long, the whole stop a little longer.
ANSWER_WITHIN = 30.0
STOP_WITHIN = 35.0
# Per web process. Who sends a large file over a slow line holds one of them all the while; with as
# few as two, two of these shut everybody else out of their process. Granian warns of more than this
# on two cores.
THREADS = 4


def server(port: int, *, host: str = "127.0.0.1", workers: int = 1) -> list[str]:
    """The command line of the web server."""
    return [
        # HTTP/1.1 is what proxies speak to it: each further protocol reads lengths its own way.
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(THREADS), "--log-level", "warning"),
        # One that is killed is replaced; one that is to stop answers first what it has begun.
        *("--respawn-failed-workers", "--workers-kill-timeout", f"{ANSWER_WITHIN:.0f}s"),
        "miteinander.config.wsgi:application",
    ]


def worker() -> list[str]:
    """The command line of a worker that does the jobs."""
    return [sys.executable, "-m", "miteinander", "worker", "--no-reload", "--interval", "0.5"]


def refusal(port: int, host: str = "127.0.0.1") -> str:
    """Why no server can start there, as a sentence for who starts it; "" where one can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} darf nur die Systemverwaltung öffnen. Bitte wählen: --port 8000"
        except OverflowError:
            return f"{port} ist kein Port. Bitte eine Zahl bis 65535 wählen: --port 8000"
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} ist belegt. Bitte einen anderen wählen: --port 8001"
            return f"Dieser Rechner hat keine Adresse {host}. Bitte prüfen Sie: --host"
    return ""


def _end_with_parent() -> None:
    """In the child: a parent that is killed outright stops nobody, so Linux does it then.

    Otherwise the children would go on alone and keep the port.
    """
    if sys.platform == "linux":
        set_signal_of_parents_death = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_signal_of_parents_death, signal.SIGTERM)


class Group:
    """Child processes that live and end together.

    Each is a session of its own, so that Ctrl-C reaches this process alone, which then stops the
    children in order. When one ends by itself, all are stopped.
    """

    def __init__(self, commands: list[list[str]], environment: dict[str, str]) -> None:
        self.is_stopping = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        self.children = [
            subprocess.Popen(  # noqa: S603
                command,
                env=os.environ | environment,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
            for command in commands
        ]

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def wait_until_up(self, url: str, seconds: float = 60) -> bool:
        """Wait until the address answers; False when a child ended or the time ran out first."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._has_ended():
            try:
                urllib.request.urlopen(url, timeout=2)  # noqa: S310 - our own address
                return True
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return False

    def wait(self) -> int:
        """Wait for a signal or the end of a child, stop all, and give the exit code."""
        while not self._has_ended():
            time.sleep(0.1)
        was_asked = self.is_stopping
        if not was_asked:
            sys.stderr.write("Ein Teil von Miteinander ist unerwartet zu Ende. Alle halten an.\n")
        self._end_all()
        return 0 if was_asked else 1

    def _has_ended(self) -> bool:
        return self.is_stopping or any(child.poll() is not None for child in self.children)

    def _end_all(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + STOP_WITHIN
        for child in self.children:
            try:
                child.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
