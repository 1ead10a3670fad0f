"""Uploaded files are told by their content."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from miteinander.concept import files


def packed(**names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in names.items():
            made.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def picture(kind: str, mode: str = "RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (3, 2)).save(out, kind, **more)
    return out.getvalue()


TYPES = {"[Content_Types].xml": ""}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", files.PDF),
        (packed(**TYPES, word__document_xml="").replace(b"_xml", b".xml"), files.DOCX),
        (packed(**TYPES, xl__workbook_xml="").replace(b"_xml", b".xml"), files.XLSX),
        (packed(mimetype=files.ODT.media_type), files.ODT),
        (picture("PNG", "P"), files.PNG),
        (picture("JPEG"), files.JPEG),
    ],
)
def test_what_is_taken(content, kind):
    assert files.examine(content)[0] == kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"MZ\x90", "nicht angenommen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "nicht angenommen"),
        (b"PK\x03\x04 kaputt", "beschädigt"),
        (packed(**{"beliebig.txt": ""}), "Gepackte Dateien"),
        (packed(**TYPES, **{"word/document.xml": "", "word/vbaProject.bin": ""}), "Makros"),
        (b"\x89PNG\r\n\x1a\n kaputt", "beschädigt"),
        (b"\xff\xd8\xff kaputt", "beschädigt"),
        (b"%PDF-" + b"x" * files.LARGEST, "20 MB"),
    ],
)
def test_what_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(files.NotTaken, match=sentence):
        files.examine(content)


def test_a_picture_loses_where_it_was_taken_and_what_hangs_behind_it():
    exif = Image.Exif()
    exif[0x010F] = "Geheime Kamera"
    kept = files.examine(picture("JPEG", exif=exif) + b"<?php geheim")[1]
    assert b"Geheime" not in kept
    assert b"php" not in kept


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"]))
def test_no_bytes_break_it(content, start):
    with suppress(files.NotTaken):
        files.examine(start + content)
