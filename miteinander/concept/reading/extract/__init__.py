"""From bytes to lines: one module per kind of file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .. import filetypes, limits
from ..line import Line
from ..refusal import ReadingRefused
from . import text


@dataclass(frozen=True)
class Extracted:
    """What a file gives: its kind, its lines, its pages and its styled title, if it has them."""

    kind: str
    lines: list[Line]
    pages: int | None = None
    title: str | None = None


def extracted(data: bytes, filename: str, tell: Callable[[int, str], None]) -> Extracted:
    """The lines of a file that has passed `limits.check_size`. Raises `ReadingRefused`."""
    kind = filetypes.kind_of_file(data, filename)
    if kind == filetypes.PDF:
        return _pdf(data, tell)
    if kind == "zip":
        return _office(data)
    if kind == filetypes.CSV:
        return _csv(data)
    return Extracted(filetypes.TXT, text.lines_of(text.decoded(data)))


def _pdf(data: bytes, tell: Callable[[int, str], None]) -> Extracted:
    from .pdf import PdfText

    read = PdfText(data, tell)
    return Extracted(filetypes.PDF, read.lines, read.pages, read.title)


def _office(data: bytes) -> Extracted:
    with limits.opened_package(data) as package:
        if limits.package_kind(package) == filetypes.XLSX:
            from .sheet import workbook_lines

            return Extracted(filetypes.XLSX, workbook_lines(data, package))
    from .docx import WordText

    try:
        read = WordText(data)
    except ReadingRefused:
        raise
    except Exception as error:  # python-docx and lxml raise anything for a broken document
        raise limits.corrupt() from error
    return Extracted(filetypes.DOCX, read.lines, None, read.title)


def _csv(data: bytes) -> Extracted:
    from .sheet import csv_lines

    lines = csv_lines(data)
    if lines is None:
        return Extracted(filetypes.CSV, text.lines_of(text.decoded(data)))
    return Extracted(filetypes.CSV, lines)
