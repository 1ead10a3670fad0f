"""Tests of signing in through a municipality's own service, against a real OpenID provider."""

import io
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client

from miteinander.accounts import oidc
from miteinander.accounts.models import IdentityProvider, Membership, User
from miteinander.accounts.town_sign_in import is_verified
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.accounts.at_the_service import BOB, at_the_issuer, begin, is_signed_in, set_up, sign_in
from tests.signing_in import signed_in


def test_whoever_holds_a_role_gets_in_and_nothing_is_stored_about_it(provider, town):
    factories.editor(town)
    browser = Client()
    answer = sign_in(browser, BOB)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/"
    assert "Bob" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_the_password_stays_and_other_sessions_go_on(provider, town):
    bob = factories.editor(town)
    before = signed_in(bob)
    sign_in(Client(), BOB)
    assert User.objects.get(pk=bob.pk).check_password("ein-langes-passwort")
    assert before.get("/teststadt/arbeit/").status_code == 200


def test_the_sign_in_page_offers_the_service_while_it_is_active(provider, issuer, coordinator):
    page = Client().get("/konto/login/?next=/teststadt/arbeit/zugaenge/").content.decode()
    assert "Mit dem Konto der Stadt Teststadt anmelden" in page
    button = page[page.index('action="/konto/kommune/teststadt/"') :].partition("</form>")[0]
    assert 'name="next" value="/teststadt/arbeit/zugaenge/"' in button
    set_up(issuer, coordinator, is_active=False)
    assert "Mit dem Konto" not in Client().get("/konto/login/").content.decode()
    assert Client().get("/konto/kommune/teststadt/").status_code == 404


def test_a_link_begins_no_sign_in_but_leads_to_a_page_that_asks(provider, town):
    browser = Client()
    answer = browser.get("/konto/kommune/teststadt/?next=/teststadt/arbeit/")
    assert answer.status_code == 200
    assert "Anmelden mit dem Konto der Stadt Teststadt" in answer.content.decode()
    assert "refresh" not in answer.content.decode()
    assert not list(browser.session.keys())
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/konto/kommune/teststadt/").status_code == 403


def test_somebody_without_a_role_gets_no_account(provider):
    browser = Client()
    answer = sign_in(browser, "niemand@teststadt.example")
    assert answer.status_code == 403
    assert "keinen Zugang" in answer.content.decode()
    assert not is_signed_in(browser)
    assert not User.objects.filter(email="niemand@teststadt.example").exists()


@pytest.mark.parametrize("start", ["unverified", "silent"])
def test_an_address_that_nobody_verified_is_refused(provider, town, start):
    user = factories.editor(town)
    user.email = f"{start}-bob@teststadt.example"
    user.save()
    browser = Client()
    answer = sign_in(browser, user.email)
    assert answer.status_code == 403
    assert "bestätigt Ihre E-Mail-Adresse nicht" in answer.content.decode()
    assert not is_signed_in(browser)


def test_a_silent_service_is_trusted_for_the_domains_that_the_town_named(issuer, coordinator, town):
    set_up(issuer, coordinator, trusted_domains="andere.example\nTeststadt.example")
    user = factories.editor(town)
    user.email = "silent-bob@teststadt.example"
    user.save()
    assert sign_in(Client(), user.email).redirect_chain[-1][0] == "/teststadt/arbeit/"


def test_a_service_that_says_no_is_believed_even_for_trusted_domains():
    claims = {"email": "a@b.example"}
    assert is_verified(claims, "b.example")
    assert not is_verified({**claims, "email_verified": False}, "b.example")
    assert not is_verified({"email": "a@b.example.evil.example"}, "b.example")
    assert not is_verified({"email": "b.example"}, "")


def test_somebody_of_another_town_does_not_get_in_there_through_this_service(provider):
    """The service of A says that it is Charlie, who works in B: then Charlie has no role in A."""
    other = factories.town("Fremdstadt")
    charlie = factories.coordinator(other, "Charlie")
    browser = Client()
    assert sign_in(browser, charlie.email).status_code == 403
    assert not is_signed_in(browser)


def test_who_works_in_two_towns_gets_through_the_service_into_the_one_only(provider, town):
    bob, other = factories.editor(town), factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="coordination")
    browser = Client()
    answer = sign_in(browser, BOB)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/"
    assert browser.get("/fremdstadt/arbeit/").status_code == 404
    assert browser.get("/fremdstadt/arbeit/zugaenge/").status_code == 404
    assert signed_in(bob).get("/fremdstadt/arbeit/").status_code == 200


def test_the_own_data_of_another_town_are_not_read_through_this_service(provider, town):
    """Whoever rules the service may give anybody a role by their address, and come as them."""
    bob, other = factories.editor(town), factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="coordination")
    browser = Client()
    sign_in(browser, BOB, query="?neu")
    page = browser.get("/konto/daten/").content.decode()
    assert "Redaktion" in page
    assert "Koordination</dd>" not in page
    assert "Internetadresse" not in page
    content = browser.post("/konto/daten/").content
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        assert "Fremdstadt" not in folder.read("daten.json").decode()
    assert "Koordination</dd>" in signed_in(bob).get("/konto/daten/").content.decode()


