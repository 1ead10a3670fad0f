"""Tests of Mein Konto and of how sessions end."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from miteinander.accounts import browsers
from miteinander.accounts.actions import own_account
from miteinander.accounts.models import User
from miteinander.kernel.errors import NotAllowed
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.accounts.test_second_factor import add_app, code
from tests.signing_in import signed_in

PASSWORD = "ein-langes-passwort"
NEW = {"password1": "ein-anderes-passwort", "password2": "ein-anderes-passwort"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36"


def sign_in(user: User, agent: str = FIREFOX) -> Client:
    browser = Client(headers={"User-Agent": agent})
    browser.post("/konto/login/", {"login": user.email, "password": PASSWORD})
    return browser


def is_inside(browser: Client) -> bool:
    return browser.get("/teststadt/arbeit/").status_code == 200


def text(browser: Client) -> str:
    return browser.get("/konto/").content.decode()


def test_the_page_wants_a_sign_in(town):
    assert Client().get("/konto/")["Location"] == "/konto/login/?next=/konto/"


def test_somebody_changes_their_name(town):
    browser = signed_in(factories.editor(town))
    browser.post("/konto/", {"name": "Bob Baumeister"})
    assert User.objects.get(email="bob@teststadt.example").name == "Bob Baumeister"
    assert "Bob Baumeister" in text(browser)


def test_the_sessions_are_listed_by_browser(town):
    bob = factories.editor(town)
    first, second = sign_in(bob), sign_in(bob, CHROME)
    for browser in (first, second):
        assert is_inside(browser)
    page = text(first)
    assert "Firefox auf Linux" in page
    assert "Chrome auf Windows" in page
    assert page.count("diese Sitzung") == 1
    assert page.count("Dort abmelden") == 1


def test_one_session_is_ended(town):
    bob = factories.editor(town)
    first, second = sign_in(bob), sign_in(bob, CHROME)
    is_inside(second)
    other = UserSession.objects.get(user_agent=CHROME)
    first.post(f"/konto/sitzungen/{other.pk}/beenden/")
    assert is_inside(first)
    assert not is_inside(second)


def test_all_other_sessions_are_ended(town):
    bob = factories.editor(town)
    browsers_of_bob = [sign_in(bob) for _ in range(3)]
    assert all(map(is_inside, browsers_of_bob))
    browsers_of_bob[0].post("/konto/sitzungen/beenden/")
    assert [is_inside(one) for one in browsers_of_bob] == [True, False, False]
    with all_towns():
        assert AuditEvent.objects.last().verb == "session.ended"


@pytest.mark.parametrize("which", ["", "{pk}/"])
def test_ending_other_sessions_asks_again_who_it_is_after_a_while(town, which):
    bob = factories.editor(town)
    other = sign_in(bob)
    assert is_inside(other)
    address = f"/konto/sitzungen/{which}beenden/".format(pk=UserSession.objects.get(user=bob).pk)
    browser = signed_in(bob, minutes_ago=16)
    answer = browser.post(address, headers={"Referer": "http://testserver/konto/"})
    assert answer["Location"] == "/konto/bestaetigen/?next=%2Fkonto%2F"
    assert is_inside(other)
    browser.post(answer["Location"], {"password": PASSWORD})
    browser.post(address)
    assert not is_inside(other)


def test_nobody_ends_the_session_of_somebody_else(town):
    bob, alice = factories.editor(town), factories.coordinator(town)
    at_bob, at_alice = sign_in(bob), sign_in(alice)
    is_inside(at_bob)
    session = UserSession.objects.get(user=bob)
    assert at_alice.post(f"/konto/sitzungen/{session.pk}/beenden/").status_code == 404
    with pytest.raises(NotAllowed):
        own_account.end_sessions(sessions=[session], by=alice)
    assert is_inside(at_bob)


def test_a_new_password_ends_all_sessions_but_this_one(town):
    bob = factories.editor(town)
    first, second = sign_in(bob), sign_in(bob)
    first.post("/konto/password/change/", {"oldpassword": PASSWORD, **NEW})
    assert User.objects.get(pk=bob.pk).check_password("ein-anderes-passwort")
    assert is_inside(first)
    assert not is_inside(second)


def test_an_account_that_is_closed_has_no_sessions(town):
    bob = factories.editor(town)
    browser = sign_in(bob)
    assert is_inside(browser)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert not is_inside(browser)
    assert "_auth_user_id" not in sign_in(bob).session


def test_a_role_that_is_taken_ends_access_at_once(town):
    bob = factories.editor(town)
    browser = sign_in(bob)
    assert is_inside(browser)
    with all_towns():
        bob.memberships.all().delete()
    assert browser.get("/teststadt/arbeit/").status_code == 404


def test_the_key_of_the_session_changes_with_the_sign_in(town):
    browser = Client()
    browser.get("/konto/login/")
    session = browser.session
    session["before"] = True
    session.save()
    browser.cookies["sessionid"] = session.session_key
    data = {"login": factories.editor(town).email, "password": PASSWORD}
    browser.post("/konto/login/", data)
    assert browser.cookies["sessionid"].value != session.session_key


def keys_of(browser: Client, user: User) -> tuple[str, list[str]]:
    """The key that the browser has, and those on the list of sessions."""
    listed = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    return browser.cookies["sessionid"].value, list(listed)


def test_confirming_who_one_is_makes_a_new_key_and_the_old_one_opens_nothing(town):
    bob = factories.editor(town)
    browser = sign_in(bob)
    assert is_inside(browser)
    old, _ = keys_of(browser, bob)
    browser.post("/konto/bestaetigen/?next=/konto/", {"password": "geraten"})
    assert keys_of(browser, bob) == (old, [old])
    browser.post("/konto/bestaetigen/?next=/konto/", {"password": PASSWORD})
    new, listed = keys_of(browser, bob)
    assert new != old
    assert listed == [new]
    assert is_inside(browser)
    thief = Client()
    thief.cookies["sessionid"] = old
    assert not is_inside(thief)


def test_a_code_of_the_app_makes_a_new_key_too(town):
    bob = factories.editor(town)
    add_app(bob)
    browser = signed_in(bob)
    is_inside(browser)
    old, _ = keys_of(browser, bob)
    browser.post("/konto/bestaetigen/code/?next=/", {"code": code()})
    new, listed = keys_of(browser, bob)
    assert new != old
    assert listed == [new]


def aged(browser: Client, **hours: float) -> None:
    """Let the session have begun, or been seen, so many hours earlier."""
    session = browser.session
    for name, number in hours.items():
        session[name] -= number * 3600
    session.save()


def test_a_session_ends_when_nobody_used_it_for_long(town):
    browser = sign_in(factories.editor(town))
    assert is_inside(browser)
    aged(browser, seen_at=7.9)
    assert is_inside(browser)
    aged(browser, seen_at=8.1)
    answer = browser.get("/teststadt/arbeit/", follow=True)
    assert "Ihre Anmeldung ist abgelaufen" in answer.content.decode()
    assert "_auth_user_id" not in browser.session


def test_a_session_ends_after_a_day_however_busy(town):
    browser = sign_in(factories.editor(town))
    assert is_inside(browser)
    aged(browser, started_at=23.9)
    assert is_inside(browser)
    aged(browser, started_at=0.2)
    assert not is_inside(browser)


def test_signing_in_begins_a_new_day(town):
    bob = factories.editor(town)
    browser = sign_in(bob)
    is_inside(browser)
    aged(browser, started_at=25)
    is_inside(browser)
    browser.post("/konto/login/", {"login": bob.email, "password": PASSWORD})
    assert is_inside(browser)


def test_the_cookie_ends_with_the_browser(town):
    cookie = sign_in(factories.editor(town)).cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_public_pages_do_not_ask_who_looks(town):
    factories.edition(town)
    browser = sign_in(factories.editor(town))
    assert is_inside(browser)
    before = browser.session["seen_at"]
    aged(browser, seen_at=0.5)
    browser.get("/teststadt/")
    assert browser.session["seen_at"] < before


def test_signing_in_makes_no_stored_page_old(town):
    before = town.revision
    sign_in(factories.editor(town))
    town.refresh_from_db()
    assert town.revision == before
    with all_towns():
        assert AuditEvent.objects.last().verb == "sign_in.done"


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (FIREFOX, "Firefox auf Linux"),
        (CHROME, "Chrome auf Windows"),
        (CHROME + " Edg/140", "Edge auf Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari auf iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28 Chrome/130",
            "Samsung Internet auf Android",
        ),
        ("curl/8", "Unbekannter Browser"),
        ("", "Unbekannter Browser"),
    ],
)
def test_browsers_are_named_so_that_people_recognise_them(agent, expected):
    assert browsers.name(agent) == expected


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_passkeys(
    town, number, django_assert_num_queries
):
    from allauth.mfa.models import Authenticator

    bob = factories.editor(town)
    browser = sign_in(bob)
    for index in range(number):
        kind = Authenticator.Type.WEBAUTHN
        Authenticator.objects.create(user=bob, type=kind, data={"name": f"Schlüssel {index}"})
    browser.get("/konto/")
    with django_assert_num_queries(12):
        assert browser.get("/konto/").status_code == 200
