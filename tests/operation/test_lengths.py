"""Requests whose lengths contradict each other: one request never becomes two (smuggling).

Through the web server alone and through the proxy before it. Each request carries another one in
its body or behind it; whoever reads a length otherwise than its neighbour would answer that too.
"""

import re
import socket

import pytest

from tests.operation.cluster import wait_until
from tests.operation.proxy import Proxy, raw

HOST = b"Host: integration.example\r\nX-Forwarded-Proto: https\r\n"
HIDDEN = b"GET /versteckt/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
LAST = b"GET /zustand/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
SIZE = len(HIDDEN)
CHUNKED = "Transfer-Encoding: chunked"
BOTH = f"Content-Length: {SIZE + 5}"
END = b"0\r\n\r\n"
IN_CHUNKS = b"%x\r\n" % SIZE + HIDDEN + b"\r\n" + END
# Head lines, and what is sent as body. RFC 9112, 6.1 and 6.3.
CONTRADICTING = {
    "length, then chunks": ([BOTH, CHUNKED], END + HIDDEN),
    "chunks, then length": ([CHUNKED, BOTH], END + HIDDEN),
    "no length, but chunks": (["Content-Length: 0", CHUNKED], IN_CHUNKS),
    "two lengths": ([f"Content-Length: {SIZE}", "Content-Length: 0"], HIDDEN),
    "two lengths, the short first": (["Content-Length: 0", f"Content-Length: {SIZE}"], HIDDEN),
    "a list of lengths": ([f"Content-Length: 0, {SIZE}"], HIDDEN),
    "a length with a sign": ([f"Content-Length: +{SIZE}"], HIDDEN),
    "a length below nothing": (["Content-Length: -1"], HIDDEN),
    "a length in hexadecimal": ([f"Content-Length: 0x{SIZE:x}"], HIDDEN),
    "an empty length": (["Content-Length: "], HIDDEN),
    "a length of 65 bits": (["Content-Length: 18446744073709551616"], HIDDEN),
    "a blank before the colon of the length": ([f"Content-Length : {SIZE}"], HIDDEN),
    "a blank before the colon of the chunks": ([BOTH, "Transfer-Encoding : chunked"], END + HIDDEN),
    "a zero byte in the name": ([BOTH, "Transfer-Encoding\0: chunked"], END + HIDDEN),
    "chunks of another name": ([BOTH, "Transfer-Encoding: xchunked"], END + HIDDEN),
    "chunks behind a tab": ([BOTH, "Transfer-Encoding:\tchunked"], END + HIDDEN),
    "chunks behind a vertical tab": ([BOTH, "Transfer-Encoding: \x0bchunked"], END + HIDDEN),
    "chunks in quotes": ([BOTH, 'Transfer-Encoding: "chunked"'], END + HIDDEN),
    "chunks behind identity": ([BOTH, "Transfer-Encoding: identity, chunked"], END + HIDDEN),
    "chunks before identity": (["Transfer-Encoding: chunked, identity"], END + HIDDEN),
    "chunks and identity": ([CHUNKED, "Transfer-Encoding: identity"], END + HIDDEN),
    "chunks on a line that goes on": ([BOTH, "Transfer-Encoding:\r\n chunked"], END + HIDDEN),
    "chunks in a line that goes on": ([BOTH, f"X-A: b\r\n {CHUNKED}"], END + HIDDEN),
    "chunks behind half a line end": ([BOTH, f"X-A: b\n{CHUNKED}"], END + HIDDEN),
    "chunks behind the other half": ([BOTH, f"X-A: b\r{CHUNKED}"], END + HIDDEN),
    "a chunk with 0x": ([CHUNKED], b"0x" + IN_CHUNKS),
    "a chunk with a sign": ([CHUNKED], b"+" + IN_CHUNKS),
    "a chunk below nothing": ([CHUNKED], b"-" + IN_CHUNKS),
    "a chunk of more than 64 bits": ([CHUNKED], b"1" + b"0" * 16 + IN_CHUNKS),
    "a chunk without size": ([CHUNKED], b"\r\n" + HIDDEN + b"\r\n" + END),
    "a chunk longer than it says": ([CHUNKED], b"3\r\n" + HIDDEN + b"\r\n" + END),
    "chunks in HTTP/1.0": ([CHUNKED, "Connection: keep-alive"], END + HIDDEN),
}
# What one of the two takes; it must not look different to the other.
TOLERATED = {
    "a length": ([f"Content-Length: {SIZE}"], HIDDEN),
    "chunks": ([CHUNKED], IN_CHUNKS),
    "chunks in capitals": (["Transfer-Encoding: CHUNKED"], IN_CHUNKS),
    "the same length twice": ([f"Content-Length: {SIZE}"] * 2, HIDDEN),
    "chunks twice": ([CHUNKED] * 2, IN_CHUNKS),
    "chunks with half line ends": ([CHUNKED], IN_CHUNKS.replace(b"\r\n", b"\n")),
    "a blank behind the size of a chunk": ([CHUNKED], b"0 \r\n\r\n" + HIDDEN),
    "a blank in the size of a chunk": ([CHUNKED], b"0 1\r\n\r\n" + HIDDEN),
    "half a line end in the words of a chunk": ([CHUNKED], b"0;a\n\r\n" + HIDDEN),
    "a length behind the chunks": ([CHUNKED], b"0\r\nContent-Length: 999\r\n\r\n" + HIDDEN),
    "chunks with an underscore": ([BOTH, "Transfer_Encoding: chunked"], END + HIDDEN),
}


