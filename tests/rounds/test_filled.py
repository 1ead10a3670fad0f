"""Word questionnaires that come back filled: what is understood, and what is refused."""

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from miteinander.concept.choices import Status
from miteinander.kernel.tenancy import town_scope
from miteinander.rounds.choices import AnswerState, Question
from miteinander.rounds.models import Answer, Inquiry
from miteinander.rounds.papers import filled
from miteinander.rounds.values import values_of
from miteinander.ui.papers import word
from miteinander.ui.papers.filled import NotReadable, fields
from tests import factories
from tests.factories import rounds
from tests.rounds.test_papers import by_link

DOCUMENT = "word/document.xml"


def packed(xml: str, made: bytes = b"") -> bytes:
    """A Word file with this text, the rest as in `made`."""
    out = io.BytesIO()
    with ZipFile(out, "w") as new:
        if made:
            with ZipFile(io.BytesIO(made)) as old:
                for name in old.namelist():
                    if name != DOCUMENT:
                        new.writestr(name, old.read(name))
        new.writestr(DOCUMENT, xml)
    return out.getvalue()


def xml_of(made: bytes) -> str:
    with ZipFile(io.BytesIO(made)) as file:
        return file.read(DOCUMENT).decode()


def filled_in(made: bytes, written: dict[str, str], ticked: tuple[str, ...] = ()) -> bytes:
    """The file as Word keeps it once somebody wrote into fields whose keys end so."""
    xml = xml_of(made)
    for end, words in written.items():
        found = rf'(<w:tag w:val="mit:[^"]*{end}"/>.*?<w:t)>{filled.WRITE}<'
        lines = words.replace("\n", "</w:t><w:br/><w:t>")
        xml, number = re.subn(found, rf"\1>{lines}<", xml, count=1, flags=re.DOTALL)
        assert number == 1, end
    for end in ticked:
        found = rf'(<w:tag w:val="mit:[^"]*{end}"/>.*?<w14:checked w14:val=)"0"'
        xml, number = re.subn(found, r'\1"1"', xml, count=1, flags=re.DOTALL)
        assert number == 1, end
    return packed(xml, made)


@pytest.fixture
def asked(town) -> Inquiry:
    """An institution that is asked about two measures, of which one was reported on."""
    field = factories.field(factories.edition(town), "Sprache")
    reported = factories.measure(field, "Kursfinder")
    factories.report(reported, Status.STARTED, note="Es geht los.")
    asking = rounds.a_round(field.edition, reported)
    inquiry = rounds.inquiry(asking, factories.organisation(town, "Volkshochschule"))
    rounds.answer(inquiry, reported)
    rounds.answer(inquiry, factories.measure(field, "Sprachcafé"))
    return inquiry


@pytest.fixture
def made(asked) -> bytes:
    """The questionnaire as it was loaded."""
    return by_link(asked, "fragebogen.docx")


def send(client, inquiry: Inquiry, content: bytes) -> str:
    """What the page says to this file."""
    file = SimpleUploadedFile("Fragebogen.docx", content)
    where = f"/teststadt/arbeit/anfragen/{inquiry.pk}/einlesen/"
    return client.post(where, {"file": file}).content.decode()


def test_what_was_filled_in_is_shown_and_stored_only_after_a_look(
    asked, town, made, as_coordinator
):
    written = {"name": "Vera Schmitt", "note": "Zwei Kurse.\nEin Fest.", "cost_eur": "12.000,50 €"}
    page = send(as_coordinator, asked, filled_in(made, written, ("status-advanced",)))
    assert "Zwei Kurse.\nEin Fest." in page
    assert 'value="Vera Schmitt"' in page
    assert "Noch ist nichts gespeichert." in page
    assert "Es geht los." in page
    assert "Dazu steht nichts in der Datei" in page
    with town_scope(town):
        assert not Answer.objects.filter(saved_at__isnull=False).exists()
        answer = Answer.objects.get(measure__title="Kursfinder")
    key = answer.pk
    sent = {"name": "Vera Schmitt", "tun": "abgeben", f"{key}-status": "advanced"}
    sent |= {f"{key}-based_on": answer.version, f"{key}-note": "Zwei Kurse.\nEin Fest."}
    as_coordinator.post(f"/teststadt/arbeit/anfragen/{asked.pk}/", sent)
    with town_scope(town):
        answer.refresh_from_db()
    assert (answer.state, answer.status, answer.author) == (
        AnswerState.ANSWERED,
        "advanced",
        "Vera Schmitt",
    )


