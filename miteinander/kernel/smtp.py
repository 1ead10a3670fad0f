"""Mail by SMTP that says when the content goes out of our hands."""

import smtplib
from collections.abc import Callable
from typing import Any

from django.core.mail.backends import smtp


def _nothing() -> None:
    return None


class _Connection(smtplib.SMTP):
    """A connection on which `before_content` runs before a mail's content is handed over.

    Until then the server has promised nothing, and whatever happens the mail can be sent again.
    Afterwards only its answer says whether it took the mail.
    """

    before_content: Callable[[], None] = staticmethod(_nothing)

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.before_content()
        return super().data(msg)


class Backend(smtp.EmailBackend):
    """Django's backend with `before_content`, which the outbox sets."""

    before_content: Callable[[], None] = staticmethod(_nothing)

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Plain SMTP, which STARTTLS may secure."""
        return _Connection

    def open(self) -> bool | None:
        """Connect, and tell the connection what to do before content goes out."""
        opened: bool | None = super().open()
        if isinstance(self.connection, _Connection):
            self.connection.before_content = self.before_content
        return opened
