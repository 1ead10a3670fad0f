"""What the proxy of deploy/ agrees on for HTTPS: versions, ciphers, and that it stays at HTTPS."""

import http.client
import re
import socket
import ssl
import subprocess

import pytest

from tests.operation.proxy import Proxy, ask, raw

# BSI TR-02102-2, 3.3.1 and 3.4; the certificate of the test has an RSA key.
TLS_1_2 = {"ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256"}
TLS_1_3 = {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"}
EVERYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0"
ALL_OF_1_3 = TLS_1_3 | {
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_CCM_SHA256",
    "TLS_AES_128_CCM_8_SHA256",
}


def handshake(proxy: Proxy, version: ssl.TLSVersion, ciphers: str = EVERYTHING) -> tuple[str, str]:
    """Version and cipher that are agreed on with somebody who can do only these."""
    context = ssl._create_unverified_context()
    context.set_ciphers(ciphers)
    context.minimum_version = context.maximum_version = version
    plain = socket.create_connection(("127.0.0.1", proxy.secure), 30)
    with context.wrap_socket(plain) as connection:
        return connection.version(), connection.cipher()[0]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1], ids=str)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_an_older_version_is_refused_by_the_proxy(proxy: Proxy, version: ssl.TLSVersion):
    with pytest.raises(ssl.SSLError) as refused:
        handshake(proxy, version)
    # Its own word; a client that cannot do this version itself would say something else.
    assert refused.value.reason == "TLSV1_ALERT_PROTOCOL_VERSION"


def test_the_two_new_versions_are_spoken_with_the_longest_key_first(proxy: Proxy):
    agreed = {handshake(proxy, ssl.TLSVersion.TLSv1_2), handshake(proxy, ssl.TLSVersion.TLSv1_3)}
    assert agreed == {
        ("TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384"),
        ("TLSv1.3", "TLS_AES_256_GCM_SHA384"),
    }


def test_of_all_ciphers_of_tls_1_2_the_recommended_ones_alone_are_taken(proxy: Proxy):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_ciphers(EVERYTHING)
    names = {one["name"] for one in context.get_ciphers()} - ALL_OF_1_3
    # These need a secret or a name that both sides know, which neither has.
    said = {name: _said_to(proxy, name) for name in names if not re.search("PSK|SRP", name)}
    assert {"AES128-SHA", "ECDHE-RSA-CHACHA20-POLY1305", "ADH-AES128-SHA256"} <= set(said)
    assert {name for name, word in said.items() if word == "taken"} == TLS_1_2
    assert set(said.values()) == {"taken", "SSLV3_ALERT_HANDSHAKE_FAILURE"}


def _said_to(proxy: Proxy, cipher: str) -> str:
    try:
        handshake(proxy, ssl.TLSVersion.TLSv1_2, f"{cipher}:@SECLEVEL=0")
    except ssl.SSLError as refused:
        return refused.reason
    return "taken"


def test_of_all_ciphers_of_tls_1_3_the_recommended_ones_alone_are_taken(proxy: Proxy):
    """With OpenSSL itself: Python chooses no ciphers of this version."""
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{proxy.secure}", "-tls1_3"]
    taken = set()
    for cipher in ALL_OF_1_3:
        ended = subprocess.run(
            [*command, "-ciphersuites", cipher],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if f"Cipher is {cipher}" in ended.stdout:
            taken.add(cipher)
        else:
            assert "handshake failure" in ended.stderr, ended.stderr
    assert taken == TLS_1_3


def test_every_answer_by_https_says_once_that_it_stays_so_and_none_by_http_does(proxy: Proxy):
    """Also what the proxy itself answers; with the words of the application."""
    direct = http.client.HTTPConnection("127.0.0.1", proxy.server, timeout=60)
    said = {"Host": "integration.example", "X-Forwarded-Proto": "https"}
    direct.request("GET", "/zustand/", headers=said)
    words = direct.getresponse().getheader("Strict-Transport-Security")
    assert words == "max-age=31536000; includeSubDomains"
    too_large = {"Content-Length": str(52 * 1024 * 1024), "Expect": "100-continue"}
    for status, *request in (
        (200, "GET", "/stadt-stadt/", {}),
        (404, "GET", "/zustand/zahlen/", {}),
        (413, "POST", "/konto/login/", too_large),
        (400, "POST", "/konto/login/", {"Content-Length": "-1"}),
    ):
        method, path, headers = request
        answer = ask(proxy, method, path, **headers)
        assert answer.status == status
        assert answer.headers.get_all("Strict-Transport-Security") == [words], status
    with raw(proxy.plain) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: integration.example\r\nConnection: close\r\n\r\n")
        assert b"Strict-Transport-Security" not in plain.makefile("rb").read()