def test_two_ticks_and_a_number_that_is_none_are_said_before_anything_is_stored(
    asked, town, made, as_coordinator
):
    file = filled_in(made, {"persons_reached": "viele"}, ("status-started", "status-advanced"))
    page = send(as_coordinator, asked, file)
    assert "Angekreuzt sind mehrere: begonnen, fortgeschritten." in page
    assert "ganze zahl" in page.lower()
    with town_scope(town):
        assert not Answer.objects.filter(saved_at__isnull=False).exists()


def test_what_stayed_empty_keeps_what_stood_there(asked, town, made, as_coordinator):
    with town_scope(town):
        Answer.objects.filter(measure__title="Kursfinder").update(note="Am Telefon gesagt.")
    page = send(as_coordinator, asked, filled_in(made, {"results": "Zehn Plätze."}))
    assert page.count("Am Telefon gesagt.") == 2
    assert "Zehn Plätze." in page


def understood(page: str, town, status: str) -> Answer:
    """The answer to which the page shows this status and the ticked mark; nothing is stored yet."""
    with town_scope(town):
        answer = Answer.objects.get(measure__title="Kursfinder")
    assert answer.saved_at is None
    assert re.search(rf'name="{answer.pk}-is_unchanged"[^>]* checked', page)
    assert f'<option value="{status}" selected>' in page
    return answer


def press(client, answer: Answer, verb: str, **said: str) -> str:
    """Send the form of one answer as the page of answers has it; gives the page that follows."""
    sent = {f"{answer.pk}-{key}": value for key, value in said.items()}
    sent |= {f"{answer.pk}-based_on": str(answer.version), "name": "Vera", "tun": verb}
    where = f"/teststadt/arbeit/anfragen/{answer.inquiry_id}/"
    return client.post(where, sent, follow=True).content.decode()


def now(answer: Answer, town) -> tuple[str, str, bool]:
    """State, status and mark as they are stored."""
    with town_scope(town):
        answer.refresh_from_db()
    return answer.state, answer.status, answer.is_unchanged


def test_unchanged_on_paper_is_stored_as_the_button_on_the_page_stores_it(
    asked, town, made, as_coordinator
):
    page = send(as_coordinator, asked, filled_in(made, {}, ("unchanged",)))
    on_paper = understood(page, town, "started")
    press(as_coordinator, on_paper, "abgeben", status="started", is_unchanged="on")
    with town_scope(town):
        other = rounds.inquiry(asked.round, factories.organisation(town, "Lotsen"), key="o" * 32)
        by_button = rounds.answer(other, on_paper.measure)
    press(as_coordinator, by_button, f"unveraendert-{by_button.pk}")
    wanted = (AnswerState.ANSWERED, "started", True)
    assert now(on_paper, town) == now(by_button, town) == wanted
    with town_scope(town):
        assert values_of(on_paper) == values_of(by_button)
        kept = [list(one.versions.values("values", "author")) for one in (on_paper, by_button)]
    assert kept[0] == kept[1] != []


def test_unchanged_and_another_status_are_not_handed_in_together(asked, town, made, as_coordinator):
    page = send(as_coordinator, asked, filled_in(made, {}, ("unchanged", "status-advanced")))
    answer = understood(page, town, "advanced")
    assert "Der Stand ist ein anderer als im letzten Bericht." in page
    page = press(as_coordinator, answer, "abgeben", status="advanced", is_unchanged="on")
    assert "Der Stand ist ein anderer als im letzten Bericht." in page
    assert now(answer, town) == (AnswerState.OPEN, "advanced", False)


def test_unchanged_that_was_only_saved_can_be_taken_back_on_the_page(
    asked, town, made, as_coordinator
):
    page = send(as_coordinator, asked, filled_in(made, {}, ("unchanged",)))
    answer = understood(page, town, "started")
    page = press(as_coordinator, answer, "speichern", status="started", is_unchanged="on")
    assert "Keine Änderung seit dem letzten Bericht" in page
    assert now(answer, town) == (AnswerState.OPEN, "started", True)
    page = press(as_coordinator, answer, f"abgeben-{answer.pk}", status="advanced")
    assert "Keine Änderung seit dem letzten Bericht" not in page
    assert now(answer, town) == (AnswerState.ANSWERED, "advanced", False)


