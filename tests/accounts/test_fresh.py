"""Tests of being asked again who you are: before exports of people and changes of rights."""

import pytest

from miteinander.accounts.choices import Role
from miteinander.accounts.models import Membership, User
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.accounts.test_second_factor import add_app, code
from tests.signing_in import signed_in

PASSWORD = "ein-langes-passwort"
SENSITIVE = [
    "zugaenge/neu/",
    "zugaenge/{pk}/",
    "zugaenge/{pk}/entfernen/",
    "personen/personen.csv",
    "personen/personen.xlsx",
    "kommune/anmeldung/",
    "kommune/anmeldung/dienst/",
    "schnittstelle/neu/",
    "datenschutz/auskunft/",
    "datenschutz/protokoll/protokoll.csv",
    "datenschutz/protokoll/protokoll.xlsx",
]
SENT = ["pruefen", "herunterladen", "loeschen"]


@pytest.fixture
def bob(town):
    return factories.editor(town)


def coordinator_who_audits(town):
    """Somebody who may open all of these pages."""
    factories.member(town, "Alice", Role.AUDITOR)
    return factories.coordinator(town)


@pytest.mark.parametrize("path", SENSITIVE)
def test_a_sensitive_page_asks_again_after_a_quarter_of_an_hour_and_leads_back(town, bob, path):
    address = "/teststadt/arbeit/" + path.format(pk=bob.pk)
    alice = coordinator_who_audits(town)
    assert signed_in(alice, minutes_ago=14).get(address).status_code == 200
    browser = signed_in(alice, minutes_ago=16)
    answer = browser.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/bestaetigen/?next=")
    page = browser.get(answer["Location"])
    assert "Bitte bestätigen Sie, dass Sie es sind" in page.content.decode()
    back = browser.post(answer["Location"], {"password": PASSWORD})
    assert back["Location"] == address
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("path", SENSITIVE)
def test_without_any_record_of_how_one_signed_in_it_asks_too(town, bob, path, client):
    client.force_login(coordinator_who_audits(town))
    assert client.get("/teststadt/arbeit/" + path.format(pk=bob.pk)).status_code == 302


@pytest.mark.parametrize("page", SENT)
def test_data_about_a_person_are_shown_handed_out_and_erased_after_asking_only(town, bob, page):
    browser = signed_in(factories.coordinator(town), minutes_ago=16)
    address = f"/teststadt/arbeit/datenschutz/auskunft/{page}/"
    answer = browser.post(address, {"konto": bob.pk, "sicher": "1"})
    assert answer["Location"].startswith("/konto/bestaetigen/?next=")
    assert User.objects.filter(pk=bob.pk).exists()


def test_the_own_data_are_shown_after_asking_only(town, bob):
    assert signed_in(bob, minutes_ago=16).get("/konto/daten/").status_code == 302
    assert signed_in(bob, minutes_ago=16).post("/konto/daten/").status_code == 302
    assert signed_in(bob, minutes_ago=14).get("/konto/daten/").status_code == 200


def test_a_wrong_password_does_not_help(town):
    browser = signed_in(factories.coordinator(town), minutes_ago=16)
    page = browser.post("/konto/bestaetigen/?next=/", {"password": "geraten"})
    assert "Dieses Passwort stimmt nicht" in page.content.decode()
    assert browser.get("/teststadt/arbeit/zugaenge/neu/").status_code == 302


def test_a_code_of_the_app_does(town):
    alice = factories.coordinator(town)
    add_app(alice)
    browser = signed_in(alice, minutes_ago=16)
    page = browser.get("/konto/bestaetigen/?next=/teststadt/arbeit/zugaenge/neu/")
    assert "/konto/bestaetigen/code/?next=" in page.content.decode()
    browser.post("/konto/bestaetigen/code/?next=/", {"code": code()})
    assert browser.get("/teststadt/arbeit/zugaenge/neu/").status_code == 200


def test_what_was_sent_too_late_is_not_done_and_the_page_says_so(town, bob):
    browser = signed_in(factories.coordinator(town), minutes_ago=16)
    address = f"/teststadt/arbeit/zugaenge/{bob.pk}/"
    answer = browser.post(address, {"roles": ["coordination"]}, follow=True)
    assert "noch nicht gespeichert" in answer.content.decode()
    with all_towns():
        assert Membership.objects.get(user=bob).role == "editor"


def test_a_button_leads_back_to_the_page_on_which_it_stood(town, bob):
    """The address of the button itself takes no GET."""
    browser = signed_in(factories.coordinator(town), minutes_ago=16)
    address = f"/teststadt/arbeit/zugaenge/{bob.pk}/einladen/"
    page = "http://testserver/teststadt/arbeit/zugaenge/"
    answer = browser.post(address, headers={"Referer": page})
    assert answer["Location"].endswith("?next=%2Fteststadt%2Farbeit%2Fzugaenge%2F")
    evil = browser.post(address, headers={"Referer": "https://evil.example/x"})
    assert "evil" not in evil["Location"]


def test_asking_again_does_not_tell_a_stranger_what_is_there(as_stranger, town, bob):
    stranger = factories.coordinator(factories.town("Fremdstadt"))
    browser = signed_in(stranger, minutes_ago=16)
    assert browser.get("/teststadt/arbeit/personen/personen.csv").status_code == 404


def test_the_time_is_the_operator_s_to_choose(town, settings):
    settings.MITEINANDER_FRESH_MINUTES = 5
    browser = signed_in(factories.coordinator(town), minutes_ago=6)
    assert browser.get("/teststadt/arbeit/zugaenge/neu/").status_code == 302


def test_guessing_at_the_page_that_asks_is_slowed_down(town):
    browser = signed_in(factories.coordinator(town), minutes_ago=16)
    seen = [
        browser.post("/konto/bestaetigen/", {"password": "geraten"}).status_code for _ in range(12)
    ]
    assert seen[-1] == 429
    browser.post("/konto/bestaetigen/", {"password": PASSWORD})
    assert browser.get("/teststadt/arbeit/zugaenge/neu/").status_code == 302
