"""deploy/nginx.conf, running before a web server, both on loopback."""

import getpass
import http.client
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.operation import installation
from tests.operation.installation import ROOT, free_port, missing

DEPLOY = ROOT / "deploy"


@dataclass
class Proxy:
    """A running nginx before a running web server: where they listen and what they write."""

    folder: Path
    plain: int
    secure: int
    server: int

    @property
    def log(self) -> Path:
        return self.folder / "access.log"

    @property
    def troubles(self) -> Path:
        """What it writes of errors when it is set up as deploy/ has it."""
        return self.folder / "crit.log"

    @property
    def complaints(self) -> Path:
        """All errors, as no operator keeps them."""
        return self.folder / "error.log"

    @property
    def server_log(self) -> Path:
        return self.folder / "server.log"

    @property
    def command(self) -> list[str]:
        """nginx with this configuration."""
        nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if not nginx:
            missing("nginx", "nginx-light")
        return [str(nginx), "-p", str(self.folder), "-c", "nginx.conf", "-e", "error.log"]


@contextmanager
def started(folder: Path) -> Iterator[Proxy]:
    """deploy/nginx.conf on loopback ports, with a certificate of its own, before one web server."""
    found = Proxy(folder, free_port(), free_port(), free_port())
    nginx, made = found.command, installation.migrated(folder)
    made.fill("Stadt")
    made.settings = {"MITEINANDER_HTTPS": "1", "MITEINANDER_HOSTS": "integration.example"}
    made.settings["MITEINANDER_ORIGINS"] = "https://integration.example"
    command = [sys.executable, "-m", "miteinander", "serve", "--only", "web"]
    command += ["--port", str(found.server)]
    with found.server_log.open("wb") as lines:
        server = subprocess.Popen(
            command, cwd=ROOT, env=made.environment, stdout=lines, stderr=lines
        )
    _configure(folder, found)
    runner = subprocess.Popen(nginx)
    end = time.monotonic() + 120
    while time.monotonic() < end and not is_up(found):
        time.sleep(1)
    yield found
    for process in (runner, server):
        process.terminate()
        process.wait(60)


def _configure(folder: Path, proxy: Proxy) -> None:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=integration.example", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{proxy.plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{proxy.secure} ssl http2;"),
        ("127.0.0.1:8000", f"127.0.0.1:{proxy.server}"),
        # The second server is not there: every second request has to find the first.
        ("127.0.0.1:8001", f"127.0.0.1:{free_port()}"),
        ("/etc/ssl/integration.example.pem", str(certificate)),
        ("/etc/ssl/private/integration.example.key", str(key)),
        ("/var/log/nginx/miteinander.log", str(proxy.log)),
        # Once as it is, and once with all that the tests want to know.
        (
            "error_log /var/log/nginx/miteinander-error.log crit;",
            f"error_log {proxy.troubles} crit; error_log {proxy.complaints} error;",
        ),
        # So slow that the limit of the test's few requests depends on no clock.
        ("rate=50r/s", "rate=1r/m"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Its workers write large uploads aside, into a folder of who runs the tests.
    head = f"user {getpass.getuser()};\ndaemon off;\npid {folder}/pid;\nevents {{}}\n"
    main = f"{head}http {{\n{paths}{text}\n}}\n"
    (folder / "nginx.conf").write_text(main, "utf-8")


def is_up(proxy: Proxy) -> bool:
    """Whether the web server answers through it."""
    try:
        return ask(proxy, "GET", "/zustand/").status == 200
    except OSError:
        return False


def ask(proxy: Proxy, method: str, path: str, body=None, source="127.0.0.1", **headers: str):
    """The answer to one request by HTTPS, with its text as `body`; limits count by `source`."""
    connection = http.client.HTTPSConnection(
        *("127.0.0.1", proxy.secure),
        timeout=120,
        context=ssl._create_unverified_context(),
        source_address=(source, 0),
    )
    sent = {"Host": "integration.example", **headers}
    connection.request(method, path, body=body, headers=sent)
    answer = connection.getresponse()
    answer.body = answer.read().decode()
    connection.close()
    return answer


def raw(port: int, *protocols: str) -> socket.socket:
    """A connection over which a test sends what no library would: with TLS if it names a protocol.

    It has an address of its own, so that the limit of requests counts it alone.
    """
    plain = socket.create_connection(("127.0.0.1", port), 30, source_address=("127.0.0.3", 0))
    if not protocols:
        return plain
    context = ssl._create_unverified_context()
    context.set_alpn_protocols(list(protocols))
    return context.wrap_socket(plain)
