"""What is not even opened: too big, empty, encrypted, with macros, or built to do harm.

Each line names the attack that it stops.
"""

from __future__ import annotations

import io
import re
import zipfile

from .refusal import ReadingRefused

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_ENTRIES = 5000
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_SCANNED = 2 * 1024 * 1024
_MACROS = re.compile(r"vbaProject|/activeX/|macrosheets|\.bin\.rels$", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Formulas that leave the sheet when a spreadsheet program opens them: DDE and calls outside.
_HOSTILE = re.compile(
    r"^\s*[=+\-@].*(?:\b(?:cmd|powershell|mshta|rundll32|msexcel|excel|winword)\s*\||"
    r"\b(?:WEBSERVICE|CALL|REGISTER\.ID|EXEC|DDE|DDEAUTO|IMPORTXML|IMPORTDATA)\s*\()",
    re.IGNORECASE | re.DOTALL,
)


def check_size(data: bytes) -> None:
    """Refuse empty files and files over 50 MB."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadingRefused(
            "Die Datei ist leer. Bitte prüfen Sie, ob Sie die richtige Datei gewählt haben.",
            "empty",
        )
    if len(data) > MAX_BYTES:
        raise ReadingRefused(
            "Die Datei ist größer als 50 MB. Bitte verkleinern Sie die Bilder darin oder speichern "
            "Sie nur den Text.",
            "too_big",
        )


def opened_package(data: bytes) -> zipfile.ZipFile:
    """The Office package, once its size, its entries and its XML are known to be harmless."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise _corrupt() from error
    _check_entries(entries)
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            _check_xml(package, entry)
    return package


def package_kind(package: zipfile.ZipFile) -> str:
    """ "docx" or "xlsx"; refuses other packages and those with macros."""
    names = package.namelist()
    if any(_MACROS.search(name) for name in names):
        raise ReadingRefused(
            "Die Datei enthält Makros oder aktive Inhalte. Bitte speichern Sie sie ohne Makros als "
            ".docx oder .xlsx.",
            "macros",
        )
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise ReadingRefused(
        "Die Datei ist gepackt, aber kein Word- oder Excel-Dokument. Bitte laden Sie das Konzept "
        "als .docx, .xlsx, .pdf, .csv oder .txt hoch.",
        "wrong_type",
    )


def check_cell(text: str) -> None:
    """Refuse a cell that would run something when a spreadsheet program opens it."""
    if text[:1] in "=+-@ \t" and _HOSTILE.match(text):
        raise ReadingRefused(
            "Die Tabelle enthält Formeln, die andere Programme starten oder Daten aus dem Netz "
            "holen. Bitte entfernen Sie diese Formeln und speichern Sie nur die Werte.",
            "formula",
        )


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    # A zip bomb: many entries, or a few that unpack to gigabytes.
    unpacked = sum(entry.file_size for entry in entries)
    bursting = any(
        entry.file_size > _RATIO_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or bursting:
        raise ReadingRefused(
            "Die Datei entpackt sich zu einer ungewöhnlichen Größe und wird aus Sicherheit nicht "
            "gelesen. Bitte speichern Sie das Dokument neu, ohne große Bilder und leere Bereiche.",
            "zip_bomb",
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ReadingRefused(
            "Die Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz und laden "
            "Sie sie noch einmal hoch.",
            "encrypted",
        )


def _check_xml(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    # Entities (billion laughs, reading local files) need a document type; Office writes none.
    try:
        with package.open(entry) as part:
            start = part.read(_SCANNED)
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _corrupt() from error
    except Exception as error:  # zlib and lzma raise their own kinds for broken streams
        raise _corrupt() from error
    if _DOCTYPE.search(start) or _DOCTYPE.search(start.replace(b"\0", b"")):
        raise ReadingRefused(
            "Die Datei enthält XML-Bausteine, die in Office-Dokumenten nicht vorkommen, und wird "
            "aus Sicherheit nicht gelesen. Bitte speichern Sie das Dokument neu.",
            "entities",
        )


def _corrupt() -> ReadingRefused:
    return corrupt()


def corrupt() -> ReadingRefused:
    """The refusal for a file that cannot be opened."""
    return ReadingRefused(
        "Die Datei ist beschädigt und lässt sich nicht öffnen. Bitte öffnen Sie sie in dem "
        "Programm, in dem sie entstanden ist, und speichern Sie sie neu.",
        "corrupt",
    )
