"""Questionnaires on paper and in Word: what stands on them, who gets them, what is noted."""

import io
import re
from datetime import date
from zipfile import ZipFile

import pdfplumber
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miteinander.concept.choices import Status
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.rounds import personal_links
from miteinander.rounds.choices import AnswerState, Question, RoundState
from miteinander.rounds.models import Answer, Inquiry, Round
from miteinander.rounds.papers import Item, Papers, Questionnaire, pdf, word
from miteinander.rounds.queries import papers as queries
from tests import factories
from tests.factories import rounds


@pytest.fixture
def asked(town) -> Inquiry:
    """An institution with an open measure that was reported on, and one that is answered."""
    field = factories.field(factories.edition(town), "Sprache")
    reported = factories.measure(field, "Kursfinder", number="1.1.1")
    factories.report(reported, Status.STARTED, note="Es geht los.")
    factories.report(reported, Status.PAUSED, is_published=False, note="Noch geheim.")
    asking = rounds.a_round(field.edition, reported)
    inquiry = rounds.inquiry(asking, factories.organisation(town, "Volkshochschule"))
    rounds.answer(inquiry, reported)
    rounds.answer(inquiry, factories.measure(field, "Fertiges"), state=AnswerState.ANSWERED)
    return inquiry


def pages(content: bytes) -> list[str]:
    """The words of each page."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        return [re.sub(r"\s+", " ", page.extract_text()) for page in file.pages]


def words(content: bytes) -> str:
    """All words of a Word file, those in its fields included."""
    with ZipFile(io.BytesIO(content)) as file:
        found = re.findall(r"<w:t[ >][^<]*", file.read("word/document.xml").decode())
    return " ".join(part.partition(">")[2] for part in found)


def by_link(inquiry: Inquiry, kind: str) -> bytes:
    """What whoever holds the link gets."""
    return Client().get(f"/teststadt/bericht/{personal_links.token(inquiry)}/{kind}").content


def verbs() -> list[str]:
    """What the trail says of papers."""
    with all_towns():
        printed = AuditEvent.objects.filter(verb__endswith=".printed")
        return list(printed.values_list("verb", flat=True))


def test_the_paper_asks_about_what_is_open_and_says_how_it_stands(asked):
    first, measure = pages(by_link(asked, "fragebogen.pdf"))
    assert "fragt Volkshochschule nach 1 Maßnahme" in first
    assert "Seite 1 von 2" in first
    assert f"/teststadt/bericht/{personal_links.token(asked)[:20]}" in first.replace(" ", "")
    assert "1.1.1 Kursfinder" in measure
    assert "begonnen (Bericht vom" in measure
    assert "Es geht los." in measure
    assert all(str(status.label) in measure for status in Status)
    assert all(str(question.label) in measure for question in Question)
    assert "Fertiges" not in first + measure
    assert "Noch geheim." not in first + measure


def test_the_paper_is_tagged_german_and_archivable(asked):
    with pdfplumber.open(io.BytesIO(by_link(asked, "fragebogen.pdf"))) as file:
        assert file.doc.catalog["Lang"] in (b"de", b"de-DE")
        assert file.doc.catalog["MarkInfo"]["Marked"]
        assert "<pdfuaid:part>1" in file.doc.catalog["Metadata"].resolve().get_data().decode()


def test_in_word_every_status_has_a_box_and_every_question_a_place_to_write(asked):
    made = by_link(asked, "fragebogen.docx")
    with ZipFile(io.BytesIO(made)) as file:
        xml = file.read("word/document.xml").decode()
    assert xml.count("<w14:checkbox") == len(Status) + 1
    assert xml.count("w:multiLine") == len(Question) + 4
    assert "Antwort bis" in ZipFile(io.BytesIO(made)).read("word/header1.xml").decode()
    assert 'HYPERLINK "http://' in xml.replace("&quot;", '"')
    assert "1.1.1 Kursfinder" in words(made)


def test_only_what_the_round_asks_stands_on_the_paper(asked, town):
    with town_scope(town):
        Round.objects.update(questions=[Question.NOTE])
    said = " ".join(pages(by_link(asked, "fragebogen.pdf")))
    assert Question.NOTE.label in said
    assert Question.COST.label not in said


def test_a_question_of_the_coordination_stands_on_the_paper(asked, town):
    with town_scope(town):
        Answer.objects.filter(measure_title__contains="Kursfinder").update(
            state=AnswerState.RETURNED, question="Wie viele Kurse?"
        )
    assert "Wie viele Kurse?" in " ".join(pages(by_link(asked, "fragebogen.pdf")))


def test_all_questionnaires_of_a_round_come_in_one_file_each_with_its_own_pages(
    asked, town, as_coordinator
):
    other = rounds.inquiry(asked.round, factories.organisation(town, "Ämterlotsen"), key="o" * 32)
    measure = factories.measure(factories.field(asked.round.edition, "Arbeit"), "Mentoring")
    rounds.answer(other, measure)
    done = rounds.inquiry(asked.round, factories.organisation(town, "Fertige"), key="d" * 32)
    rounds.answer(done, measure, state=AnswerState.ANSWERED)
    start = f"/teststadt/arbeit/berichtsrunden/{asked.round_id}/frageboegen"
    found = pages(as_coordinator.get(f"{start}.pdf").content)
    assert [page.rpartition("Seite ")[2] for page in found] == [
        *("1 von 2", "2 von 2"),
        *("1 von 2", "2 von 2"),
    ]
    assert "Fertige" not in " ".join(found)
    assert "Mentoring" in words(as_coordinator.get(f"{start}.docx").content)
    assert verbs() == ["round.printed", "round.printed"]


def test_whoever_takes_a_questionnaire_for_somebody_else_stands_in_the_trail(asked, as_coordinator):
    by_link(asked, "fragebogen.pdf")
    assert verbs() == []
    answer = as_coordinator.get(f"/teststadt/arbeit/anfragen/{asked.pk}/fragebogen.docx")
    assert answer["Content-Disposition"].endswith('"fragebogen-volkshochschule.docx"')
    assert verbs() == ["inquiry.printed"]


def test_the_pages_lead_to_the_papers_while_something_is_open(asked, town, as_coordinator):
    board = as_coordinator.get(f"/teststadt/arbeit/berichtsrunden/{asked.round_id}/")
    assert "frageboegen.pdf" in board.content.decode()
    assert f"anfragen/{asked.pk}/fragebogen.docx" in board.content.decode()
    assert "fragebogen.pdf" in by_link(asked, "").decode()
    with town_scope(town):
        Answer.objects.update(state=AnswerState.ANSWERED)
    assert "fragebogen.pdf" not in by_link(asked, "").decode()
    assert "alles beantwortet" in pages(by_link(asked, "fragebogen.pdf"))[0]


def test_a_round_that_is_over_has_no_papers(asked, town, as_coordinator):
    with town_scope(town):
        Round.objects.update(state=RoundState.CLOSED)
    start = f"/teststadt/arbeit/berichtsrunden/{asked.round_id}/frageboegen"
    assert as_coordinator.get(f"{start}.pdf").status_code == 404
    token = personal_links.token(asked)
    assert Client().get(f"/teststadt/bericht/{token}/fragebogen.pdf").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_papers_of_a_round_cost_as_many_queries_for_one_as_for_three(
    asked, town, number, django_assert_num_queries
):
    field = factories.field(asked.round.edition, "Arbeit")
    for place in range(number - 1):
        whom = factories.organisation(town, f"Träger {place}")
        more = rounds.inquiry(asked.round, whom, key=f"{place}" * 32)
        rounds.answer(more, factories.measure(field, f"Maßnahme {place}"))
    with town_scope(town), django_assert_num_queries(3):
        assert len(queries.of_round(asked.round, town).forms) == number


def hostile(text: str) -> Papers:
    """Papers all of whose texts are the same."""
    item = Item(text, text, ((text, text),), text)
    form = Questionnaire(text, text, "https://miteinander.example/x/", (item,))
    day = date(2025, 1, 1)
    frame = (text, text, text, text, (text,), text, day, day, day, day)
    return Papers(*frame, tuple(Question.values), (form,))


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60))
def test_arbitrary_words_can_be_printed(text):
    assert pdf.written(hostile(text)).startswith(b"%PDF")
    assert words(word.written(hostile(text)))
