"""Tests of the board and the reminders."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Person
from miteinander.rounds.actions import reminders
from miteinander.rounds.actions import rounds as actions
from miteinander.rounds.choices import AnswerState, LetterKind, RoundState
from miteinander.rounds.models import Inquiry, Letter, Round
from miteinander.rounds.queries import board, concerns
from tests import factories
from tests.factories import rounds as made


def running(town, number: int = 1, **values) -> Round:
    """A round that asks as many institutions about a measure each, with a letter to each."""
    field = factories.field(factories.edition(town))
    asking = made.a_round(field.edition, **values)
    for index in range(number):
        measure = factories.measure(field)
        asked = made.inquiry(asking, factories.organisation(town, f"Träger {index}"))
        made.answer(asked, measure)
        letter(asked)
    return asking


def letter(asked: Inquiry, **values) -> Letter:
    with all_towns():
        mail = OutgoingMail.objects.create(
            municipality_id=asked.municipality_id, to=asked.email, body="x", **values
        )
        return Letter.objects.create(
            municipality_id=asked.municipality_id,
            inquiry=asked,
            mail=mail,
            kind=LetterKind.INVITATION,
            written_on=timezone.localdate(),
        )


def page(browser, asking: Round, query: str = "") -> str:
    return browser.get(f"/teststadt/arbeit/berichtsrunden/{asking.pk}/{query}").content.decode()


def move_back(asking: Round, days: int) -> None:
    """Let as many days pass."""
    gone = timedelta(days=days)
    asking.due_on -= gone
    asking.sent_at -= gone
    asking.save()
    for one in Letter.objects.all():
        one.written_on -= gone
        one.save()


NOW = timezone.now()
FATES = [
    ({}, "wartet auf den Versand"),
    ({"sent_at": NOW}, "verschickt"),
    ({"sent_at": NOW, "delayed_at": NOW}, "verzögert sich"),
    ({"failed_at": NOW, "code": "550"}, "nicht zugestellt"),
    ({"sent_at": NOW, "bounced_at": NOW, "code": "5.1.1"}, "kam zurück"),
    ({"handed_at": NOW - timedelta(hours=1)}, "ungewiss"),
    ({"handed_at": NOW + timedelta(days=1)}, "wartet auf den Versand"),
]


@pytest.mark.parametrize(("fate", "words"), FATES)
def test_the_board_says_what_became_of_a_mail(as_editor, town, fate, words):
    asking = running(town)
    with all_towns():
        OutgoingMail.objects.update(**fate)
    shown = page(as_editor, asking)
    assert words in shown
    assert fate.get("code", "") in shown


def test_the_board_counts_and_filters(as_editor, town):
    asking = running(town, 3)
    with all_towns():
        first, second, _ = asking.answers.all()
        first.state = AnswerState.ANSWERED
        second.state, second.other_name = AnswerState.MISDIRECTED, "Ali Anders"
        for one in (first, second):
            one.save()
    shown = page(as_editor, asking)
    assert "1 von 3 Antworten sind da" in shown
    assert "zuständig ist Ali Anders" in shown
    assert "bei 1 ist jemand anderes zuständig" in shown
    for kind, names in {"offen": "2", "fertig": "0", "andere": "1", "mail": ""}.items():
        narrowed = page(as_editor, asking, f"?zeigen={kind}")
        found = "".join(n for n in "012" if f"Träger {n}</th>" in narrowed)
        assert found == names, kind
    assert "Träger 1" not in page(as_editor, asking, "?suche=träger+2")


def test_a_closed_round_says_who_gave_no_answer(as_editor, in_town, coordinator):
    asking = running(in_town)
    actions.close(asking=asking, by=coordinator)
    assert "keine Antwort" in page(as_editor, asking)


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_costs_the_same_for_one_and_three(
    as_coordinator, town, number, django_assert_num_queries
):
    asking = running(town, number)
    page(as_coordinator, asking)
    with django_assert_num_queries(8):
        page(as_coordinator, asking)


def test_the_table_says_what_the_board_says(as_editor, town):
    asking = running(town)
    address = f"/teststadt/arbeit/berichtsrunden/{asking.pk}/stand."
    text = as_editor.get(f"{address}csv").content.decode()
    assert "Träger 0;Frau Muster;muster@partner.example;Anfrage" in text
    assert as_editor.get(f"{address}xlsx").content[:2] == b"PK"


def test_only_who_has_open_answers_is_reminded_and_once_a_day(in_town, coordinator):
    asking = running(in_town, 2)
    asking.answers.filter(organisation__name="Träger 0").update(state=AnswerState.CONFIRMED)
    assert reminders.remind(asking=asking, by=coordinator) == 1
    assert reminders.remind(asking=asking, by=coordinator) == 0
    sent = Letter.objects.get(kind=LetterKind.REMINDER)
    assert str(sent.inquiry.organisation) == "Träger 1"


def test_nobody_is_reminded_after_the_round_is_closed(in_town, coordinator):
    asking = running(in_town, remind_days=[0], due_on=timezone.localdate())
    actions.close(asking=asking, by=coordinator)
    assert reminders.remind(asking=asking, by=coordinator) == 0


def test_the_night_reminds_on_the_days_of_the_round_and_on_no_others(in_town):
    """Due in two weeks; reminders a week before and three days after."""
    asking = running(in_town, remind_days=[-7, 3])
    reminded = []
    for day in range(25):
        before = Letter.objects.filter(kind=LetterKind.REMINDER).count()
        call_command("remind")
        if Letter.objects.filter(kind=LetterKind.REMINDER).count() > before:
            reminded.append(day)
        call_command("remind")
        move_back(asking, 1)
    assert reminded == [7, 17]
    assert Letter.objects.filter(kind=LetterKind.REMINDER).count() == 2


def test_a_night_that_was_missed_is_made_up_for(in_town):
    asking = running(in_town, remind_days=[-7])
    move_back(asking, 8)
    call_command("remind")
    assert Letter.objects.filter(kind=LetterKind.REMINDER).count() == 1


def test_the_text_of_a_reminder_by_hand_is_what_was_typed(as_coordinator, town):
    asking = running(town)
    address = f"/teststadt/arbeit/berichtsrunden/{asking.pk}/erinnern/"
    assert "1 Mail geht hinaus" in as_coordinator.get(address).content.decode()
    with all_towns():
        key = asking.inquiries.get().pk
    assert "Träger 0 erinnern" in as_coordinator.get(f"{address}?anfrage={key}").content.decode()
    as_coordinator.post(f"{address}?anfrage={key}", {"words": "Liebe {institution}, bitte!"})
    with all_towns():
        assert "Liebe Träger 0, bitte!" in OutgoingMail.objects.order_by("pk").last().body


def test_the_board_extends_closes_and_opens_again(as_coordinator, town):
    asking = running(town)
    address = f"/teststadt/arbeit/berichtsrunden/{asking.pk}/"
    as_coordinator.post(f"{address}frist/", {"due_on": "2099-03-01"})
    as_coordinator.post(f"{address}abschliessen/")
    with all_towns():
        asking.refresh_from_db()
    assert (asking.due_on.year, asking.state) == (2099, RoundState.CLOSED)
    refused = as_coordinator.post(f"{address}abschliessen/", follow=True).content.decode()
    assert "läuft nicht" in refused
    as_coordinator.post(f"{address}weiterfuehren/")
    with all_towns():
        asking.refresh_from_db()
    assert asking.state == RoundState.RUNNING


def test_sending_again_names_the_mail_and_takes_that_one(as_coordinator, town):
    asking = running(town)
    with all_towns():
        asked = Inquiry.objects.get(round=asking)
        first = Letter.objects.get(inquiry=asked)
        OutgoingMail.objects.filter(pk=first.mail_id).update(sent_at=NOW, bounced_at=NOW)
        Letter.objects.filter(pk=first.pk).update(written_on=date(2026, 3, 2))
    later = letter(asked)
    with all_towns():
        reminder = {"kind": LetterKind.REMINDER, "written_on": date(2026, 3, 9)}
        Letter.objects.filter(pk=later.pk).update(**reminder)
    told = page(as_coordinator, asking)
    assert "Anfrage vom 02.03.2026 erneut senden" in told
    assert "Erinnerung vom 09.03.2026 erneut senden" not in told
    as_coordinator.post(f"/teststadt/arbeit/schreiben/{first.pk}/erneut/")
    with all_towns():
        assert OutgoingMail.objects.get(pk=first.mail_id).bounced_at is None


def test_who_left_the_directory_is_found_and_counted_as_on_the_home(as_coordinator, town):
    asking = running(town, 3)
    with all_towns():
        here, office, gone = (
            Inquiry.objects.select_related("organisation").filter(round=asking).order_by("pk")
        )
        Person.objects.create(
            municipality=town, organisation=here.organisation, last_name="M", email=here.email
        )
        office.organisation.email = office.email.upper()  # letters do not matter
        office.organisation.save()
        concerned = concerns.left([asking])
        unreached = concerns.unreached([asking])
    told = as_coordinator.get(f"/teststadt/arbeit/berichtsrunden/{asking.pk}/?zeigen=gegangen")
    assert [row.inquiry for row in told.context["board"].shown] == [gone]
    assert concerned == {asking.pk: 1}
    assert unreached[asking.pk] == told.context["board"].counts["mail"]
    home = as_coordinator.get("/teststadt/arbeit/").content.decode()
    assert f"berichtsrunden/{asking.pk}/?zeigen=gegangen" in home


@pytest.mark.parametrize("fate", [{"failed_at": NOW}, {"handed_at": NOW - timedelta(hours=1)}])
def test_a_mail_that_did_not_arrive_is_counted_as_the_board_shows_it(in_town, fate):
    asking = running(in_town, 2)
    first = Letter.objects.order_by("pk").first()
    OutgoingMail.objects.filter(pk=first.mail_id).update(**fate)
    assert board.board(asking).counts["mail"] == concerns.unreached([asking])[asking.pk] == 1
