"""PDFs opened and read back: text, tags, language, standards; hostile words; the same bytes."""

import io
import re

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.kernel.tenancy import town_scope
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import compose_sheet
from miteinander.reporting.writers import pdf
from miteinander.reporting.writers.data import Writer, about
from miteinander.ui.papers import typesetter
from miteinander.ui.papers.pdf import order
from tests import factories
from tests.reporting.conftest import TODAY
from tests.reporting.hostile import HOSTILE, hostile_contents
from tests.reporting.test_composition import composed


def text(content: bytes) -> str:
    """All words of all pages, with single spaces."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in file.pages))


def tags(content: bytes) -> set[str]:
    """The kinds of all elements of the structure tree."""

    def walk(nodes):
        for node in nodes:
            yield node["type"]
            yield from walk(node.get("children", []))

    with pdfplumber.open(io.BytesIO(content)) as file:
        return set(walk(file.structure_tree))


@pytest.fixture
def report(plan) -> bytes:
    """The report of the plan."""
    return pdf.report(composed(plan))


def test_the_report_says_in_its_chapters_what_there_is_to_say(report):
    said = text(report)
    for words in (
        "Bericht zum Stand der Umsetzung",
        "vom 23. November 2023: Rat",
        "Von 4 Maßnahmen ist 1 abgeschlossen",
        "1.1 Alle lernen Deutsch",
        "1.1.1 Kursfinder Volkshochschule abgeschlossen 01.03.2026",
        "Es fehlt ein Raum.",
        "Wir suchen weiter.",
        "Berücksichtigt sind nur veröffentlichte Berichte.",
        "Seite 2 von",
    ):
        assert words in said
    assert "Entwurf" not in said


def test_the_report_is_tagged_archivable_and_german(report):
    assert {"H1", "H2", "Table", "TH", "Figure", "TOC", "L"} <= tags(report)
    with pdfplumber.open(io.BytesIO(report)) as file:
        catalog = file.doc.catalog
        assert catalog["Lang"] in (b"de", b"de-DE")
        assert catalog["MarkInfo"]["Marked"]
        assert catalog["Outlines"]
        metadata = catalog["Metadata"].resolve().get_data().decode()
    for mark in ("<pdfaid:part>2", "<pdfaid:conformance>A", "<pdfuaid:part>1"):
        assert mark in metadata


def test_charts_are_told_in_words(report):
    def figures(nodes):
        for node in nodes:
            if node["type"] == "Figure":
                yield node.get("alt_text", "")
            yield from figures(node.get("children", []))

    with pdfplumber.open(io.BytesIO(report)) as file:
        said = list(figures(file.structure_tree))
    whole = "1 abgeschlossen, 1 begonnen, 1 ruht, 1 noch kein Bericht"
    assert f"Alle Maßnahmen nach ihrem Stand: {whole}" in said
    assert all(said)


def test_every_page_of_a_draft_calls_itself_one(plan):
    made = pdf.report(composed(plan, with_unpublished=True))
    with pdfplumber.open(io.BytesIO(made)) as file:
        pages = [page.extract_text() for page in file.pages]
    assert all("Entwurf, nicht öffentlich" in page for page in pages)


def test_parts_can_be_left_out(plan):
    said = text(pdf.report(composed(plan, parts=("hindernisse",))))
    assert "Es fehlt ein Raum." in said
    assert "Alle lernen Deutsch" not in said
    assert "Anhang" not in said


def test_an_empty_concept_makes_a_report_too(town):

    assert "Hier gibt es noch keine Maßnahmen." in text(
        pdf.report(composed(factories.edition(town)))
    )


def test_the_same_contents_give_the_same_file(plan):
    assert pdf.brief(composed(plan)) == pdf.brief(composed(plan))


def test_the_brief_fits_on_one_side_whatever_comes(plan):
    with pdfplumber.open(io.BytesIO(pdf.brief(composed(plan)))) as file:
        assert len(file.pages) == 1
    with pdfplumber.open(io.BytesIO(pdf.brief(hostile_contents("Wort " * 60, 30)))) as file:
        assert len(file.pages) == 1


def test_a_fact_sheet_holds_the_reports_of_three_years(plan, town):
    key = composed(plan).measures[0].key
    with town_scope(town):
        contents, measure = compose_sheet(town, plan, times.wanted(on=TODAY), key)
    said = text(pdf.sheet(contents, measure))
    assert "1.1.1 Kursfinder" in said
    assert "Es geht los." in said
    assert "Dana Muster" not in said


def _typeset(words: str) -> bytes:
    """A report all of whose texts are these words, without the process of its own."""
    contents = hostile_contents(words)
    text = order(Writer(contents).whole(), about(contents, words)).decode()
    return typesetter.typeset("reporting/typst/report.typ", text)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_stops_the_typesetter(words):
    assert _typeset(words).startswith(b"%PDF")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.text(max_size=60))
def test_arbitrary_words_can_be_printed(words):
    assert _typeset(words).startswith(b"%PDF")
