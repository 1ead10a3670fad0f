"""Tests of apps for codes, spare codes, and the municipality that demands a second factor."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from miteinander.accounts.models import User
from miteinander.accounts.sealed import FACTOR
from miteinander.courses.rules import ENTERING
from miteinander.kernel.encryption import texts
from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.signing_in import signed_in

PASSWORD = "ein-langes-passwort"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """The code that an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def add_app(user: User, secret: str = SECRET) -> str:
    """Give somebody an app with this secret, without the page."""
    data = {"secret": texts.seal(secret, FACTOR)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)
    return secret


def sign_in(browser: Client, user: User):
    return browser.post("/konto/login/", {"login": user.email, "password": PASSWORD}, follow=True)


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def set_up(browser: Client) -> tuple[str, list[str]]:
    """Go through the pages; gives the app's secret and the spare codes."""
    page = browser.get("/konto/app/einrichten/").content.decode()
    secret = re.search(r"Schlüssel in die App: <code>(\w+)</code>", page)[1]
    answer = browser.post("/konto/app/einrichten/", {"code": code(secret)}, follow=True)
    codes = re.findall(r"<code>(\d{10})</code>", answer.content.decode())
    return secret, codes


def test_an_app_is_set_up_and_then_asked_for(town):
    bob = factories.editor(town)
    secret, codes = set_up(signed_in(bob))
    assert len(codes) == 10
    browser = Client()
    answer = sign_in(browser, bob)
    assert answer.redirect_chain[-1][0] == "/konto/login/code/"
    assert not is_signed_in(browser)
    cache.clear()  # The code was used a moment ago, to set the app up; a code works once.
    answer = browser.post("/konto/login/code/", {"code": code(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/"


def test_a_code_works_once(town):
    bob = factories.editor(town)
    add_app(bob)
    now = code()
    for expected in (True, False):
        browser = Client()
        sign_in(browser, bob)
        browser.post("/konto/login/code/", {"code": now})
        assert is_signed_in(browser) is expected


def test_a_wrong_code_does_not_help_and_after_five_nothing_does(town):
    bob = factories.editor(town)
    add_app(bob)
    browser = Client()
    sign_in(browser, bob)
    for _ in range(5):
        page = browser.post("/konto/login/code/", {"code": "000000"})
        assert "nicht gestimmt" in page.content.decode()
    page = browser.post("/konto/login/code/", {"code": code()})
    assert "Zu viele gescheiterte Versuche" in page.content.decode()
    assert not is_signed_in(browser)


def test_a_spare_code_works_once(town):
    bob = factories.editor(town)
    _, codes = set_up(signed_in(bob))
    for expected in (True, False):
        browser = Client()
        sign_in(browser, bob)
        browser.post("/konto/login/code/", {"code": codes[0]})
        assert is_signed_in(browser) is expected


def test_spare_codes_are_shown_once_and_new_ones_replace_them(town):
    bob = factories.editor(town)
    browser = signed_in(bob)
    _, codes = set_up(browser)
    page = browser.get("/konto/ersatzcodes/").content.decode()
    assert codes[0] not in page
    assert "nicht noch einmal angezeigt" in page
    answer = browser.post("/konto/ersatzcodes/neu/", follow=True)
    fresh = re.findall(r"<code>(\d{10})</code>", answer.content.decode())
    assert len(fresh) == 10
    other = Client()
    sign_in(other, bob)
    other.post("/konto/login/code/", {"code": codes[1]})
    assert not is_signed_in(other)


def test_the_app_s_secret_lies_encrypted_in_the_database(town):
    bob = factories.editor(town)
    secret, _ = set_up(signed_in(bob))
    stored = Authenticator.objects.get(user=bob, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    assert TOTP(stored).validate_code("x") is False


def test_setting_up_and_taking_away_is_told_by_mail_and_kept_in_the_trail(
    town, django_capture_on_commit_callbacks
):
    bob = factories.editor(town)
    browser = signed_in(bob)
    with django_capture_on_commit_callbacks(execute=True):
        set_up(browser)
        browser.post("/konto/app/entfernen/")
    with all_towns():
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
        subjects = list(OutgoingMail.objects.values_list("subject", flat=True))
        body = OutgoingMail.objects.first().body
    assert {"second_factor.added", "second_factor.removed"} <= verbs
    assert sorted(subjects) == ["Neuer zweiter Faktor", "Zweiter Faktor entfernt"]
    assert body.startswith("Guten Tag Bob,")
    assert not Authenticator.objects.filter(user=bob).exists()


@pytest.mark.parametrize(
    "path", ["app/einrichten/", "ersatzcodes/neu/", "passkeys/neu/", "passkeys/1/entfernen/"]
)
def test_changing_how_one_signs_in_asks_again_after_a_while(town, path):
    browser = signed_in(factories.editor(town), minutes_ago=16)
    answer = browser.get(f"/konto/{path}")
    assert answer["Location"] == f"/konto/bestaetigen/?next=/konto/{path.replace('/', '%2F')}" or (
        answer["Location"].startswith("/konto/bestaetigen/?next=")
    )
    answer = browser.post(answer["Location"], {"password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"] == f"/konto/{path}"


def require(town) -> None:
    town.requires_second_factor = True
    town.save()


def test_a_town_that_demands_a_second_factor_lets_nobody_in_without(town):
    require(town)
    browser = signed_in(factories.coordinator(town))
    for path in ("", "zugaenge/", "konzept/"):
        answer = browser.get(f"/teststadt/arbeit/{path}", follow=True)
        assert answer.redirect_chain[0][0] == "/konto/zweiter-faktor/teststadt/"
        assert "Passkey hinzufügen" in answer.content.decode()
    assert browser.post("/teststadt/arbeit/kommune/", {"office": "x"}).status_code == 302
    town.refresh_from_db()
    assert town.office == ""
    add_app(factories.coordinator(town))
    assert browser.get("/teststadt/arbeit/").status_code == 200
    assert browser.get("/konto/zweiter-faktor/teststadt/")["Location"] == "/teststadt/arbeit/"


@pytest.mark.parametrize("role", ENTERING)
def test_no_role_that_reads_who_looks_for_a_course_gets_in_without(town, role):
    require(town)
    browser = signed_in(factories.member(town, "Lotte", role))
    assert browser.get("/teststadt/arbeit/")["Location"] == "/konto/zweiter-faktor/teststadt/"


def test_roles_that_need_none_get_in_without(town):
    require(town)
    assert signed_in(factories.editor(town)).get("/teststadt/arbeit/").status_code == 200


def test_another_town_may_do_as_it_likes(town):
    require(town)
    other = factories.town("Nachbarstadt")
    browser = signed_in(factories.coordinator(other, "Dana"))
    assert browser.get("/nachbarstadt/arbeit/").status_code == 200
    assert browser.get("/konto/zweiter-faktor/teststadt/")["Location"] == "/anmeldung/weiter/"


def test_who_should_have_one_is_reminded_when_signing_in(town):
    said = [str(one) for one in sign_in(Client(), factories.coordinator(town)).context["messages"]]
    assert any("zweiten Faktor" in sentence for sentence in said)
    assert not list(sign_in(Client(), factories.editor(town)).context["messages"])


def test_the_coordination_demands_it_and_sees_who_lacks_it(as_coordinator, town):
    page = "/teststadt/arbeit/kommune/anmeldung/"
    assert "Noch ohne zweiten Faktor: Alice." in as_coordinator.get(page).content.decode()
    add_app(factories.coordinator(town))
    answer = as_coordinator.post(page, {"is_required": "on"}, follow=True)
    assert "Alle mit einer solchen Rolle" in answer.content.decode()
    town.refresh_from_db()
    assert town.requires_second_factor
    with all_towns():
        assert AuditEvent.objects.last().verb == "second_factor.required"
    as_coordinator.post(page, {})
    town.refresh_from_db()
    assert not town.requires_second_factor
