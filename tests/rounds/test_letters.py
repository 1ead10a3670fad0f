"""Tests of the letters: their words, their link, their place in the outbox."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miteinander.kernel import links
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import OutgoingMail
from miteinander.rounds import letters, personal_links, wording
from miteinander.rounds.choices import AnswerState, LetterKind
from miteinander.rounds.models import Letter
from tests import factories
from tests.factories import rounds as made

LINK = re.compile(r"http://localhost:8000/teststadt/bericht/(\S+)/")


@pytest.fixture
def asked(in_town):
    """A club that is asked about two measures, one of them answered."""
    field = factories.field(factories.edition(in_town))
    one, other = (factories.measure(field, title) for title in ("Sprachcafé", "Lotsen"))
    asking = made.a_round(
        factories.edition(in_town), invitation=wording.INVITATION, reminder=wording.REMINDER
    )
    found = made.inquiry(asking, factories.organisation(in_town, "Caritas"))
    made.answer(found, one)
    made.answer(found, other, state=AnswerState.ANSWERED)
    return found


def test_the_invitation_says_who_asks_about_what_until_when_and_how(asked, coordinator, in_town):
    letters.write(asked, LetterKind.INVITATION, by=coordinator)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == (asked.email, in_town.email)
    assert "Guten Tag Frau Muster," in mail.body
    assert "Caritas ist für 2 Maßnahmen zuständig" in mail.body
    assert "- Lotsen\n- Sprachcafé\n" in mail.body
    assert "ohne Konto" in mail.body
    assert "Teststadt" in mail.body
    assert "{" not in mail.body
    opened = links.opened(personal_links.PURPOSE, LINK.search(mail.body)[1])
    assert opened
    assert opened.object_id == asked.pk
    assert opened.standing(personal_links.state(asked)) is links.Standing.VALID
    assert Letter.objects.get().mail == mail


def test_a_reminder_names_only_what_is_still_waited_for(asked, coordinator):
    letters.write(asked, LetterKind.REMINDER, by=coordinator)
    mail = OutgoingMail.objects.get()
    assert mail.subject.startswith("Erinnerung: ")
    assert "- Sprachcafé" in mail.body
    assert "Lotsen" not in mail.body
    assert "1 Maßnahme von Caritas" in mail.body


def test_a_question_stands_below_the_measure_that_it_is_about(asked, coordinator):
    asked.answers.filter(state=AnswerState.OPEN).update(
        state=AnswerState.RETURNED, question="Wie viele kamen?"
    )
    letters.write(asked, LetterKind.QUESTION, by=coordinator)
    assert "Sprachcafé:\nWie viele kamen?" in OutgoingMail.objects.get().body


def test_who_gets_measures_from_a_colleague_reads_from_whom_and_why(asked, coordinator):
    colleague = made.inquiry(
        asked.round, asked.organisation, name="Ali", email="ali@partner.example", passed_on_by=asked
    )
    letters.write(colleague, LetterKind.PASSED_ON, by=coordinator, words="Du weißt das besser.")
    body = OutgoingMail.objects.get().body
    assert "Frau Muster (Caritas) bittet Sie um Antwort" in body
    assert "Du weißt das besser." in body


def test_nothing_is_written_to_nobody(asked, coordinator):
    asked.email = ""
    with pytest.raises(NotPossible, match="keine Mailadresse"):
        letters.write(asked, LetterKind.INVITATION, by=coordinator)
    assert letters.write_all([asked], LetterKind.REMINDER, by=coordinator) == []


def test_no_kind_of_letter_holds_letters_of_html(asked, coordinator):
    asked.name = "Ann & <Bob>"
    for kind in LetterKind:
        letters.write(asked, kind, by=coordinator)
    for mail in OutgoingMail.objects.all():
        assert "Ann & <Bob>" in mail.body


def test_letters_cost_the_same_for_one_and_three(asked, coordinator, django_assert_num_queries):
    more = [made.inquiry(asked.round, factories.organisation(asked.municipality)) for _ in range(2)]
    for some in ([asked], [asked, *more]):
        with django_assert_num_queries(4):
            letters.write_all(some, LetterKind.INVITATION, by=coordinator)


def test_a_word_that_nobody_knows_is_named():
    assert wording.unknown("{institution} bis {frsit}, {frsit}") == ["{frsit}"]
    assert wording.unknown(wording.INVITATION + wording.REMINDER + wording.SUBJECT) == []


@given(st.text(), st.text())
def test_whatever_stands_in_a_text_nothing_but_its_words_is_replaced(text, value):
    values = dict.fromkeys(wording.WORDS, value)
    assert wording.fill("{name}" + text.replace("{", "").replace("}", ""), values) == (
        value + text.replace("{", "").replace("}", "")
    )
