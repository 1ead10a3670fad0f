"""What every paper is made of: texts, fonts, the typesetter's order, Word files."""

import io
import json
from datetime import date

import docx
import pytest

from miteinander.ui.papers import About, pdf, word
from miteinander.ui.papers.text import Block, blocks

ABOUT = About("Ein Titel", "Büro, Musterstadt", date(2026, 3, 1))


def test_markdown_becomes_paragraphs_and_points_without_marks():
    assert blocks("Ein **fetter** [Satz](https://x.example).\n\n- eins\n- zwei") == (
        Block("Ein fetter Satz."),
        Block("eins", is_point=True),
        Block("zwei", is_point=True),
    )


def test_what_no_font_can_print_becomes_a_question_mark_wherever_it_stands():
    told, data = pdf.order({"a": ["中", {"b": "gut"}], "c": 3, "d": True}, ABOUT).split(b"\n")
    assert json.loads(data) == {"a": ["?", {"b": "gut"}], "c": 3, "d": True}
    assert json.loads(told)["date"] == [2026, 3, 1]


def test_a_source_that_cannot_be_set_is_an_error_without_any_content():
    with pytest.raises(pdf.NotWritten) as refusal:
        pdf.typeset("ui/papers/missing.typ", {"secret": "Geheimes"}, ABOUT)
    assert "Geheimes" not in str(refusal.value)


def test_a_word_file_says_what_it_is_and_is_the_same_each_time():
    body = [word.heading("Kapitel", 1), *word.prose(blocks("Ein Satz.\n\n- ein Punkt"))]
    body.append(word.table(("A", "B"), [("1", "2")], (1, 3)))
    made = word.written(body, ABOUT, header="Oben", footer="Unten")
    file = docx.Document(io.BytesIO(made))
    assert [one.style.name for one in file.paragraphs[:3]] == [
        "Heading 1",
        "Normal",
        "List Bullet",
    ]
    assert file.tables[0].rows[1].cells[1].text == "2"
    assert (file.core_properties.title, file.core_properties.author) == (
        "Ein Titel",
        "Büro, Musterstadt",
    )
    assert file.sections[0].header.paragraphs[0].text == "Oben"
    assert made == word.written(body, ABOUT, header="Oben", footer="Unten")
