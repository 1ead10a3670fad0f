"""Bad files are refused with a sentence that says what to do."""

import io
import zipfile

import pytest

from miteinander.concept.reading import ReadingRefused, read_document
from miteinander.concept.reading.limits import MAX_BYTES

from . import documents as d


def refused(data: bytes, name: str) -> str:
    with pytest.raises(ReadingRefused) as caught:
        read_document(data, name)
    sentence = caught.value.sentence
    assert "Bitte" in sentence
    assert sentence.endswith(".")
    assert str(caught.value) == sentence
    return caught.value.code


def package(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(n, archive.read(n)) for n in archive.namelist() if n != name]
    return package(*parts, (name, content))


@pytest.mark.parametrize("name", ["k.txt", "k.pdf", "k.docx", "k.xlsx", "k.csv"])
def test_empty_files(name: str) -> None:
    assert refused(b"", name) == "empty"
    assert refused(b" \n\n ", name) == "empty"


def test_a_huge_file() -> None:
    assert refused(b"a" * (MAX_BYTES + 1), "k.txt") == "too_big"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "k.pdf", "wrong_type"),
        (b"kein Word", "k.docx", "corrupt"),
        (b"kein PDF", "k.pdf", "corrupt"),
        (b"PK\x03\x04 kaputt", "k.xlsx", "corrupt"),
        (b"%PDF-1.7 kaputt", "k.pdf", "corrupt"),
        (b"{\\rtf1 Text}", "k.rtf", "wrong_type"),
        (b"<html><body>Text</body></html>", "k.txt", "wrong_type"),
        (b"\0\1\2\3" * 99, "k.txt", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "k.doc", "old_format"),
    ],
)
def test_wrong_and_broken_files(data: bytes, name: str, code: str) -> None:
    assert refused(data, name) == code


def test_an_encrypted_office_file() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refused(ole, "k.docx") == "encrypted"


def test_another_archive() -> None:
    assert refused(package(("a.txt", b"x")), "k.zip") == "wrong_type"


def test_a_zip_bomb() -> None:
    bomb = with_part(d.word(("Normal", "x")), "word/document.xml", b" " * 60_000_000)
    assert refused(bomb, "k.docx") == "zip_bomb"


def test_xml_entities() -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert (
        refused(with_part(d.word(("Normal", "x")), "word/document.xml", xml), "k.docx")
        == "entities"
    )


def test_macros() -> None:
    assert (
        refused(with_part(d.word(("Normal", "x")), "word/vbaProject.bin", b"x"), "k.docm")
        == "macros"
    )


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", '=WEBSERVICE("http://x")'])
def test_formulas_that_reach_outside(formula: str) -> None:
    assert refused(d.workbook([["Maßnahme", "Wer"], [formula, "x"]]), "k.xlsx") == "formula"
    assert refused(f"Maßnahme;Wer\n{formula};x\n".encode(), "k.csv") == "formula"


def test_a_sheet_with_one_cell_in_the_last_corner() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    assert refused(stream.getvalue(), "k.xlsx") == "too_big"


def test_a_pdf_without_text() -> None:
    assert refused(d.pdf("#rect(width: 5cm, height: 5cm, fill: red)"), "k.pdf") == "no_text"


def test_content_counts_more_than_the_name() -> None:
    assert read_document(d.word(("Heading 1", "Wohnen")), "k.pdf").source.kind == "docx"
