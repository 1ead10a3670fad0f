"""Plain text: decoding and lines. Line numbers are the file's own."""

from __future__ import annotations

import codecs

from ..line import Line
from ..refusal import ReadingRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> str:
    """Text of `data`: byte order mark, then UTF-8, then Windows-1252.

    Refuses what holds NUL characters or is mostly control characters: no text at all.
    """
    text = _decoded(data)
    controls = sum(1 for c in text[:20000] if c < " " and c not in "\t\n\r\f\v\x1a")
    if "\0" in text or controls * 20 > min(len(text), 20000):
        raise ReadingRefused(
            "Die Datei ist kein Text. Bitte laden Sie das Konzept als Word-, PDF-, Excel-, CSV- "
            "oder Textdatei hoch.",
            "wrong_type",
        )
    return text


def _decoded(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def lines_of(text: str) -> list[Line]:
    """Lines as an editor counts them: only line feeds separate (CR LF and CR count as one)."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if rows and not rows[-1]:
        rows.pop()
    return [Line(number, row) for number, row in enumerate(rows, start=1)]
