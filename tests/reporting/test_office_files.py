"""Word and Excel opened and read back: styles, headings, sheets, types; hostile words."""

import io
from datetime import datetime

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.choices import Status
from miteinander.concept.models import Measure
from miteinander.kernel.tenancy import town_scope
from miteinander.reporting.writers import excel, word
from miteinander.ui.papers.text import printable
from tests import factories
from tests.reporting.hostile import HOSTILE, hostile_contents
from tests.reporting.test_composition import composed

SHEETS = ["Überblick", "Maßnahmen", "Berichte", "Institutionen", "Änderungen", "Hindernisse"]


def opened(content: bytes):
    """The Word file."""
    return docx.Document(io.BytesIO(content))


def words(content: bytes) -> str:
    """All words of a Word file, its tables included."""
    return " ".join(text.text or "" for text in opened(content).element.body.iter() if text.text)


def book(content: bytes):
    """The workbook."""
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes) -> list[object]:
    """The values of all cells of all sheets."""
    return [
        cell.value
        for sheet in book(content)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    ]


def test_the_word_file_has_real_headings_and_a_table_of_contents(plan):
    file = opened(word.report(composed(plan)))
    chapters = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert chapters[:3] == ["Zusammenfassung", "Handlungsfelder", "Institutionen"]
    assert "1 Sprache" in [one.text for one in file.paragraphs if one.style.name == "Heading 2"]
    assert "1.1 Alle lernen Deutsch" in [
        one.text for one in file.paragraphs if one.style.name == "List Bullet"
    ]
    assert 'TOC \\o "1-2"' in file.element.xml
    assert file.core_properties.title == "Bericht: Integrationskonzept, " + composed(plan).town
    assert file.core_properties.language == "de-DE"
    assert 'w:val="de-DE"' in file.styles["Normal"].element.xml


def test_tables_in_word_repeat_their_header(plan):
    for table in opened(word.report(composed(plan))).tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml


def test_the_word_file_says_what_the_pdf_says(plan):
    said = words(word.report(composed(plan)))
    for part in ("Von 4 Maßnahmen ist 1 abgeschlossen", "Es fehlt ein Raum.", "Wir suchen weiter."):
        assert part in said
    assert "Dana Muster" not in said


def test_a_draft_says_so_at_the_head_of_every_page_and_sheet(plan):
    contents = composed(plan, with_unpublished=True)
    header = opened(word.report(contents)).sections[0].header.paragraphs[0].text
    assert "Entwurf, nicht öffentlich" in header
    sheets = book(excel.report(contents))
    assert all("Entwurf, nicht öffentlich" in one.oddFooter.left.text for one in sheets)


def test_the_workbook_has_filters_frozen_heads_days_and_numbers(plan):
    file = book(excel.report(composed(plan)))
    assert file.sheetnames == SHEETS
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in file)
    measures = list(file["Maßnahmen"].values)
    assert measures[0][:3] == ("Handlungsfeld", "Nr.", "Maßnahme")
    assert measures[1][6] == "abgeschlossen"
    assert isinstance(measures[1][7], datetime)
    institutions = list(file["Institutionen"].values)
    assert institutions[1:] == [("Ämterlotsen", 1, 0, 1, 1), ("Volkshochschule", 2, 0, 2, 2)]
    assert list(file["Hindernisse"].values)[1][-1] == "Es fehlt ein Raum."


def test_drafts_notes_and_unpublished_reports_are_in_no_file(plan):
    with town_scope(plan.municipality):
        shown = Measure.objects.select_related("field").filter(edition=plan).first()
        Measure.objects.update(internal_notes="VERBORGEN")
    factories.measure(shown.field, "VERBORGEN", is_draft=True)
    factories.report(shown, Status.STARTED, is_published=False, note="VERBORGEN")
    other = factories.field(factories.edition(factories.town("Andersdorf")))
    factories.report(factories.measure(other, "VERBORGEN"), note="VERBORGEN")
    contents = composed(plan)
    assert "VERBORGEN" not in words(word.report(contents))
    assert "VERBORGEN" not in str(cells(excel.report(contents)))


def test_the_same_contents_give_the_same_files(plan):
    for write in (word.report, word.brief, excel.report):
        assert write(composed(plan)) == write(composed(plan))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile):
    contents = hostile_contents(hostile)
    assert " ".join(printable(hostile).split()) in " ".join(words(word.report(contents)).split())
    for sheet in book(excel.report(contents)):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile=st.text(max_size=60))
def test_arbitrary_words_can_be_written(hostile):
    contents = hostile_contents(hostile)
    assert opened(word.report(contents)).paragraphs
    assert book(excel.report(contents)).sheetnames == [*SHEETS[:4], "Deutschkurse", *SHEETS[4:]]
