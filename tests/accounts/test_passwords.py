"""Tests of passwords: what may be one, how it is typed, stored, and set anew."""

import re
from datetime import timedelta

import pytest
from django.conf import global_settings
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from miteinander.accounts.models import User
from miteinander.config import settings as ours
from miteinander.kernel.models import OutgoingMail
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.accounts.test_second_factor import add_app, code
from tests.signing_in import signed_in

PASSWORD = "ein-langes-passwort"
NEW = "ein-anderes-passwort"
LONG = " nur kleine buchstaben und am Ende ein Ähm, über achtzig Zeichen lang, 𝕌nd so weiter "


def sign_in(email: str, password: str) -> Client:
    browser = Client()
    browser.post("/konto/login/", {"login": email, "password": password})
    return browser


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def change(browser: Client, old: str, new: str) -> None:
    data = {"oldpassword": old, "password1": new, "password2": new}
    browser.post("/konto/password/change/", data)


def test_without_the_old_password_there_is_no_new_one(town):
    bob = factories.editor(town)
    for old in ("", "geraten"):
        change(signed_in(bob), old, NEW)
    assert User.objects.get(pk=bob.pk).check_password(PASSWORD)


@pytest.mark.parametrize("password", ["nurkleinebuchstaben", "739105826457", LONG, "ü" * 128])
def test_any_signs_do_and_all_of_them_count(town, password):
    bob = factories.editor(town)
    change(signed_in(bob), PASSWORD, password)
    for other in (password[:-1], password.swapcase(), f"{password} "):
        if other != password:
            assert not is_signed_in(sign_in(bob.email, other))
    assert is_signed_in(sign_in(bob.email, password))


def test_a_password_of_ten_years_ago_still_signs_in(town):
    bob = factories.editor(town)
    bob.last_login = timezone.now() - timedelta(days=3650)
    bob.save()
    assert is_signed_in(sign_in(bob.email, PASSWORD))


@pytest.mark.parametrize(
    ("path", "number"), [("login/", 1), ("bestaetigen/", 1), ("password/change/", 3)]
)
def test_every_field_for_a_password_hides_it_and_suits_a_password_manager(town, path, number):
    browser = Client() if path == "login/" else signed_in(factories.editor(town))
    page = browser.get(f"/konto/{path}").content.decode()
    fields = re.findall(r'<input[^>]*name="(?:old)?password\d?"[^>]*>', page)
    assert len(fields) == number
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert "onpaste" not in field


def test_passwords_are_stored_as_slowly_as_the_standard_asks():
    """At least 600,000 rounds of PBKDF2 with SHA-256; tests themselves use a quicker way."""
    names = getattr(ours, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    hasher = import_string(names[0])()
    assert hasher.algorithm == "pbkdf2_sha256"
    assert hasher.iterations >= 600_000


def test_a_new_password_by_mail_does_not_replace_the_second_factor(town):
    bob = factories.editor(town)
    add_app(bob)
    browser = Client()
    browser.post("/konto/password/reset/", {"email": bob.email})
    with all_towns():
        body = OutgoingMail.objects.last().body
    link = re.search(r"http://testserver(\S+)", body)[1]
    address = browser.get(link, follow=True).redirect_chain[-1][0]
    answer = browser.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert User.objects.get(pk=bob.pk).check_password(NEW)
    assert answer.redirect_chain[-1][0].startswith("/konto/login/code/")
    assert not is_signed_in(browser)
    browser.post("/konto/login/code/", {"code": code()})
    assert is_signed_in(browser)


def test_after_the_sign_out_the_old_cookie_opens_nothing(town):
    browser = sign_in(factories.editor(town).email, PASSWORD)
    kept = browser.cookies["sessionid"].value
    assert browser.get("/teststadt/arbeit/").status_code == 200
    browser.post("/konto/logout/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/teststadt/arbeit/").status_code == 302
