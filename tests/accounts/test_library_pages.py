"""No page of the sign-in library is reachable that we did not write anew."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests import factories
from tests.accounts.test_second_factor import add_app
from tests.signing_in import signed_in

PACKAGE = Path(__file__).resolve().parents[2] / "miteinander"
FILLED = {"slug": "teststadt", "provider_id": "teststadt", "token": "x", "pk": 1}
FILLED |= {"uidb36": "1", "key": "x-y"}


def patterns() -> list[URLPattern]:
    (account,) = (one for one in get_resolver().url_patterns if str(one.pattern) == "konto/")
    return list(account.url_patterns)


def address(pattern: URLPattern) -> str:
    names = pattern.pattern.regex.groupindex
    return reverse(pattern.name, kwargs={name: FILLED[name] for name in names})


@pytest.mark.parametrize("pattern", patterns(), ids=lambda one: one.name)
def test_every_page_is_drawn_from_our_own_templates(pattern, town):
    alice = factories.coordinator(town)
    add_app(alice)
    for browser in (Client(), signed_in(alice), signed_in(factories.editor(town))):
        for method in ("get", "post"):
            answer = getattr(browser, method)(address(pattern))
            assert answer.status_code < 500
            foreign = [
                one.origin.name
                for one in answer.templates
                if one.origin
                and PACKAGE not in Path(one.origin.name).parents
                and "/django/forms/" not in one.origin.name
            ]
            assert foreign == []


@pytest.mark.parametrize(
    "path",
    [
        "email/",
        "confirm-email/",
        "login/code/confirm/",
        "2fa/",
        "3rdparty/",
        "sessions/",
        "oidc/x/login/",
    ],
)
def test_what_the_library_would_offer_besides_is_not_there(path, town):
    assert signed_in(factories.editor(town)).get(f"/konto/{path}").status_code == 404


@pytest.mark.parametrize("pattern", patterns(), ids=lambda one: one.name)
def test_no_page_says_du(pattern, town):
    import re

    for browser in (Client(), signed_in(factories.editor(town))):
        for method in ("get", "post"):
            page = getattr(browser, method)(address(pattern), follow=True).content.decode()
            assert not re.search(r"\b(du|dir|dich|dein\w*)\b", page, re.IGNORECASE), pattern.name
