"""Uploads are refused while they come in, before they fill the disk."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

LARGEST_UPLOAD = 50 * 1024 * 1024
# What the other fields of a form and the boundaries between them take.
ALLOWANCE = 1024 * 1024
# Beyond this the browser is cut off: reading it all to be polite would cost more than it helps.
LARGEST_TO_HEAR_OUT = 500 * 1024 * 1024
_PIECE = 64 * 1024


def is_too_large(request: HttpRequest) -> bool:
    """Whether the request announces more than one upload may hold."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > LARGEST_UPLOAD + ALLOWANCE


class SizeLimit(FileUploadHandler):
    """Stores nothing of a file that is too large; the form then has no file."""

    announced = 0

    def handle_raw_input(self, *args: Any, **values: Any) -> None:
        """Hear how much is announced: (input, meta, length in bytes, ...)."""
        self.announced = args[2]

    def new_file(self, *args: Any, **values: Any) -> None:
        """Refuse the file before its first byte."""
        super().new_file(*args, **values)
        if self.announced > LARGEST_TO_HEAR_OUT:
            raise StopUpload(connection_reset=True)
        if self.announced > LARGEST_UPLOAD + ALLOWANCE:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Refuse a file whose request lied about its size."""
        if start + len(raw_data) > LARGEST_UPLOAD + ALLOWANCE:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""


def hearing_out(application: Callable[..., Any]) -> Callable[..., Any]:
    """The WSGI application, which answers only once everything has come in that was sent.

    A server that answers in the middle of an upload ends the connection; the proxy, still writing,
    takes that for a broken server and tells everybody so. One form without a token would do it.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        answered = application(environ, start_response)
        # Not every server says where a body ends; reading on would then wait for ever.
        if environ.get("wsgi.input_terminated"):
            _hear_out(environ)
        return answered

    return answer


def _hear_out(environ: dict[str, Any]) -> None:
    left = LARGEST_TO_HEAR_OUT
    if not {"CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"} & environ.keys():
        return
    while left > 0 and (piece := environ["wsgi.input"].read(_PIECE)):
        left -= len(piece)
