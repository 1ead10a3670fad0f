"""HTTP/2: a length that does not fit the frames, and names and values that would end a line.

The frames are made by hand (RFC 9113, RFC 7541): a library would refuse to send them.
"""

import re

import pytest

from tests.operation.proxy import Proxy, raw
from tests.operation.test_lengths import reached

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RESET, SETTINGS = 0, 1, 3, 4
END_STREAM, END_HEADERS = 1, 4
REQUEST = {
    ":method": "POST",
    ":scheme": "https",
    ":authority": "integration.example",
    ":path": "/zustand/",
}
CHUNKED = "transfer-encoding: chunked"
HIDDEN = b"0\r\n\r\nGET /versteckt/ HTTP/1.1\r\nHost: integration.example\r\n\r\n"
# Fields beside or instead of the request's, and the frames of its body.
REFUSED = {
    "less than it says": ({"content-length": "99"}, [HIDDEN]),
    "more than it says": ({"content-length": "5"}, [HIDDEN]),
    "more than it says, in a second frame": ({"content-length": "5"}, [HIDDEN[:5], HIDDEN[5:]]),
    "something instead of nothing": ({"content-length": "0"}, [HIDDEN]),
    "nothing instead of something": ({"content-length": "9"}, []),
    "a length with a sign": ({"content-length": f"+{len(HIDDEN)}"}, [HIDDEN]),
    "a length and chunks": ({"content-length": "5", "transfer-encoding": "chunked"}, [HIDDEN]),
    "a line end in a value": ({"x-a": f"b\r\n{CHUNKED}"}, [HIDDEN]),
    "half a line end in a value": ({"x-a": f"b\n{CHUNKED}"}, [HIDDEN]),
    "a line end in a name": ({f"{CHUNKED}\r\nx-a": "b"}, [HIDDEN]),
    "a blank in a name": ({"transfer-encoding ": "chunked"}, [HIDDEN]),
    "a name in capitals": ({"Transfer-Encoding": "chunked"}, [HIDDEN]),
    "a line end in the path": ({":path": f"/ HTTP/1.1\r\n{CHUNKED}\r\nx-a: "}, [HIDDEN]),
    "a line in the method": ({":method": "GET / HTTP/1.1\r\n\r\nPOST"}, [HIDDEN]),
}
TAKEN = {
    "no length": ({}, [HIDDEN]),
    "the right length": ({"content-length": str(len(HIDDEN))}, [HIDDEN]),
    # nginx takes the header for nothing and says the length anew.
    "chunks": ({"transfer-encoding": "chunked"}, [HIDDEN]),
}


def answer(port: int, name: str, *protocols: str) -> str:
    """What is said to the request: a status, or that the stream or the connection was ended."""
    fields, pieces = (REFUSED | TAKEN)[name]
    packed = b"".join(map(_field, *zip(*(REQUEST | fields).items(), strict=True)))
    end = 0 if pieces else END_STREAM
    sent = PREFACE + _frame(SETTINGS, 0, 0) + _frame(HEADERS, END_HEADERS | end, 1, packed)
    for number, piece in enumerate(pieces, start=1):
        sent += _frame(DATA, END_STREAM if number == len(pieces) else 0, 1, piece)
    with raw(port, *protocols) as connection, connection.makefile("rb") as came:
        connection.sendall(sent)
        while head := came.read(9):
            payload = came.read(int.from_bytes(head[:3]))
            if head[3] == HEADERS:
                return _status(payload)
            if head[3] == RESET:
                return "reset"
    return "closed"


def _frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    return len(payload).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4) + payload


def _field(name: str, value: str) -> bytes:
    """A field as it is, neither indexed nor compressed (RFC 7541, 6.2.2)."""
    return b"\0" + b"".join(bytes([len(word)]) + word for word in (name.encode(), value.encode()))


def _status(packed: bytes) -> str:
    """The first field of an answer: one of the table of RFC 7541, or its three digits."""
    known = {0x8C: "400", 0x8D: "404", 0x88: "200"}
    return known.get(packed[0]) or re.search(rb"\d{3}", packed)[0].decode()


@pytest.mark.parametrize("name", REFUSED)
def test_the_proxy_refuses_what_does_not_fit(proxy: Proxy, name: str):
    before = reached(proxy)
    assert answer(proxy.secure, name, "h2") in {"400", "reset"}
    assert reached(proxy) == before


@pytest.mark.parametrize("name", TAKEN)
def test_what_it_takes_is_one_request_to_the_server(proxy: Proxy, name: str):
    before = reached(proxy)
    assert answer(proxy.secure, name, "h2") == "403"
    assert len(reached(proxy)) == len(before) + 1


def test_the_server_itself_does_not_speak_it(proxy: Proxy):
    """The proxy speaks HTTP/1.1 to it; another protocol would be another reading of lengths."""
    with raw(proxy.server) as connection:
        connection.sendall(PREFACE + _frame(SETTINGS, 0, 0))
        assert not connection.recv(100).startswith(_frame(SETTINGS, 0, 0)[3:4])
