"""Reads the fields of a Word file that somebody filled: what `word.tick` and `word.blank` made."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

LARGEST = 20 * 1024 * 1024  # bytes of the text, unpacked
MOST_FIELDS = 20_000
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"
_VALUE = "{http://schemas.microsoft.com/office/word/2010/wordml}val"
_TICKS = {"☒", "☑", "✓", "✔", "x", "X"}
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, KeyError, ValueError),
    SyntaxError,  # what XML says
)


class NotReadable(ValueError):
    """The file cannot be read; the message is a sentence for the person."""


@dataclass(frozen=True)
class Field:
    """What stands in a field: words, or whether its box is ticked."""

    key: str
    text: str = ""
    is_ticked: bool = False


def fields(content: bytes, hint: str) -> list[Field]:
    """All fields that have a key, in the order of the file; one that still shows `hint` is empty.

    Raises `NotReadable`. Only the text of the document is opened, whatever else lies in the file;
    entities are not followed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if packed.getinfo("word/document.xml").file_size > LARGEST:
                raise NotReadable("Diese Datei entpackt sich zu einer ungewöhnlichen Größe.")
            text = packed.read("word/document.xml")
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or (not text.isascii() and b"\x00" in text):
            raise NotReadable("Diese Datei enthält Verweise, die Word nicht schreibt.")
        found = list(_fields(parse_xml(text), hint))
    except NotReadable:
        raise
    except _UNREADABLE:
        raise NotReadable(
            "Diese Datei lässt sich nicht als Word-Dokument lesen. Bitte speichern Sie sie in Word "
            "als „Word-Dokument (docx)“, ohne Kennwort."
        ) from None
    if len(found) > MOST_FIELDS:
        raise NotReadable("Diese Datei enthält ungewöhnlich viele Felder.")
    return found


def _fields(whole: Any, hint: str) -> Iterator[Field]:
    for one in whole.iter(qn("w:sdt")):
        about, inside = one.find(qn("w:sdtPr")), one.find(qn("w:sdtContent"))
        tag = about.find(qn("w:tag")) if about is not None else None
        if tag is None or inside is None:
            continue
        text = _text(inside)
        box = about.find(_CHECKBOX)
        if box is not None:
            said = box.find(_CHECKED)
            is_ticked = said is not None and said.get(_VALUE) in ("1", "true", "on")
            yield Field(tag.get(qn("w:val"), ""), is_ticked=is_ticked or text in _TICKS)
        else:
            yield Field(tag.get(qn("w:val"), ""), "" if text == hint else text)


def _text(inside: Any) -> str:
    """The words; breaks and paragraphs are lines. What was deleted under tracking is gone."""
    parts: list[str] = []
    for one in inside.iter():
        if one.tag == qn("w:t"):
            parts.append(one.text or "")
        elif one.tag == qn("w:tab"):
            parts.append(" ")
        elif one.tag in (qn("w:br"), qn("w:cr")) or (one.tag == qn("w:p") and parts):
            parts.append("\n")
    return "".join(parts).strip()
