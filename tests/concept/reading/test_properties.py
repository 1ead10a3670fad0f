"""Whatever comes in: a reading or a refusal, and no line lost silently."""

import contextlib
import io
import zipfile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from miteinander.concept.reading import Reading, ReadingRefused, known_items, read_document

from . import documents as d

NAMES = st.sampled_from(["k.txt", "k.csv", "k.docx", "k.xlsx", "k.pdf", "k", "k.doc"])
STARTS = st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xef\xbb\xbf", b"\xff\xfe"])
PIECES = st.sampled_from(
    [
        *("Handlungsfeld", "Handlungsfeld 1: Wohnen", "Handlungsfeld „Arbeit", "1. Einleitung"),
        *("2.1 Lage", "Ziel", "Ziele:", "Ziel 2: Alle wohnen gut.", "Maßnahmen", "Übersicht"),
        *("Maßnahme 2.4 Ein Fest", "Konkret bedeutet dies:", "• Ein Punkt", "- noch einer"),
        *("GE-3 Beratung", "Verantwortliche Stelle Amt", "Status: geplant", "Inhalt", "7", " "),
        *("Umsetzungsstand abgeschlossen", "1. Einleitung ..... 4", "12 | Konzept", "Impressum"),
        *("Ein Satz, der endet.", "und klein weiter", "Ende mit Trenn-", "Ausgangslage", "\t"),
        *("Ziel des Plans 2012:", "Bewertung: gut", "Projektname", "a) Erstens", "\x84\x84"),
        *("Zuständig: Caritas und andere", "Nr;Maßnahme;Wer", "1;Fest;Amt"),
    ]
)
LINES = st.lists(PIECES | st.text(max_size=40), max_size=40)


def accounted(reading: Reading) -> set[int]:
    """Numbers of all lines that stand in an item, a passage, furniture or among the unplaced."""
    spans = [(p.line, p.last_line) for p in reading.unplaced]
    spans += [(p.line, p.last_line) for p in reading.furniture]
    for field in reading.fields:
        spans.append((field.line, field.last_line))
        spans += [(p.line, p.last_line) for p in field.passages]
        for goal in field.goals:
            spans += [(goal.line, goal.last_line)]
        spans += [(m.line, m.last_line) for m in d.measures(field)]
        if field.area:
            spans.append((field.area.line, field.area.last_line))
    return {number for first, last in spans for number in range(first, last + 1)}


@settings(max_examples=150, deadline=None)
@given(STARTS, st.binary(max_size=300), NAMES)
@example(b"", b"\x81", "k.txt")
@example(b"", b"\0", "k.csv")
def test_any_bytes_give_a_reading_or_a_refusal(start: bytes, rest: bytes, name: str) -> None:
    with contextlib.suppress(ReadingRefused):
        reading = read_document(start + rest, name)
        assert reading.as_json()["counts"] == reading.counts


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "xl/workbook.xml"]),
    st.binary(max_size=200),
)
def test_broken_parts_of_office_files_are_refused(part: str, content: bytes) -> None:
    base = d.word(("Normal", "x")) if part.startswith("word") else d.workbook([["Maßnahme", "Wer"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    with contextlib.suppress(ReadingRefused):
        read_document(stream.getvalue(), "k.docx")


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_no_line_is_lost_silently(lines: list[str]) -> None:
    text = "\n".join(line.strip("\r\n") for line in lines)
    try:
        reading = read_document(text.encode("utf-8", "replace"), "k.txt")
    except ReadingRefused:
        return
    covered = accounted(reading)
    blank = {"", "\u200b"}
    lost = [
        line
        for line in reading.lines
        if line.text.strip() not in blank and line.number not in covered
    ]
    visible = [
        line
        for line in lost
        if line.text.strip().strip("\u00ad\u200b\u200c\u200d\ufeff\u2060").strip()
    ]
    assert visible == []


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_passages_lie_inside_the_document(lines: list[str]) -> None:
    try:
        reading = read_document("\n".join(lines).encode("utf-8", "replace"), "k.txt")
    except ReadingRefused:
        return
    last = len(reading.lines)
    for field in reading.fields:
        assert 1 <= field.line <= field.last_line <= last
        for item in [*field.goals, *d.measures(field), *field.topics]:
            assert 1 <= item.line <= item.last_line <= last
            assert item.title.strip()
    keys = [item.key for item in known_items(reading)]
    assert len(keys) == len(set(keys))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(PIECES | st.text(max_size=12), min_size=2, max_size=5), max_size=12))
def test_any_sheet_can_be_read(rows: list[list[str]]) -> None:
    clean = [["".join(c for c in cell if c >= " ") for cell in row] for row in rows]
    try:
        reading = read_document(d.workbook(clean), "k.xlsx")
    except ReadingRefused:
        return
    covered = accounted(reading)
    assert all(line.number in covered or not line.text.strip(" |") for line in reading.lines)