def answers(port: int, name: str, *protocols: str) -> list[int]:
    """The statuses of all that is answered until the other side ends the connection."""
    heads, body = (CONTRADICTING | TOLERATED)[name]
    version = "HTTP/1.0" if name.endswith("1.0") else "HTTP/1.1"
    head = "".join(f"{line}\r\n" for line in [f"POST /zustand/ {version}", *heads])
    with raw(port, *protocols) as connection:
        connection.sendall(head.encode() + HOST + b"\r\n" + body + LAST)
        got = b"".join(iter(lambda: _received(connection), b""))
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d+)", got)]


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except ConnectionResetError:
        return b""  # it hung up while something was still unread


@pytest.mark.parametrize("name", CONTRADICTING)
def test_the_server_answers_a_contradiction_once_and_hangs_up(proxy: Proxy, name: str):
    """A 403 is the form without a token: of length and chunks the chunks hold (RFC 9112, 6.3)."""
    found = answers(proxy.server, name)
    assert found in ([400], [403])
    assert found == [400] or "chunk" in name


@pytest.mark.parametrize("name", CONTRADICTING)
def test_the_proxy_refuses_a_contradiction_and_hangs_up(proxy: Proxy, name: str):
    before = reached(proxy)
    assert answers(proxy.secure, name, "http/1.1") in ([400], [501])
    assert reached(proxy) == before


@pytest.mark.parametrize("name", TOLERATED)
def test_what_reaches_the_server_is_what_the_proxy_counted(proxy: Proxy, name: str):
    """Each request of the one log stands in the other, with the number that the proxy gave it."""
    before = reached(proxy)
    found = answers(proxy.secure, name, "http/1.1")
    new = reached(proxy)[len(before) :]
    assert len(new) == len(set(new)) == len(found) - found.count(400)
    wait_until(lambda: set(new) <= set(proxy.log.read_text().split()))


@pytest.mark.parametrize("name", ["a length", "chunks", "chunks in capitals"])
def test_an_honest_body_stays_a_body(proxy: Proxy, name: str):
    assert answers(proxy.server, name) == [403, 200]
    assert answers(proxy.secure, name, "http/1.1") == [403, 200]


def reached(proxy: Proxy) -> list[str]:
    """The numbers of all requests that the server has answered."""
    return re.findall(r"miteinander\.request ([0-9a-f]{32}) ", proxy.server_log.read_text())
