"""Tests of what is refused on the way back from a municipality's own service."""

import base64
import json
from urllib.parse import urlencode

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from tests import factories
from tests.accounts.at_the_service import BOB, at_the_issuer, begin, changed, is_signed_in, sign_in
from tests.plugins.oidc import Issuer


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
