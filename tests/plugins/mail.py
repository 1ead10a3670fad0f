"""A real mail server on loopback: the fixture `inbox`."""

import os
import signal
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

import pytest
from aiosmtpd.controller import Controller

from tests.kernel import processes


class Inbox:
    """Keeps what a server receives; can be told to refuse, and to be away altogether."""

    def __init__(self, port: int) -> None:
        self.mails: list[Message] = []
        self.refuses = False
        self._port = port
        self._server: Controller | None = None
        self._victim: tuple[int, int] | None = None

    def go_away(self) -> None:
        """Nobody listens on the port any more."""
        if self._server:
            self._server.stop()
        self._server = None

    def come_back(self) -> None:
        """Listen on the same port."""
        self._server = Controller(self, hostname="127.0.0.1", port=self._port)
        self._server.start()

    def strike(self, pid: int, after: int) -> None:
        """Kill the process that sends, once so many more of its words have come in."""
        self._victim = (pid, after)

    def spare(self) -> None:
        """Kill nobody any more."""
        self._victim = None

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        self._count()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def _count(self) -> None:
        if self._victim is None:
            return
        pid, left = self._victim
        self._victim = (pid, left - 1) if left > 1 else None
        if left == 1:
            os.kill(pid, signal.SIGKILL)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self._count()
        if self.refuses:
            return "451 Später noch einmal"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings) -> Iterator[Inbox]:
    """A mail server on a free port, to which the outbox sends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    received = Inbox(port)
    received.come_back()
    settings.EMAIL_BACKEND = "miteinander.kernel.smtp.Backend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield received
    received.go_away()


@pytest.fixture
def environment(inbox, settings, tmp_path) -> dict[str, str]:
    """Of processes that share a database of their own and send to the test's mail server."""
    return processes.environment(
        tmp_path,
        MITEINANDER_SMTP_HOST=settings.EMAIL_HOST,
        MITEINANDER_SMTP_PORT=str(settings.EMAIL_PORT),
    )
