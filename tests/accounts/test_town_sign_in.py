"""Tests of signing in through a municipality's own service, against a real OpenID provider."""

import base64
import io
import json
import re
import zipfile
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from miteinander.accounts.actions import sign_in_settings as actions
from miteinander.accounts.models import IdentityProvider, Membership, User
from miteinander.accounts.town_sign_in import is_verified
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories
from tests.plugins.oidc import Issuer
from tests.signing_in import signed_in

BOB = "bob@teststadt.example"


@pytest.fixture
def provider(issuer: Issuer, town, coordinator) -> IdentityProvider:
    """The service of Teststadt, set up by Alice."""
    return set_up(issuer, coordinator)


def set_up(issuer: Issuer, by, **changes) -> IdentityProvider:
    values = {
        "name": "der Stadt Teststadt",
        "issuer": issuer.url,
        "client_id": issuer.client_id,
        "secret": issuer.secret,
        "trusted_domains": "",
        "is_active": True,
    }
    with town_scope(by.municipality_id):
        return actions.store_provider(**values | changes, by=by)


def begin(browser: Client, slug: str = "teststadt", query: str = "") -> str:
    """The address to which the sign-in page sends the browser."""
    answer = browser.get(f"/konto/kommune/{slug}/{query}")
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def at_the_issuer(address: str, email: str) -> str:
    """Sign in there as a browser would; gives the address of the way back."""
    session = requests.Session()
    page = session.get(address)
    target = re.search(r'action="([^"]+)"', page.text)[1]
    answers = {"prompt": "login", "login": email, "password": "x"}
    reply = session.post(target, data=answers, allow_redirects=False)
    while not reply.headers.get("Location", "").startswith("http://testserver"):
        assert reply.is_redirect, reply.text
        reply = session.get(reply.headers["Location"], allow_redirects=False)
    return reply.headers["Location"]


def sign_in(browser: Client, email: str, slug: str = "teststadt", query: str = ""):
    back = at_the_issuer(begin(browser, slug, query), email)
    return browser.get(back, follow=True)


def changed(address: str, **changes: str) -> str:
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return urlunsplit(parts._replace(query=urlencode(query)))


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


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
    assert "/konto/kommune/teststadt/?next=/teststadt/arbeit/zugaenge/" in page
    set_up(issuer, coordinator, is_active=False)
    assert "Mit dem Konto" not in Client().get("/konto/login/").content.decode()
    assert Client().get("/konto/kommune/teststadt/").status_code == 404


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
    sign_in(browser, BOB)
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


def test_when_the_service_is_switched_off_its_sessions_end(provider, issuer, coordinator, town):
    factories.editor(town)
    browser = Client()
    sign_in(browser, BOB)
    set_up(issuer, coordinator, is_active=False)
    assert browser.get("/teststadt/arbeit/").status_code == 404


def test_a_wrong_state_is_refused(provider, town):
    factories.editor(town)
    browser = Client()
    back = at_the_issuer(begin(browser), BOB)
    assert browser.get(changed(back, state="falsch")).status_code == 401
    assert not is_signed_in(browser)


def test_an_answer_in_another_browser_is_refused(provider, town):
    factories.editor(town)
    back = at_the_issuer(begin(Client()), BOB)
    other = Client()
    assert other.get(back).status_code == 401
    assert not is_signed_in(other)


def test_an_answer_works_once(provider, town):
    factories.editor(town)
    browser = Client()
    back = at_the_issuer(begin(browser), BOB)
    browser.get(back)
    browser.post("/konto/logout/")
    assert browser.get(back).status_code == 401
    assert not is_signed_in(browser)


def test_a_wrong_nonce_is_refused(provider, town):
    """A token that was made for another sign-in, played into this one."""
    factories.editor(town)
    browser = Client()
    back = at_the_issuer(changed(begin(browser), nonce="von-gestern"), BOB)
    answer = browser.get(back)
    assert answer.status_code == 403
    assert "passt nicht zu Ihrer Anfrage" in answer.content.decode()
    assert not is_signed_in(browser)


