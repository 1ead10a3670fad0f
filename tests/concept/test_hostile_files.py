"""Files that are two things at once, carry something along, or want to lie elsewhere."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from miteinander.concept import files
from miteinander.concept.models import Attachment
from miteinander.kernel.headers import FILE_POLICY
from miteinander.kernel.tenancy import all_towns
from tests import factories

# The test file of the makers of virus scanners, in two halves so that no scanner takes this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(kind: str, **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(out, kind, **more)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("virus", EICAR),
        ("svg", SVG),
        ("svg with a declaration", b"<?xml version='1.0'?>" + SVG),
        ("html", HTML),
        ("html with spaces", b" \n" + HTML),
        ("html with a byte order mark", b"\xef\xbb\xbf" + HTML),
        ("script", b"#!/bin/sh\nrm -rf /"),
        ("php", b"<?php system($_GET['x']);"),
        ("gif", b"GIF89a" + b"\0" * 20),
        ("gif with script", b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1)"),
        ("pdf behind html", HTML + b"%PDF-1.7"),
        ("zip behind html", HTML + archive(x=b"y")),
        ("jar", archive(**{"META-INF/MANIFEST.MF": b"", "A.class": b"\xca\xfe\xba\xbe"})),
        ("virus in a zip", archive(**{"eicar.com": EICAR})),
        ("old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ],
)
def test_what_no_browser_may_ever_be_given_is_refused(what, content):
    with pytest.raises(files.NotTaken):
        files.examine(content)


@pytest.mark.parametrize("behind", [HTML, SVG, EICAR, archive(**{"evil.html": HTML})])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards(kind, behind):
    taken, kept = files.examine(picture(kind) + behind)
    assert taken.media_type == f"image/{kind.lower()}"
    assert behind not in kept
    assert not zipfile.is_zipfile(io.BytesIO(kept))


def test_words_inside_a_picture_are_gone():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", HTML.decode())
    words.add_itxt("XML:com.adobe.xmp", "geheim")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    _, kept = files.examine(picture("PNG", pnginfo=words, exif=exif))
    assert b"script" not in kept
    assert b"geheim" not in kept
    with Image.open(io.BytesIO(kept)) as again:
        assert not dict(again.getexif())


def test_a_picture_taken_sideways_stands_upright_although_its_marks_are_gone():
    exif = Image.Exif()
    exif[0x0112] = 6
    _, kept = files.examine(picture("JPEG", exif=exif))
    with Image.open(io.BytesIO(kept)) as again:
        assert again.size == (2, 3)


def test_a_picture_of_endless_points_is_refused():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(files.NotTaken, match=r"Bildpunkte|beschädigt"):
        files.examine(out.getvalue())


def test_a_document_that_unpacks_to_gigabytes_is_refused():
    bomb = archive(**{"[Content_Types].xml": b"", "word/document.xml": b"0" * 60_000_000})
    with pytest.raises(files.NotTaken, match="entpackt"):
        files.examine(bomb)


def test_a_document_of_thousands_of_parts_is_refused():
    parts = {f"word/media/{number}": b"" for number in range(6000)}
    many = archive(**{"[Content_Types].xml": b"", "word/document.xml": b"", **parts})
    with pytest.raises(files.NotTaken, match="entpackt"):
        files.examine(many)


@pytest.mark.parametrize(
    "given_name",
    [
        *("../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\x.exe", "a\0.pdf", "..", "."),
        *("a\r\nSet-Cookie: x=1.pdf", 'a".html', "x.pdf.exe", "\u202egpj.exe", "con", "a/b/c"),
        *("", " ", "....", "x" * 500, "<script>.svg", "%2e%2e%2f", "-rf", ";ls", "$(id)"),
    ],
)
def test_a_name_leads_nowhere(given_name):
    made = files.safe_name(given_name, "pdf")
    assert made.endswith(".pdf")
    assert not set(made) & set("/\\\0\r\n\"'<>:;$%|*?`\u202e")
    assert not made.startswith((".", "-"))
    assert len(made) <= 150


@given(st.text(max_size=300))
def test_no_name_breaks_a_head_or_leads_elsewhere(text):
    made = files.safe_name(text, "docx")
    assert made.endswith(".docx")
    assert not set(made) & set('/\\\0\r\n"<>:;')


@pytest.fixture
def measure(town, settings, tmp_path):
    """A public measure to which files are added."""
    settings.MEDIA_ROOT = tmp_path
    return factories.measure(factories.field(factories.edition(town)))


def test_a_stored_file_lies_under_a_random_name_and_is_only_ever_a_download(
    measure, as_coordinator, settings
):
    content = b"%PDF-1.7\n" + HTML
    upload = SimpleUploadedFile("../../../evil<script>.html", content, content_type="text/html")
    address = f"/teststadt/arbeit/massnahmen/{measure.pk}/dateien/neu/"
    answer = as_coordinator.post(address, {"title": "Datei", "file": upload})
    assert answer.status_code == 302
    with all_towns():
        stored = Attachment.objects.get()
    assert stored.file.path.startswith(f"{settings.MEDIA_ROOT}/attachments/")
    assert "evil" not in stored.file.name
    for path in (f"/teststadt/arbeit/dateien/{stored.pk}/", _public(stored)):
        got = as_coordinator.get(path)
        assert b"".join(got) == content
        assert got["Content-Type"] == "application/pdf"
        assert got["X-Content-Type-Options"] == "nosniff"
        assert got["Content-Security-Policy"] == FILE_POLICY
        assert got["Content-Disposition"].startswith("attachment;")
        assert ".html" not in got["Content-Disposition"]


def _public(file: Attachment) -> str:
    with all_towns():
        Attachment.objects.update(published_at=timezone.now())
    return f"/teststadt/konzept/dateien/{file.pk}/"


def test_the_media_type_that_a_browser_names_is_not_believed(measure, as_coordinator):
    upload = SimpleUploadedFile("plan.pdf", HTML, content_type="application/pdf")
    address = f"/teststadt/arbeit/massnahmen/{measure.pk}/dateien/neu/"
    page = as_coordinator.post(address, {"title": "Datei", "file": upload})
    assert page.status_code == 200
    assert "nicht angenommen" in page.context["form"].errors["file"][0]
    with all_towns():
        assert not Attachment.objects.exists()


def test_stored_files_have_no_address_of_their_own(measure, as_coordinator, settings):
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    address = f"/teststadt/arbeit/massnahmen/{measure.pk}/dateien/neu/"
    as_coordinator.post(address, {"title": "Datei", "file": upload})
    with all_towns():
        name = Attachment.objects.get().file.name
    assert not settings.MEDIA_URL.strip("/")
    for path in (f"/{name}", f"/files/{name}", f"/media/{name}", f"/static/../files/{name}"):
        assert as_coordinator.get(path).status_code == 404
