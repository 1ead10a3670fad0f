"""Tests of invitations: the mail, the page behind its link, and what spends it."""

import re

import pytest
from django.core import signing
from django.test import Client

from miteinander.accounts.actions import invitations, members
from miteinander.accounts.models import Membership, User
from miteinander.kernel import links
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.errors import NotAllowed, NotPossible
from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories

GOOD = "sonne-mond-und-sterne"
ANSWERS = {"name": "Dana Muster", "way": "password", "password": GOOD}


@pytest.fixture
def invited(town, coordinator) -> User:
    """Dana, who has been invited and has not answered."""
    with town_scope(town):
        return members.add(
            name="Dana",
            email="dana@teststadt.example",
            roles=["editor"],
            site="http://testserver/",
            by=coordinator,
        )


@pytest.fixture
def path(invited) -> str:
    """The address in Dana's mail."""
    return sent()


def sent() -> str:
    with all_towns():
        body = OutgoingMail.objects.order_by("pk").last().body
    return re.search(r"http://testserver(\S+)", body)[1]


def expire(monkeypatch) -> None:
    later = signing.time.time() + invitations.INVITATION.holds.total_seconds() + 60
    monkeypatch.setattr(signing.time, "time", lambda: later)


def text(answer) -> str:
    return answer.content.decode()


def verbs() -> list[str]:
    with all_towns():
        return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_page_says_who_invites_and_for_what_and_changes_nothing(path, invited):
    before = User.objects.get(pk=invited.pk).password
    page = text(Client().get(path))
    assert "Alice lädt Sie ein" in page
    assert "Redaktion" in page
    assert "dana@teststadt.example" in page
    assert User.objects.get(pk=invited.pk).password == before
    assert "no-store" in Client().get(path)["Cache-Control"]


def test_taking_it_up_with_a_password_leads_into_the_workspace(path, invited):
    answer = Client().post(path, ANSWERS, follow=True)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/"
    invited.refresh_from_db()
    assert invited.check_password(GOOD)
    assert invited.name == "Dana Muster"
    assert verbs()[-2:] == ["invitation.accepted", "sign_in.done"]


def test_taking_it_up_with_a_passkey_leads_to_the_page_that_makes_one(path, invited):
    answer = Client().post(path, {"name": "Dana", "way": "passkey"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/konto/passkeys/neu/"
    assert answer.status_code == 200
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_a_link_works_once_for_whoever_has_it(path):
    Client().post(path, ANSWERS)
    for browser in (Client(), Client()):
        assert browser.get(path).status_code == 410
        assert browser.post(path, ANSWERS | {"password": "ein-anderes-passwort"}).status_code == 410
    assert User.objects.get(email="dana@teststadt.example").check_password(GOOD)


def test_two_who_use_the_same_link_at_once_the_second_is_refused(path, invited, town):
    link = links.opened(invitations.INVITATION, path.split("/")[3])
    details = {"link": link, "user": invited, "name": "Dana", "by": link.actor("Dana")}
    with town_scope(town):
        invitations.accept(**details, password=GOOD)
        with pytest.raises(NotPossible):
            invitations.accept(**details, password="ein-anderes-passwort")


def test_nobody_takes_up_the_invitation_of_somebody_else(path, invited, town, editor):
    link = links.opened(invitations.INVITATION, path.split("/")[3])
    for by in (editor, Actor(town.pk, Door.MAIL_LINK, editor.user_id)):
        with town_scope(town), pytest.raises(NotAllowed):
            invitations.accept(link=link, user=invited, name="x", password=GOOD, by=by)


def test_a_link_is_spent_when_the_access_was_taken_away(path, invited):
    with all_towns():
        Membership.objects.filter(user=invited).delete()
    assert Client().get(path).status_code == 410


def test_a_link_is_spent_when_a_password_was_set_otherwise(path, invited):
    invited.set_password(GOOD)
    invited.save()
    assert Client().post(path, ANSWERS).status_code == 410


def test_an_altered_link_opens_nothing(path):
    for altered in (path.replace("einladung/", "einladung/x"), path[:-4] + "xyz/"):
        assert Client().get(altered).status_code == 410


def test_a_link_of_a_town_that_left_opens_nothing(path, town):
    town.is_active = False
    town.save()
    factories.town("Nachbarstadt")
    assert Client().get(path).status_code == 410


def test_an_expired_link_offers_a_fresh_one_to_the_same_address(path, invited, monkeypatch):
    expire(monkeypatch)
    page = Client().get(path)
    assert "abgelaufen" in text(page)
    assert Client().post(path, ANSWERS).status_code == 200
    invited.refresh_from_db()
    assert not invited.has_usable_password()
    answer = Client().post(f"{path}neu/", follow=True)
    assert "Eine neue Einladung ist unterwegs" in text(answer)
    with all_towns():
        mail = OutgoingMail.objects.order_by("pk").last()
    assert mail.to == invited.email
    assert "Alice hat Ihnen Zugang" in mail.body
    again = Client().post(sent(), ANSWERS, follow=True)
    assert again.redirect_chain[-1][0] == "/teststadt/arbeit/"


def test_a_link_that_still_holds_is_not_renewed_and_opening_renews_nothing(path, monkeypatch):
    assert Client().post(f"{path}neu/").status_code == 410
    expire(monkeypatch)
    assert Client().get(f"{path}neu/").status_code == 302
    with all_towns():
        assert OutgoingMail.objects.count() == 1


def test_nobody_fills_a_postbox_with_fresh_links(path, monkeypatch):
    expire(monkeypatch)
    answers = [Client().post(f"{path}neu/").status_code for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "erforderlich"),
        ("kurz", "zu kurz"),
        ("password1234", "üblich"),
        ("Miteinander-2026!", "zu leicht zu erraten"),
        ("Teststadt-2026-07", "zu leicht zu erraten"),
        ("2026 Integration Teststadt", "zu leicht zu erraten"),
        ("dana@teststadt.example", "zu ähnlich"),
        ("x" * 129, "höchstens 128"),
    ],
)
def test_a_bad_password_is_refused_with_a_sentence(path, password, sentence):
    page = text(Client().post(path, ANSWERS | {"password": password}))
    assert sentence.lower() in page.lower()
    assert "Einladung annehmen" in page
