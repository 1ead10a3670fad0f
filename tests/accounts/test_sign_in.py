"""Tests of signing in and of what comes after."""

import pytest
from django.conf import settings
from django.test import Client

from miteinander.accounts.forms.passwords import DIFFERENT
from miteinander.accounts.models import User
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns
from tests import factories

PASSWORD = "ein-langes-passwort"


def sign_in(browser: Client, email: str, password: str = PASSWORD):
    return browser.post("/konto/login/", {"login": email, "password": password}, follow=True)


def test_whoever_works_in_one_town_lands_there(town):
    response = sign_in(Client(), factories.editor(town).email)
    assert response.redirect_chain[-1][0] == "/teststadt/arbeit/"


def test_whoever_works_in_several_towns_chooses(town):
    bob = factories.editor(town)
    from miteinander.accounts.models import Membership

    other = factories.town("Nachbarstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="editor")
    text = sign_in(Client(), bob.email).content.decode()
    assert "/teststadt/arbeit/" in text
    assert "/nachbarstadt/arbeit/" in text


def test_whoever_has_no_role_is_told_whom_to_ask(town):
    User.objects.create_user("eva@teststadt.example", "Eva", PASSWORD)
    text = sign_in(Client(), "eva@teststadt.example").content.decode()
    assert "haben aber keine Rolle" in text


def test_the_way_on_asks_strangers_to_sign_in(town):
    response = Client().get("/anmeldung/weiter/")
    assert response["Location"].startswith("/konto/login/")


def test_guessing_passwords_is_locked_out(town):
    bob = factories.editor(town)
    browser = Client()
    for _ in range(5):
        sign_in(browser, bob.email, "geraten")
    sign_in(browser, bob.email)
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("number", [8, 40])
def test_whoever_is_locked_out_reads_how_long_to_wait(town, number):
    browser = Client()
    for _ in range(number):
        answer = sign_in(browser, "dana@teststadt.example", "geraten")
    text = answer.content.decode()
    assert "arten Sie fünf Minuten" in text
    assert answer.status_code == (200 if number == 8 else 429)


def test_the_pages_say_sie_and_nothing_old(town):
    bob, browser = factories.editor(town), Client()
    sign_in(browser, bob.email)
    browser.post("/konto/logout/")
    assert not list(sign_in(browser, bob.email).context["messages"])
    new = {"password1": "ein-anderes-passwort", "password2": "ein-anderes-passwort"}
    browser.post("/konto/password/change/", {"oldpassword": PASSWORD, **new})
    page = browser.get("/teststadt/arbeit/")
    said = [str(message) for message in page.context["messages"]]
    assert said == ["Ihr neues Passwort gilt ab jetzt."]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\t//evil.example",
    ],
)
def test_nobody_is_led_to_another_site_after_signing_in(town, address):
    data = {"login": factories.editor(town).email, "password": PASSWORD, "next": address}
    for path in ("/konto/login/", "/konto/logout/"):
        answer = Client().post(path, data)
        assert answer.status_code == 302
        assert answer["Location"] in ("/anmeldung/weiter/", "/")


def test_nobody_signs_up_by_themselves(town):
    answers = {"email": "eva@teststadt.example", "password1": PASSWORD}
    Client().post("/konto/signup/", answers)
    assert not User.objects.filter(email="eva@teststadt.example").exists()


def test_a_forgotten_password_is_answered_from_the_outbox(town):
    bob = factories.editor(town)
    Client().post("/konto/password/reset/", {"email": bob.email})
    with all_towns():
        mail = OutgoingMail.objects.get()
    assert (mail.to, mail.municipality) == (bob.email, town)
    assert "/konto/password/reset/key/" in mail.body


def test_for_an_unknown_address_the_answer_is_the_same_and_no_mail_goes_out(town):
    known = Client().post("/konto/password/reset/", {"email": factories.editor(town).email})
    unknown = Client().post("/konto/password/reset/", {"email": "niemand@nirgends.example"})
    assert known["Location"] == unknown["Location"]
    with all_towns():
        assert OutgoingMail.objects.count() == 1


def test_two_different_passwords_are_told_politely(town):
    browser = Client()
    browser.force_login(factories.editor(town), backend=settings.AUTHENTICATION_BACKENDS[0])
    words = {"oldpassword": PASSWORD, "password1": "ein-neues-passwort", "password2": "ein-anderes"}
    page = browser.post("/konto/password/change/", words).content.decode()
    assert DIFFERENT in page
    assert "Du " not in page
