"""The process that reads documents of strangers, and what it survives."""

import io
import subprocess
import sys
import time
import zipfile

import pytest

from miteinander.concept import reader
from miteinander.concept.reader_child import storable
from miteinander.concept.reading import ReadingRefused


@pytest.fixture
def read(tmp_path):
    """Read these bytes under this name."""

    def read_bytes(data: bytes, name: str = "konzept.txt", **settings):
        path = tmp_path / "upload"
        path.write_bytes(data)
        return reader.read(path, name, **settings)

    return read_bytes


def test_a_reading_comes_back_as_json(read):
    answer = read(b"1. Handlungsfeld Sprache\n\nZiel 1: Alle lernen Deutsch\n")
    assert answer["reading"]["counts"] == {"fields": 1, "goals": 1, "measures": 0}
    assert answer["lines"][0] == [1, None, "1. Handlungsfeld Sprache"]
    assert answer["changes"] == []


def test_progress_is_heard(read):
    heard = []
    read(b"Handlungsfeld Sprache", progress=lambda percent, step: heard.append((percent, step)))
    assert heard
    assert heard == sorted(heard)


def test_what_the_progress_raises_ends_the_reading(read):
    def stop(percent: int, step: str) -> None:
        raise KeyError(step)

    with pytest.raises(KeyError):
        read(b"Handlungsfeld Sprache", progress=stop)


@pytest.mark.parametrize("size", [0, reader.LARGEST_FILE + 1])
def test_empty_and_huge_files_are_not_even_opened(tmp_path, size):
    path = tmp_path / "upload"
    with path.open("wb") as file:
        file.truncate(size)
    with pytest.raises(ReadingRefused):
        reader.read(path, "konzept.txt")


@pytest.mark.parametrize(
    "limits",
    [
        reader.Limits(memory=40 * 1024 * 1024),
        reader.Limits(processor=0),
        reader.Limits(clock=0),
    ],
)
def test_a_reader_that_dies_is_a_refusal_in_words(read, limits):
    with pytest.raises(ReadingRefused, match="zu umfangreich") as refusal:
        read(b"Handlungsfeld Sprache\n" * 20000, limits=limits)
    assert refusal.value.code == "too_heavy"


def test_a_reader_that_dies_before_it_heard_the_question_is_a_refusal_too(read):
    more_than_a_pipe_holds = [{"title": "x" * 1_000_000}]
    with pytest.raises(ReadingRefused, match="zu umfangreich"):
        read(b"Satz", known=more_than_a_pipe_holds, limits=reader.Limits(clock=0))


def _package(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return made.getvalue()


HOSTILE = {
    "a zip bomb": ("bombe.docx", _package({"word/document.xml": b"0" * 30_000_000})),
    "XML entities": (
        "entitaeten.docx",
        _package(
            {
                "word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
                "[Content_Types].xml": b"<Types/>",
            }
        ),
    ),
    "macros": (
        "makros.docx",
        _package({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}),
    ),
    "a cut PDF": ("kaputt.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
    "a picture": ("bild.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "zeros": ("nullen.txt", b"\0" * 5000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_words(read, kind):
    name, data = HOSTILE[kind]
    with pytest.raises(ReadingRefused) as refusal:
        read(data, name)
    assert str(refusal.value).endswith((".", "!"))


def test_nothing_comes_back_that_no_database_takes():
    assert storable({"text": ["Spra\0che", "Alle \udcff lernen"]}) == {
        "text": ["Sprache", "Alle ? lernen"]
    }


def test_the_reader_ends_when_nobody_waits_any_more():
    process = subprocess.Popen(
        [sys.executable, "-m", "miteinander.concept.reader_child"], stdin=subprocess.PIPE
    )
    assert process.stdin
    process.stdin.close()
    for _ in range(200):
        if process.poll() is not None:
            break
        time.sleep(0.05)
    assert process.poll() is not None


def test_the_reader_gets_no_secrets(read, monkeypatch):
    given = {}

    class Seen(subprocess.Popen):
        def __init__(self, *command, **settings):
            given.update(settings["env"])
            super().__init__(*command, **settings)

    monkeypatch.setenv("MITEINANDER_SECRET_KEY", "geheim")
    monkeypatch.setattr(reader.subprocess, "Popen", Seen)
    read(b"Handlungsfeld Sprache")
    assert given
    assert not any("SECRET" in name or "DATABASE" in name for name in given)


def test_the_reader_knows_no_django():
    code = "import sys, miteinander.concept.reader_child, miteinander.concept.reading.compare;"
    code += "sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