def test_through_this_service_one_sees_and_ends_no_session_that_came_otherwise(provider, town):
    bob = factories.editor(town)
    other = signed_in(bob)
    other.get("/konto/", headers={"User-Agent": "Firefox/130 Windows"})
    with_password = UserSession.objects.get(user=bob)
    browser = Client()
    sign_in(browser, BOB, query="?neu=1")
    assert "Firefox" not in browser.get("/konto/").content.decode()
    assert browser.post(f"/konto/sitzungen/{with_password.pk}/beenden/").status_code == 404
    browser.post("/konto/sitzungen/beenden/")
    assert other.get("/teststadt/arbeit/").status_code == 200
    assert browser.post("/konto/", {"name": "Bob B."}).status_code == 302
    with all_towns():
        Membership.objects.create(municipality=factories.town("X"), user=bob, role="editor")
    assert browser.post("/konto/", {"name": "Verleumdet"}).status_code == 403
    assert User.objects.get(pk=bob.pk).name == "Bob B."


def test_the_mark_stays_when_somebody_else_was_signed_in_before(provider, town):
    """Django throws the session of another person away: the mark must be set after that."""
    bob, other = factories.editor(town), factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="coordination")
    browser = signed_in(factories.coordinator(town))
    sign_in(browser, BOB)
    assert browser.get("/teststadt/arbeit/").status_code == 200
    assert browser.get("/fremdstadt/arbeit/").status_code == 404


def test_whoever_rules_the_service_gives_nobody_a_password_or_a_passkey(provider, town):
    """Else they could come back without the service and enter every other town."""
    bob = factories.editor(town)
    browser = Client()
    sign_in(browser, BOB)
    for path in ("passkeys/neu/", "app/einrichten/", "ersatzcodes/neu/"):
        answer = browser.get(f"/konto/{path}")
        assert answer["Location"].startswith("/konto/bestaetigen/"), path
    bob.set_password(None)
    bob.save()
    browser = Client()
    sign_in(browser, BOB)
    for path in ("passkeys/neu/", "app/einrichten/", "ersatzcodes/neu/", "password/set/"):
        assert browser.get(f"/konto/{path}").status_code == 403, path
        assert browser.post(f"/konto/{path}").status_code == 403, path


@pytest.mark.parametrize("said", [None, "gestern", -1, "1e400", [], True, 10**40])
def test_a_service_that_says_nonsense_about_when_it_asked_has_asked_never(
    provider, issuer, town, said, monkeypatch
):
    """Nobody is shown an error, and nothing that wants a fresh sign-in opens."""
    alice = factories.coordinator(town)
    alice.set_password(None)
    alice.save()
    verified = oidc.verified
    monkeypatch.setattr(oidc, "verified", lambda *all: verified(*all) | {"auth_time": said})
    browser = Client()
    assert sign_in(browser, alice.email).redirect_chain[-1][0] == "/teststadt/arbeit/"
    answer = browser.get("/teststadt/arbeit/zugaenge/neu/")
    assert answer["Location"].startswith("/konto/kommune/teststadt/?next=")
    answer = browser.get(at_the_issuer(begin(browser, query="?neu=1"), alice.email))
    assert answer.status_code == 403
    assert "nicht neu gefragt" in answer.content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"is_active": False}, {"issuer": "https://neu.example"}, {"client_id": "andere-anwendung"}],
)
def test_when_the_service_is_switched_off_or_another_one_its_sessions_end(
    provider, issuer, coordinator, town, changes
):
    bob = factories.editor(town)
    through, with_password = Client(), signed_in(bob)
    with_password.get("/konto/")
    sign_in(through, BOB)
    set_up(issuer, coordinator, name="anders genannt")
    assert through.get("/teststadt/arbeit/").status_code == 200
    set_up(issuer, coordinator, **changes)
    for page in ("/teststadt/arbeit/", "/konto/", "/konto/daten/"):
        assert through.get(page)["Location"].startswith("/konto/login/"), page
    assert not is_signed_in(through)
    assert with_password.get("/teststadt/arbeit/").status_code == 200


def test_whoever_switches_off_the_service_they_came_by_signs_in_anew(provider, issuer, town):
    alice = factories.coordinator(town)
    browser = Client()
    sign_in(browser, alice.email, query="?neu=1")
    values = {"name": "x", "issuer": issuer.url, "client_id": issuer.client_id}
    answer = browser.post("/teststadt/arbeit/kommune/anmeldung/dienst/", values, follow=True)
    assert answer.redirect_chain[-1][0] == "/konto/login/"
    assert "Bitte melden Sie sich neu an" in answer.content.decode()


def test_through_this_service_no_page_tells_of_a_role_in_another_town(provider, town):
    bob, other = factories.editor(town), factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="coordination")
    browser = Client()
    sign_in(browser, BOB)
    for slug in ("fremdstadt", factories.town("Nirgends").slug):
        answer = browser.get(f"/konto/zweiter-faktor/{slug}/")
        assert answer["Location"] == "/anmeldung/weiter/", slug
    assert signed_in(bob).get("/konto/zweiter-faktor/fremdstadt/").status_code == 200


