"""Requests of this server to others never reach its own network."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel import outgoing


class _Answers(BaseHTTPRequestHandler):
    """What the path asks for."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))  # type: ignore[attr-defined]
        what, _, rest = self.path[1:].partition("/")
        if what == "to":
            self.send_response(302)
            self.send_header("Location", rest)
            self.end_headers()
        elif what == "slow":
            self._drip()
        else:
            self._body(what)

    def _drip(self) -> None:
        stop = self.server.stop  # type: ignore[attr-defined]
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not stop.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            stop.set()

    def _body(self, what: str) -> None:
        body = b"x" * 1000 if what == "large" else b"gut"
        self.send_response(200)
        if what == "bomb":
            body = gzip.compress(b"0" * 100_000)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _serving(server: ThreadingHTTPServer) -> Iterator[ThreadingHTTPServer]:
    server.asked, server.stop = [], threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.stop.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server in the own network."""
    yield from _serving(ThreadingHTTPServer(("127.0.0.1", 0), _Answers))


@pytest.fixture
def names(monkeypatch) -> dict[str, list[str]]:
    """A resolver for invented names: each question takes the next answer, the last one stays."""
    known: dict[str, list[str]] = {}
    real = socket.getaddrinfo

    def asked(host: str, port: int) -> list:
        answers = known.get(host)
        if answers is None:
            return real(host, port, type=socket.SOCK_STREAM)
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return real(answer, port, type=socket.SOCK_STREAM)

    monkeypatch.setattr(outgoing, "addresses_of", asked)
    return known


def get(host: str, server: ThreadingHTTPServer, path: str = "/") -> requests.Response:
    return outgoing.session().get(f"http://{host}:{server.server_port}{path}")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "017700000001", "0"),
        *("0.0.0.0", "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]", "[::]", "[::ffff:7f00:1]"),
    ],
)
def test_no_way_of_writing_it_leads_to_the_machine_itself(server, host):
    with pytest.raises(requests.RequestException) as refused:
        get(host, server)
    assert server.asked == []
    is_no_name = isinstance(refused.value, requests.exceptions.ConnectionError)
    assert isinstance(refused.value, outgoing.Refused) or is_no_name


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_the_refusal_says_what_to_do(server, host):
    with pytest.raises(outgoing.Refused, match="MITEINANDER_PRIVATE_HOSTS"):
        get(host, server)


def test_a_host_that_the_operator_named_is_asked(server, settings):
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    assert get("127.0.0.1", server).text == "gut"


def test_the_name_stays_the_one_that_was_asked_for(server, settings, names):
    settings.MITEINANDER_PRIVATE_HOSTS = ["rathaus.test"]
    names["rathaus.test"] = ["127.0.0.1"]
    assert get("RATHAUS.test", server).text == "gut"
    assert server.asked == [("/", f"rathaus.test:{server.server_port}")]


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("127.0.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::1", "::7f00:1"),
        *("2001:db8::1", "100::1", "2001:0:a00:1::f5ff:fffe", "64:ff9b::7f00:1"),
    ],
)
def test_an_address_that_is_not_public_is_told(address):
    assert not outgoing.is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2a00:1450:4001:82f::200e", "64:ff9b::808:808"]
)
def test_a_public_address_is_public(address):
    assert outgoing.is_public(address)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="192.168.0.0/16"))
def test_no_private_address_gets_out_in_the_clothes_of_another(address):
    for text in (str(address), f"::ffff:{address}", f"64:ff9b::{address}"):
        assert not outgoing.is_public(text)


def test_a_public_name_that_leads_inside_is_refused(server, names):
    names["boese.test"] = ["127.0.0.1"]
    with pytest.raises(outgoing.Refused):
        get("boese.test", server)
    assert server.asked == []


def test_one_private_address_among_public_ones_is_enough(server, monkeypatch):
    both = [("93.184.215.14", 80), ("127.0.0.1", server.server_port)]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", one) for one in both]
    monkeypatch.setattr(outgoing, "addresses_of", lambda host, port: found)
    with pytest.raises(outgoing.Refused):
        get("gemischt.test", server)


def test_a_name_that_changes_its_mind_gains_nothing(server, names, monkeypatch):
    """The name is looked up once: the connection goes to the address that was checked."""
    names["wechsel.test"] = ["127.0.0.1", "127.0.0.9"]
    checked = []

    def public_once(address: str) -> bool:
        checked.append(address)
        return len(checked) == 1

    monkeypatch.setattr(outgoing, "is_public", public_once)
    assert get("wechsel.test", server).text == "gut"
    assert checked == ["127.0.0.1"]
    with pytest.raises(outgoing.Refused):
        get("wechsel.test", server)
    assert checked == ["127.0.0.1", "127.0.0.9"]


def test_a_redirect_is_checked_anew(server, settings, names):
    settings.MITEINANDER_PRIVATE_HOSTS = ["rathaus.test"]
    names["rathaus.test"] = ["127.0.0.1"]
    inside = f"http://127.0.0.1:{server.server_port}/geheim"
    with pytest.raises(outgoing.Refused):
        get("rathaus.test", server, f"/to/{inside}")
    assert [path for path, _ in server.asked] == [f"/to/{inside}"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/"]
)
def test_a_redirect_leads_to_no_other_kind_of_address(server, settings, target):
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    with pytest.raises(requests.RequestException):
        get("127.0.0.1", server, f"/to/{target}")


def test_redirects_in_circles_end(server, settings):
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    with pytest.raises(requests.exceptions.TooManyRedirects):
        get("127.0.0.1", server, "/to//to//to//to//to//to//to//to//x")


@pytest.mark.parametrize("path", ["/large", "/bomb"])
def test_an_answer_without_an_end_is_not_read(server, settings, monkeypatch, path):
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(outgoing, "LARGEST_ANSWER", 999)
    with pytest.raises(outgoing.Refused, match="zu groß"):
        get("127.0.0.1", server, path)


def test_a_server_that_drips_for_ever_is_cut_off(server, settings, monkeypatch):
    """Each byte comes in time, but the head of the answer never ends."""
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    monkeypatch.setattr(outgoing, "LONGEST", 0.3)
    with pytest.raises(requests.RequestException):
        get("127.0.0.1", server, "/slow")


def test_no_proxy_and_no_password_of_the_environment_is_used(server, settings, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    with pytest.raises(requests.RequestException):
        outgoing.session().get("http://rathaus.invalid/")
    assert server.asked == []


@pytest.fixture
def certificate(tmp_path) -> str:
    """A certificate for rathaus.test that signs itself, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rathaus.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("rathaus.test")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path / "rathaus.pem"
    path.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    return str(path)


def test_https_is_checked_by_name_although_an_address_is_dialled(certificate, settings, names):
    settings.MITEINANDER_PRIVATE_HOSTS = ["rathaus.test", "anders.test"]
    names |= {"rathaus.test": ["127.0.0.1"], "anders.test": ["127.0.0.1"]}
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    made.socket = tls.wrap_socket(made.socket, server_side=True)
    for server in _serving(made):
        session = outgoing.session()
        session.verify = certificate
        assert session.get(f"https://rathaus.test:{server.server_port}/").text == "gut"
        with pytest.raises(requests.exceptions.SSLError):
            session.get(f"https://anders.test:{server.server_port}/")
        with pytest.raises(requests.exceptions.SSLError):
            outgoing.session().get(f"https://rathaus.test:{server.server_port}/")
