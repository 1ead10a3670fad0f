"""Requests that this server makes to others, kept from reaching what only it can reach.

An address that somebody typed, or that another server answered with, must not lead into the
municipality's own network or to the machine itself (server-side request forgery). So every
connection, also one after a redirect, looks its host up once, refuses addresses that are not of
the public internet, and is made to the very address that was checked: a name that answers
differently the next moment (DNS rebinding) gains nothing. Hosts named in
`MITEINANDER_PRIVATE_HOSTS`, such as the town hall's own sign-in server, are excepted.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

LARGEST_ANSWER = 5 * 1024 * 1024  # bytes, unpacked
LONGEST = 30.0  # seconds of a connection, from its first byte to its last
PATIENCE = 10.0  # seconds without a byte
MOST_REDIRECTS = 5
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What some versions of Python take for public: protocol assignments, site-local, local NAT64.
_SPECIAL = [ipaddress.ip_network(one) for one in ("192.0.0.0/24", "fec0::/10", "64:ff9b:1::/48")]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(requests.RequestException):
    """The request may not be made, or its answer is too large; the sentence says why."""


class PrivateAddress(Refused):
    """The host leads into an internal network and is not excepted."""


class _NotPublic(Exception):
    """No `OSError`, which urllib3 would try again and wrap."""


def session() -> requests.Session:
    """A session for requests to addresses that others named; raises `Refused`.

    Proxies, passwords and certificates of the environment are not used, because a proxy would look
    names up itself.
    """
    made = requests.Session()
    made.trust_env = False
    made.max_redirects = MOST_REDIRECTS
    made.headers["User-Agent"] = "Miteinander"
    adapter = _Guarded(max_retries=0)
    made.mount("https://", adapter)
    made.mount("http://", adapter)
    return made


def is_public(text: str) -> bool:
    """Whether the address is one of the public internet, also where it carries another inside."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address in _NAT64:
        return _is_global(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(_is_global(one) for one in (address, *_inside(address)))


def addresses_of(host: str, port: int) -> list[Any]:
    """What the system's resolver says of a host, as `socket.getaddrinfo` gives it."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _is_global(address: Address) -> bool:
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or address.is_private
        or any(address in network for network in _SPECIAL)
    )


def _inside(address: Address) -> Iterator[Address]:
    """The IPv4 addresses to which gateways would translate an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo


def is_excepted(host: str) -> bool:
    """Whether the operator allows this host although it may lead to a private address."""
    return _plain(host) in settings.MITEINANDER_PRIVATE_HOSTS


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


def _checked(host: str, port: int) -> list[Any]:
    """Where a connection to the host may go; raises `_NotPublic` if any of it is not public."""
    plain = _plain(host)
    found = addresses_of(plain, port)
    if is_excepted(plain):
        return found
    if not all(is_public(one[4][0]) for one in found):
        raise _NotPublic(
            f"{plain} führt in ein internes Netz. Wenn das so sein soll, tragen Sie den Namen in "
            "MITEINANDER_PRIVATE_HOSTS ein."
        )
    return found


class _Pinned:
    """A connection to a checked address that ends after `LONGEST`, however slow the other is."""

    host: str
    port: int
    timeout: Any
    socket_options: Any
    _watch: tuple[threading.Timer, socket.socket] | None = None

    def _new_conn(self) -> socket.socket:
        problem: OSError = OSError("no address")
        for family, kind, protocol, _, sockaddr in _checked(self.host, self.port):
            made = socket.socket(family, kind, protocol)
            made.settimeout(PATIENCE)
            try:
                made.connect(sockaddr)
            except OSError as error:
                made.close()
                problem = error
                continue
            self._watch = _ends_in_time(made)
            return made
        raise problem

    def close(self) -> None:
        if self._watch:
            watch, handle = self._watch
            watch.cancel()
            handle.close()
            self._watch = None
        super().close()  # type: ignore[misc]


def _ends_in_time(connection: socket.socket) -> tuple[threading.Timer, socket.socket]:
    """Cut the connection off in time; its own handle, because TLS takes the first one over."""
    handle = connection.dup()
    watch = threading.Timer(LONGEST, _cut_off, [handle])
    watch.daemon = True
    watch.start()
    return watch, handle


def _cut_off(handle: socket.socket) -> None:
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The other end was faster.
        return
    finally:
        handle.close()


class _Http(_Pinned, HTTPConnection):
    pass


class _Https(_Pinned, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class _Guarded(HTTPAdapter):
    """Makes every connection through the check, and reads no answer without an end."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        # One connection for each request: none is kept that was checked long ago.
        request.headers["Connection"] = "close"
        kwargs["timeout"] = PATIENCE
        end = time.monotonic() + LONGEST
        try:
            response = super().send(request, *args, **kwargs)
        except _NotPublic as refusal:
            raise PrivateAddress(str(refusal), request=request) from None
        response.raw = _Limited(response.raw, end)
        return response


class _Limited:
    """The body of an answer up to `LARGEST_ANSWER`, counted unpacked (gzip bombs).

    What was cut off at `end` (of the monotonic clock) is no answer, even if it looks like one.
    """

    def __init__(self, raw: Any, end: float) -> None:
        self._raw = raw
        self._end = end

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def stream(self, amt: int = 8192, decode_content: bool | None = None) -> Iterator[bytes]:
        """The body in pieces; raises `Refused` where it does not end."""
        return self._counted(self._raw.stream(8192, decode_content=decode_content))

    def _counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        number = 0
        for piece in pieces:
            number += len(piece)
            self._check(number)
            yield piece
        self._check(number)

    def _check(self, number: int) -> None:
        if number > LARGEST_ANSWER or time.monotonic() >= self._end:
            self._raw.close()
            raise Refused("Die Antwort des anderen Servers ist zu groß oder zu langsam.")