def test_the_second_factor_of_the_account_is_asked_for_as_well(provider, town):
    from tests.accounts.test_second_factor import add_app, code

    bob = factories.editor(town)
    secret = add_app(bob)
    other = factories.town("Fremdstadt")
    with all_towns():
        Membership.objects.create(municipality=other, user=bob, role="editor")
    browser = Client()
    answer = sign_in(browser, BOB)
    assert answer.redirect_chain[-1][0] == "/konto/login/code/"
    assert not is_signed_in(browser)
    answer = browser.post("/konto/login/code/", {"code": code(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/"
    assert browser.get("/fremdstadt/arbeit/").status_code == 404


@pytest.mark.parametrize("changes", [{"is_active": False}, {"client_id": "andere-anwendung"}])
def test_a_sign_in_that_waits_for_the_second_factor_ends_with_its_service(
    provider, issuer, coordinator, town, changes
):
    from tests.accounts.test_second_factor import add_app, code

    secret = add_app(factories.editor(town))
    browser = Client()
    assert sign_in(browser, BOB).redirect_chain[-1][0] == "/konto/login/code/"
    set_up(issuer, coordinator, **changes)
    answer = browser.post("/konto/login/code/", {"code": code(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/konto/login/"
    assert "wurde inzwischen geändert" in answer.content.decode()
    assert not is_signed_in(browser)


def test_what_wants_a_fresh_sign_in_has_the_service_ask_anew(provider, town):
    """Somebody without a password of their own; the service proves how long ago it asked."""
    alice = factories.coordinator(town)
    alice.set_password(None)
    alice.save()
    browser = Client()
    sign_in(browser, alice.email)
    answer = browser.get("/teststadt/arbeit/zugaenge/neu/")
    assert answer["Location"].startswith("/konto/kommune/teststadt/?next=")
    page = browser.get(answer["Location"]).content.decode()
    assert "fragt Sie der Anmeldedienst Ihrer Kommune noch einmal" in page
    assert 'name="neu"' in page
    address = begin(browser, query="?neu=1&next=/teststadt/arbeit/zugaenge/neu/")
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    answer = browser.get(at_the_issuer(address, alice.email), follow=True)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/zugaenge/neu/"
    assert answer.status_code == 200


def test_signing_in_once_more_makes_a_new_key_for_the_session(provider, town):
    bob, browser = factories.editor(town), Client()
    sign_in(browser, BOB)
    old = browser.session.session_key
    sign_in(browser, BOB, query="?neu=1")
    new = browser.session.session_key
    assert new != old
    assert list(UserSession.objects.values_list("user", "session_key")) == [(bob.pk, new)]


def test_the_secret_lies_encrypted_in_the_database(provider, issuer):
    assert issuer.secret not in provider.sealed_secret
    assert "geheimnis" not in provider.sealed_secret


def test_a_service_that_is_away_is_told_politely(provider, town):
    Municipality.objects.get(pk=town.pk)
    with all_towns():
        IdentityProvider.objects.update(issuer="http://127.0.0.1:9")
    answer = Client().post("/konto/kommune/teststadt/")
    assert answer.status_code == 401
    assert "nicht so geantwortet" in answer.content.decode()


def test_a_town_refuses_a_service_that_did_not_ask_for_two_factors(
    provider, issuer, coordinator, town
):
    for name in ("zwei", "stufe", "eins"):
        factories.editor(town, f"{name}-bob")
    emails = ["bob@teststadt.example", "eins-bob@teststadt.example"]
    factories.editor(town)
    for email in emails:
        assert sign_in(Client(), email).status_code == 200
    set_up(issuer, coordinator, must_tell_two_factors=True)
    for email in emails:
        browser = Client()
        answer = sign_in(browser, email)
        assert answer.status_code == 403
        assert "nicht bestätigt, dass er Sie nach zweien gefragt hat" in answer.content.decode()
        assert not is_signed_in(browser)
    for name in ("zwei", "stufe"):
        browser = Client()
        sign_in(browser, f"{name}-bob@teststadt.example")
        assert is_signed_in(browser), name


def test_a_service_is_asked_for_two_factors_where_the_town_demands_them(
    provider, issuer, coordinator
):
    assert "acr_values" not in parse_qs(urlsplit(begin(Client())).query)
    set_up(issuer, coordinator, must_tell_two_factors=True)
    asked = parse_qs(urlsplit(begin(Client())).query)
    assert asked["acr_values"] == ["https://refeds.org/profile/mfa"]


def test_whoever_came_before_two_factors_had_to_be_told_signs_in_anew(
    provider, issuer, coordinator, town
):
    factories.editor(town)
    browser = Client()
    sign_in(browser, BOB)
    set_up(issuer, coordinator, must_tell_two_factors=True)
    assert browser.get("/teststadt/arbeit/").status_code == 302
    assert not is_signed_in(browser)
