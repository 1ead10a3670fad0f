"""Tests of the guard against requests to private addresses, with a real server on loopback."""

import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from miteinander.kernel import outgoing


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        target = self.path.partition("to=")[2]
        self.send_response(302 if target else 200)
        if target:
            self.send_header("Location", target)
        self.end_headers()
        self.wfile.write(b"intern")

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a web server that only this machine reaches."""
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0"])
def test_no_name_of_this_machine_is_reached(port, host):
    with pytest.raises(requests.exceptions.ConnectionError):
        outgoing.session().get(f"http://{host}:{port}/")


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1"),
        *("::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::1", "ff02::1"),
    ],
)
def test_private_addresses_are_refused(address):
    assert ipaddress.ip_address(address)
    with pytest.raises(outgoing.PrivateAddress):
        outgoing.public_addresses(address, 80)


def test_public_addresses_are_not():
    assert outgoing.public_addresses("9.9.9.9", 443) == ["9.9.9.9"]
    assert outgoing.public_addresses("2620:fe::fe", 443) == ["2620:fe::fe"]


def test_a_host_that_the_operator_named_is_reached(port, settings):
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    assert outgoing.session().get(f"http://127.0.0.1:{port}/").text == "intern"


def test_a_redirect_to_a_private_address_is_not_followed(port, settings):
    settings.MITEINANDER_PRIVATE_HOSTS = ["127.0.0.1"]
    with pytest.raises(outgoing.PrivateAddress):
        outgoing.session().get(f"http://127.0.0.1:{port}/?to=http://localhost:{port}/")


def test_a_proxy_of_the_environment_does_not_connect_in_our_place(port, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
    with pytest.raises(outgoing.PrivateAddress):
        outgoing.session().get("http://192.168.1.1/")


def test_every_request_has_an_end(monkeypatch):
    asked = {}
    monkeypatch.setattr(
        requests.Session, "request", lambda self, *args, **kwargs: asked.update(kwargs)
    )
    outgoing.session().get("https://example.org/")
    assert asked["timeout"] == outgoing.TIMEOUT
