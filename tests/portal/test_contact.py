"""Tests of the contact form."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from miteinander.kernel.actions.contact import MOST_PER_HOUR
from miteinander.kernel.forms import visitors
from miteinander.kernel.models import AuditEvent, Municipality, OutgoingMail
from miteinander.kernel.tenancy import all_towns

MESSAGE = {
    "name": "Vera Gast",
    "email": "vera@example.org",
    "subject": "Eine Frage",
    "message": "Wann beginnt der Kurs?",
}


@pytest.fixture
def address(town) -> str:
    """Where the form is."""
    return reverse("public:contact", kwargs={"town": town.slug})


@pytest.fixture
def opened(visitor: Client, address: str, monkeypatch) -> dict[str, str]:
    """A message typed into the form at a human pace."""
    stamp = visitor.get(address).context["form"]["opened"].value()
    monkeypatch.setattr(visitors, "LEAST_SECONDS", -1)
    return {**MESSAGE, "opened": stamp}


def _mails() -> list[OutgoingMail]:
    with all_towns():
        return list(OutgoingMail.objects.all())


def test_a_message_becomes_a_mail_to_the_town(visitor, address, opened, town):
    response = visitor.post(address, opened)
    assert (response.status_code, response["Location"]) == (303, f"{address}danke/")
    (mail,) = _mails()
    assert (mail.to, mail.reply_to) == (town.email, "vera@example.org")
    assert mail.subject.endswith("Eine Frage")
    assert "Wann beginnt der Kurs?" in mail.body
    assert "Vera Gast" in mail.body


def test_a_message_leaves_no_trace_but_the_mail(visitor, address, opened, town):
    visitor.post(address, opened)
    with all_towns():
        assert not AuditEvent.objects.exists()
    assert Municipality.objects.get(pk=town.pk).revision == town.revision


def test_a_subject_cannot_add_headers(visitor, address, opened):
    visitor.post(address, {**opened, "subject": "Hallo\r\nBcc: all@example.org"})
    (mail,) = _mails()
    assert "\n" not in mail.subject


@pytest.mark.parametrize(
    "wrong",
    [
        {"homepage": "https://spam.example"},
        {"opened": ""},
        {"opened": "erfunden"},
        {"email": "keine Adresse"},
        {"message": ""},
        {"message": "x" * 5001},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(visitor, address, opened, wrong):
    response = visitor.post(address, {**opened, **wrong})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "Eine Frage" in response.content.decode()
    assert _mails() == []


def test_a_form_filled_in_at_once_is_refused_and_can_be_sent_again(visitor, address, monkeypatch):
    stamp = visitor.get(address).context["form"]["opened"].value()
    monkeypatch.setattr(visitors, "LEAST_SECONDS", 60)
    response = visitor.post(address, {**MESSAGE, "opened": stamp})
    assert "sehr schnell" in response.content.decode()
    again = response.context["form"]["opened"].value()
    monkeypatch.setattr(visitors, "LEAST_SECONDS", -1)
    assert visitor.post(address, {**MESSAGE, "opened": again}).status_code == 303


def test_a_form_open_for_too_long_can_simply_be_sent_again(visitor, address, opened, monkeypatch):
    with monkeypatch.context() as later:
        later.setattr(visitors, "MOST_SECONDS", -1)
        response = visitor.post(address, opened)
    again = response.context["form"]["opened"].value()
    assert visitor.post(address, {**MESSAGE, "opened": again}).status_code == 303


def _flood(town, since: timedelta) -> None:
    with all_towns():
        for _ in range(MOST_PER_HOUR):
            OutgoingMail.objects.create(
                municipality=town,
                to=town.email,
                subject="Nachricht über die Webseite: x",
                body="x",
            )
        OutgoingMail.objects.update(created_at=timezone.now() - since)


def test_a_flood_of_messages_is_stopped(visitor, address, opened, town):
    _flood(town, since=timedelta(minutes=5))
    response = visitor.post(address, opened)
    assert "sehr viele Nachrichten" in response.content.decode()
    assert len(_mails()) == MOST_PER_HOUR


def test_after_an_hour_messages_are_taken_again(visitor, address, opened, town):
    _flood(town, since=timedelta(minutes=61))
    assert visitor.post(address, opened).status_code == 303


def test_a_town_without_a_mail_address_has_no_form(visitor, address, opened, town):
    Municipality.objects.filter(pk=town.pk).update(email="")
    assert "noch keine E-Mail-Adresse" in visitor.get(address).content.decode()
    visitor.post(address, opened)
    assert _mails() == []


def test_a_forged_message_from_another_site_is_refused(address, opened):
    assert Client(enforce_csrf_checks=True).post(address, opened).status_code == 403