def with_claims(answer: dict, **changes) -> tuple[dict, dict]:
    """(header, claims) of the token in the answer, the claims changed."""
    token = answer["id_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.get_unverified_header(token), claims | changes


def other_signature(answer: dict) -> dict:
    head, body, signature = answer["id_token"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["sub"] = "alice@teststadt.example"
    changed = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return {**answer, "id_token": f"{head}.{changed}.{signature}"}


def no_signature(answer: dict) -> dict:
    _, claims = with_claims(answer)
    return {**answer, "id_token": jwt.encode(claims, None, algorithm="none")}


def foreign_key(answer: dict) -> dict:
    header, claims = with_claims(answer)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    headers = {"kid": header["kid"]}
    return {**answer, "id_token": jwt.encode(claims, key, algorithm="RS256", headers=headers)}


def shared_secret(answer: dict) -> dict:
    header, claims = with_claims(answer)
    headers = {"kid": header["kid"]}
    token = jwt.encode(claims, Issuer.secret * 2, algorithm="HS256", headers=headers)
    return {**answer, "id_token": token}


def no_token(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name != "id_token"}


@pytest.mark.parametrize(
    "alteration", [other_signature, no_signature, foreign_key, shared_secret, no_token]
)
def test_an_altered_token_is_refused(provider, issuer, town, alteration):
    factories.editor(town)
    issuer.alter = alteration
    browser = Client()
    back = at_the_issuer(begin(browser), BOB)
    answer = browser.get(back)
    assert answer.status_code == 401
    assert "nicht so geantwortet" in answer.content.decode()
    assert not is_signed_in(browser)


def test_the_token_of_one_person_with_the_data_of_another_is_refused(provider, issuer, town):
    """The access token leads to Bob's data, the identity token is Alice's, both genuine."""
    factories.editor(town)
    kept = []
    issuer.alter = lambda answer: kept.append(answer) or answer
    at_alice = Client()
    at_alice.get(at_the_issuer(begin(at_alice), "alice@teststadt.example"))
    issuer.alter = lambda answer: {**answer, "id_token": kept[0]["id_token"]}
    browser = Client()
    answer = browser.get(at_the_issuer(begin(browser), BOB))
    assert answer.status_code == 401
    assert not is_signed_in(browser)


def test_nobody_links_an_account_of_the_service_to_their_own(provider, as_coordinator):
    for process in ("connect", "redirect"):
        back = at_the_issuer(begin(as_coordinator, query=f"?process={process}"), BOB)
        as_coordinator.get(back)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example/"])
def test_nobody_is_led_to_another_site_afterwards(provider, town, following):
    factories.editor(town)
    answer = sign_in(Client(), BOB, query="?" + urlencode({"next": following}))
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/"


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


def test_what_wants_a_fresh_sign_in_has_the_service_ask_anew(provider, town):
    """Somebody without a password of their own; the service proves how long ago it asked."""
    alice = factories.coordinator(town)
    alice.set_password(None)
    alice.save()
    browser = Client()
    sign_in(browser, alice.email)
    answer = browser.get("/teststadt/arbeit/zugaenge/neu/")
    assert answer["Location"].startswith("/konto/kommune/teststadt/?next=")
    address = browser.get(answer["Location"])["Location"]
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    answer = browser.get(at_the_issuer(address, alice.email), follow=True)
    assert answer.redirect_chain[-1][0] == "/teststadt/arbeit/zugaenge/neu/"
    assert answer.status_code == 200


def test_the_secret_lies_encrypted_in_the_database(provider, issuer):
    assert issuer.secret not in provider.sealed_secret
    assert "geheimnis" not in provider.sealed_secret


def test_a_service_that_is_away_is_told_politely(provider, town):
    Municipality.objects.get(pk=town.pk)
    with all_towns():
        IdentityProvider.objects.update(issuer="http://127.0.0.1:9")
    answer = Client().get("/konto/kommune/teststadt/")
    assert answer.status_code == 401
    assert "nicht so geantwortet" in answer.content.decode()
