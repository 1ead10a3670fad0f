"""What a file is, by its content. Its name only decides between kinds of text."""

from __future__ import annotations

from pathlib import PurePath

from .refusal import ReadingRefused

DOCX, PDF, XLSX, CSV, TXT = "docx", "pdf", "xlsx", "csv", "txt"

_ACCEPTED = (
    "Bitte laden Sie das Konzept als Word- (.docx), PDF-, Excel- (.xlsx), CSV- oder Textdatei hoch."
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BINARY = {
    b"\x89PNG": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"GIF8": "ein Bild",
    b"II*\0": "ein Bild",
    b"MM\0*": "ein Bild",
    b"BM": "ein Bild",
    b"Rar!": "ein Archiv",
    b"7z\xbc\xaf": "ein Archiv",
    b"\x1f\x8b": "ein Archiv",
    b"MZ": "ein Programm",
    b"\x7fELF": "ein Programm",
}
_OFFICE_NAMES = {
    ".docx": "Word",
    ".docm": "Word",
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".pdf": "PDF",
}


def kind_of_file(data: bytes, filename: str) -> str:
    """ "docx", "pdf", "xlsx", "csv" or "txt"; for packed files the caller looks inside ("zip").

    Raises `ReadingRefused` with what to do instead.
    """
    suffix = PurePath(filename).suffix.casefold()
    if data[:1024].find(b"%PDF-") >= 0:
        return PDF
    if data.startswith(_ZIPS):
        return "zip"
    if data.startswith(_OLE):
        raise _old_office(data)
    if data[:5].lower() == b"{\\rtf":
        raise ReadingRefused(
            "Das ist eine RTF-Datei. Bitte öffnen Sie sie in Word und speichern Sie sie als .docx.",
            "wrong_type",
        )
    _refuse_binary(data)
    if suffix in _OFFICE_NAMES:
        name = _OFFICE_NAMES[suffix]
        raise ReadingRefused(
            f"Die Datei heißt {suffix}, ist aber keine {name}-Datei oder beschädigt. "
            f"Bitte speichern Sie sie neu als {name}-Datei.",
            "corrupt",
        )
    _refuse_markup(data)
    return CSV if suffix in (".csv", ".tsv", ".tab") else TXT


def _old_office(data: bytes) -> ReadingRefused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ReadingRefused(
            "Die Datei ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz und laden "
            "Sie sie noch einmal hoch.",
            "encrypted",
        )
    return ReadingRefused(
        "Das ist eine Datei in einem alten Office-Format (.doc oder .xls). Bitte speichern Sie sie "
        "als .docx oder .xlsx.",
        "old_format",
    )


def _refuse_binary(data: bytes) -> None:
    for start, name in _BINARY.items():
        if data.startswith(start):
            raise ReadingRefused(f"Die Datei ist {name}, kein Text. {_ACCEPTED}", "wrong_type")


def _refuse_markup(data: bytes) -> None:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise ReadingRefused(f"Die Datei ist eine Web- oder XML-Datei. {_ACCEPTED}", "wrong_type")