def test_unchanged_without_any_report_asks_for_the_status(asked, town, made, as_coordinator):
    with town_scope(town):
        answer = Answer.objects.get(measure__title="Sprachcafé")
    key = f"mit:{answer.pk}:{answer.version}:unchanged"
    body = word.tick("", key).replace('checked w14:val="0"', 'checked w14:val="1"')
    xml = f"<w:body {word.nsdecls('w')}>{body}</w:body>"
    page = send(as_coordinator, asked, packed(xml, made))
    assert "Es gibt aber noch keinen Stand." in page
    assert "Keine Änderung seit" not in page


def test_somebody_else_named_in_the_form_is_said(asked, made, as_coordinator):
    page = send(as_coordinator, asked, filled_in(made, {"other": "Frau Yilmaz"}))
    assert "jemand anderes sei zuständig: Frau Yilmaz" in page


def test_an_answer_that_was_handed_in_meanwhile_is_not_touched(asked, town, made, as_coordinator):
    with town_scope(town):
        Answer.objects.update(state=AnswerState.ANSWERED)
    page = send(as_coordinator, asked, filled_in(made, {"note": "Zu spät."}))
    assert "Diese Antwort ist schon abgegeben" in page
    assert "Hier ist nichts zu übernehmen." in page


def test_a_form_of_another_inquiry_says_nothing_here(asked, town, made, as_coordinator):
    other = rounds.inquiry(asked.round, factories.organisation(town, "Ämterlotsen"), key="o" * 32)
    page = send(as_coordinator, other, filled_in(made, {"note": "Fremdes."}))
    assert "Hier ist nichts zu übernehmen." in page
    assert "Fremdes." not in page


EMPTY = word.written([], word.About("", "", date(2026, 1, 1)), header="", footer="")
TO_REFUSE = {
    "nothing": (b"", "leer"),
    "no package": (b"PK\x03\x04kaputt", "beschädigt"),
    "no Word": (b"%PDF-1.7", "als Word-Dokument lesen"),
    "another Word file": (packed("<w:document xmlns:w='x'/>"), "Gepackte Dateien"),
    "entities": (
        packed('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', EMPTY),
        "Verweise",
    ),
}


@pytest.mark.parametrize("what", TO_REFUSE)
def test_a_file_that_is_no_form_is_refused_with_a_sentence(asked, what, as_coordinator):
    content, sentence = TO_REFUSE[what]
    assert sentence in send(as_coordinator, asked, content)


def test_a_text_that_unpacks_to_a_bomb_is_refused(asked, made, as_coordinator):
    bomb = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(bomb, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, b" " * 30_000_000 if name == DOCUMENT else old.read(name))
    assert "ungewöhnlichen Größe" in send(as_coordinator, asked, bomb.getvalue())


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=80)


@settings(max_examples=30, deadline=None)
@given(
    note=TEXTS,
    ticked=st.lists(st.sampled_from(Status.values), unique=True, max_size=3),
    key=st.integers(1, 10**17),
)
def test_whatever_somebody_writes_is_read_as_it_was_written(note, ticked, key):
    start = filled.key_of(key, 3)
    body = [word.blank("N", word.printable(note), f"{start}:{Question.NOTE}")]
    for status in Status.values:
        box = word.tick(status, f"{start}:status-{status}")
        body.append(
            box.replace('checked w14:val="0"', f'checked w14:val="{int(status in ticked)}"')
        )
    said = filled.read(packed(f"<w:body {word.nsdecls('w')}>{''.join(body)}</w:body>"))
    (one,) = said.answers.values()
    assert list(said.answers) == [key]
    assert set(one.ticked) == set(ticked)
    wanted = word.printable(note).strip()
    assert one.texts.get(Question.NOTE, "") == ("" if wanted == filled.WRITE else wanted)


@settings(max_examples=50, deadline=None)
@given(content=st.binary(max_size=300), xml=st.text(max_size=200))
def test_whatever_lies_in_a_file_is_read_or_refused(content, xml):
    for one in (content, packed(xml), packed(f"<a><w:sdt xmlns:w='u'>{xml}</w:sdt></a>")):
        refusals = []
        try:
            assert fields(one, filled.WRITE) == []
        except NotReadable as refusal:
            refusals.append(str(refusal))
        assert all(sentence.endswith(".") for sentence in refusals)
