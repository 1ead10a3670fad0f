"""Requests that the server itself makes: never to a private address (SSRF).

Somebody who may type an address into a form (the town's sign-in service) could otherwise have the
server ask machines that only the server can reach. The address is checked when the connection is
made, on the numbers to which the name leads at that moment, so that neither a redirect nor a name
that changes in between gets past it. Hosts in MITEINANDER_PRIVATE_HOSTS are excepted.
"""

import ipaddress
import socket
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import create_connection

TIMEOUT = (5, 10)  # seconds to connect, and between two pieces of the answer


class PrivateAddress(requests.exceptions.ConnectionError):
    """The host leads to an address that is not on the public internet."""


def session() -> requests.Session:
    """A session whose connections go to public addresses only.

    Proxies of the environment are not used: they would connect in our place, unchecked.
    """
    made = _Session()
    made.trust_env = False
    made.max_redirects = 3
    for scheme in ("https://", "http://"):
        made.mount(scheme, _GuardedAdapter())
    return made


def is_excepted(host: str) -> bool:
    """Whether the operator allows this host although its address is private."""
    return host.lower() in {name.strip().lower() for name in settings.MITEINANDER_PRIVATE_HOSTS}


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses to which the name leads now; raises PrivateAddress if one is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not is_excepted(host) and not all(map(_is_public, addresses)):
        raise PrivateAddress(f"{host} has no public address")
    return addresses


def _is_public(address: str) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    number = inner or number
    return number.is_global and not number.is_multicast


class _Session(requests.Session):
    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", TIMEOUT)
        return super().request(*args, **kwargs)


def _connect(connection: HTTPConnection) -> socket.socket:
    host, port = connection.host, connection.port
    last: OSError = OSError(f"{host} has no address")
    for address in public_addresses(host, port):
        try:
            return create_connection((address, port), connection.timeout)
        except OSError as error:
            last = error
    raise requests.exceptions.ConnectionError(last)


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _Encrypted(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class _GuardedAdapter(HTTPAdapter):
    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            return super().send(*args, **kwargs)
        except requests.exceptions.ConnectionError as error:
            # urllib3 and requests wrap what is raised while connecting.
            cause: BaseException | None = error
            while cause is not None and not isinstance(cause, PrivateAddress):
                cause = cause.__context__
            raise cause or error from None

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        pools = {"http": _PlainPool, "https": _EncryptedPool}
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = pools
