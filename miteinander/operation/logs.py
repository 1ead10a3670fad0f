"""What stands in the logs: never a name, an address, a query string or a number of a person.

Lines are words, or JSON for machines (MITEINANDER_LOG=json). Exceptions keep where they happened
and what kind they are; their own sentences may quote what somebody typed and are left out.
"""

import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any

from django.db import InterfaceError, OperationalError

request_id: ContextVar[str] = ContextVar("request_id", default="")
UNKNOWN = "unknown"
_MAIL = re.compile(r"[^\s@<>\"'=:;,()]+@[^\s@<>\"'=:;,()]+")
# A hash of the trail (64 hexadecimal digits) is nobody's number and must stay whole.
_DIGITS = re.compile(r"(?P<hash>\b(?=\d*[a-f])[0-9a-f]{64}\b)|\d(?:[ /.-]?\d){6,}")

_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
_IPV6 = re.compile(r"(?:[0-9a-fA-F]{0,4}:){3,}[0-9a-fA-F.]*|[0-9a-fA-F:]*::[0-9a-fA-F:.]*")


def redacted(text: str) -> str:
    """The text without mail addresses, IP addresses and numbers of seven digits or more."""
    for pattern, word in ((_MAIL, "[Mail]"), (_IPV6, "[IP]"), (_IPV4, "[IP]")):
        text = pattern.sub(word, text)
    return _DIGITS.sub(lambda found: found["hash"] or "[Zahl]", text)


class WithoutPeople(logging.Filter):
    """Strips a record of what could be about a person, before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redacted(_message(record))
        record.args = ()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = told(record.exc_info[1])
        record.exc_info = None
        record.request_id = request_id.get()
        # Django hands the whole request and its status to its handlers.
        record.__dict__.pop("request", None)
        return True


def told(error: BaseException) -> str:
    """Where an exception and its causes happened, without what they say."""
    parts = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        lines = [f"  {one.filename}:{one.lineno} {one.name}" for one in frames]
        parts.append("\n".join([*lines, _kind(current)]))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\nwhile handling\n".join(reversed(parts))


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, OperationalError | InterfaceError):
        # Words of the database about itself; what follows the first line may quote a row.
        return f"{name}: {redacted((str(error).splitlines() or [''])[0])}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    return name


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith("django.security."):
        # Its words quote what somebody sent: a host name, a path, a key.
        return record.name.removeprefix("django.security.")
    return _without_path(record, record.getMessage())


def _without_path(record: logging.LogRecord, message: str) -> str:
    request: Any = getattr(record, "request", None)
    path = getattr(request, "path", "")
    if not path or path == "/":
        return message
    for words in (request.get_full_path(), path):
        message = message.replace(words, f"[{route(request)}]")
    return message


def route(request: Any) -> str:
    """The name of the address, never the address: that may hold a name or a key."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or "unnamed"
    if request.path_info.startswith("/static/"):
        return "static"
    return UNKNOWN
