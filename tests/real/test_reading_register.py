"""The register of 2023: every fact sheet with number, bodies, kind, state and text.

The expected values are drawn from the file by a second, much simpler way of reading: lines that
start with the form's labels, between the lines that start with a code.
"""

import re
from functools import cache

from miteinander.concept.reading import Measure, Reading, read_document

from .documents import document

NAME = "karlsruhe_2023_massnahmenregister_klimaanpassung.txt"
FIRST = 1713
NUMBERS = {
    "Ü": 6, "GE": 8, "LW": 2, "W": 3, "BO": 4, "SP": 8, "GB": 7, "SG": 10, "N": 9, "OW": 5,
    "EW": 7, "E": 1, "V": 8, "WA": 2, "BS": 2,
}  # fmt: skip
WITHOUT_BODY = {"GE-1", "GE-3", "GB-4", "E-1"}
STATES = {
    "als Daueraufgabe etabliert": "permanent",
    "abgeschlossen": "completed",
    "gestartet": "started",
    "Gestartet": "started",
    "fortgeschritten": "advanced",
    "geplant": "planned",
    "noch nicht geplant": "not_planned",
    "Projektabhängig": None,
}
UNCERTAIN = {"SG-2": None, "N-8": "permanent"}


@cache
def reading() -> Reading:
    return read_document(document(NAME), NAME)


def sheets() -> dict[str, Measure]:
    return {m.number or "": m for f in reading().fields for m in f.measures}


def rows(measure: Measure) -> list[str]:
    lines = document(NAME).decode().split("\n")
    return lines[measure.line - 1 : measure.last_line]


def printed(measure: Measure, label: str) -> str | None:
    for row in rows(measure):
        match = re.match(rf"{label}n? (.*?)\s*$", row)
        if match:
            return match[1]
    return None


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def test_all_numbers_each_once() -> None:
    expected = {f"{code}-{n}" for code, last in NUMBERS.items() for n in range(1, last + 1)}
    expected |= {"TW-1", "GW-2", "GW-3"}
    assert set(sheets()) == expected
    assert reading().counts == {"fields": 16, "goals": 0, "measures": 85}
    assert len(set(expected) - WITHOUT_BODY) == 81


def test_fields_are_the_sixteen_groups_in_order() -> None:
    fields = reading().fields
    assert [f.line for f in fields] == [
        1714, 1949, 2068, 2091, 2151, 2188, 2358, 2439, 2656, 2798, 2861, 2895, 2992, 2999, 3117,
        3141,
    ]  # fmt: skip
    assert [f.title.split()[0] for f in fields][:3] == [
        "Übergreifendes",
        "Gesundheit",
        "Landwirtschaft",
    ]
    counts = [len(f.measures) for f in fields]
    assert counts == [6, 8, 2, 3, 4, 8, 7, 10, 9, 5, 3, 7, 1, 8, 2, 2]


def test_titles_are_whole() -> None:
    lines = document(NAME).decode().split("\n")
    for number, measure in sheets().items():
        start = lines[measure.line - 1].strip()
        assert start.startswith(number + " ")
        whole = letters(start[len(number) :])
        assert letters(measure.title).startswith(whole.rstrip()), number
        following = lines[measure.line].strip()
        if not re.match(r"(Verantwortliche|Aktueller)", following) and following:
            assert letters(measure.title) == whole + letters(following), number


def test_bodies_kinds_and_states() -> None:
    for number, measure in sheets().items():
        body = printed(measure, "Verantwortliche Stelle")
        if number in WITHOUT_BODY:
            assert (body, measure.responsible, measure.status) == (None, (), "transferred")
            continue
        assert body is not None
        named = [part.strip() for part in re.split(r", | / ", body) if part.strip() != "andere"]
        assert list(measure.responsible) == named, number
        kind = printed(measure, "Maßnahmentyp") or ""
        assert measure.kind == ("permanent" if kind.startswith("Daueraufgabe") else "project"), (
            number
        )
        state = printed(measure, "Umsetzungsstand") or ""
        assert measure.status_text == state, number
        assert measure.status == UNCERTAIN.get(number, STATES.get(state)), number


def test_the_text_of_every_sheet_is_complete() -> None:
    """All letters between a sheet's "Aktueller Stand" and its end are in its description."""
    for number, measure in sheets().items():
        parts = [measure.description or "", *measure.indicators]
        found = letters(" ".join(parts))
        for row in rows(measure):
            text = row.strip()
            page = re.search(r"\| \d+$|^\d+ \|", text)
            if len(text) < 60 or page or re.match(r"(Abbildung|Gartenbauamt\. Id)", text):
                continue
            if text.startswith((number, "Verantwortliche", "Umsetzungsstand")):
                continue
            middle = letters(text.replace("Aktueller Stand", ""))[12:-12]
            assert middle in found or "Abbildung" in text or "Indikator" in text, (number, text)


def test_indicators() -> None:
    labelled = {n for n, m in sheets().items() if any(r.startswith("Indikator") for r in rows(m))}
    assert {n for n, m in sheets().items() if m.indicators} == labelled


def test_nothing_before_the_sheets_is_a_measure() -> None:
    assert min(m.line for m in sheets().values()) > FIRST
    assert reading().title.startswith("Monitoringbericht 2023")
