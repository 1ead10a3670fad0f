"""Signing in through a municipality's own service: what a browser does, and the service."""

import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

import requests
from django.test import Client

from miteinander.accounts.actions import sign_in_settings as actions
from miteinander.accounts.models import IdentityProvider
from miteinander.kernel.tenancy import town_scope
from tests.plugins.oidc import Issuer

BOB = "bob@teststadt.example"


def set_up(issuer: Issuer, by, /, **changes) -> IdentityProvider:
    values = {
        "name": "der Stadt Teststadt",
        "issuer": issuer.url,
        "client_id": issuer.client_id,
        "secret": issuer.secret,
        "trusted_domains": "",
        "is_active": True,
        "must_tell_two_factors": False,
    }
    with town_scope(by.municipality_id):
        return actions.store_provider(**values | changes, by=by)


def begin(browser: Client, slug: str = "teststadt", query: str = "") -> str:
    """The address to which the button of the sign-in page sends the browser.

    `query` is what the page that asks would have in its address.
    """
    data = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    page = browser.post(f"/konto/kommune/{slug}/", data).content.decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page
    return unescape(found[1])


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
