"""Bursts against the sign-in: limits per address, per account, and across processes."""

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from miteinander.kernel.models import AuditEvent, OutgoingMail
from miteinander.kernel.tenancy import all_towns
from tests import factories

PASSWORD = "ein-langes-passwort"


def guess(email: str, password: str = "geraten", address: str = "192.0.2.1"):
    browser = Client(REMOTE_ADDR=address)
    browser.post("/konto/login/", {"login": email, "password": password})
    return "_auth_user_id" in browser.session


def mails() -> list[OutgoingMail]:
    with all_towns():
        return list(OutgoingMail.objects.all())


def test_an_account_is_locked_whoever_guesses_from_wherever(town):
    bob = factories.editor(town)
    for number in range(5):
        assert not guess(bob.email, address=f"192.0.2.{number}")
    assert not guess(bob.email, PASSWORD, "198.51.100.1")


def test_the_person_is_told_once_and_the_trail_knows(town):
    bob = factories.editor(town)
    for number in range(9):
        guess(bob.email, address=f"192.0.2.{number}")
    (mail,) = mails()
    assert mail.to == bob.email
    assert "Viele gescheiterte Anmeldungen" in mail.subject
    assert "Niemand ist hineingekommen" in mail.body
    with all_towns():
        verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert sorted(verbs) == ["sign_in.failed"] * 5 + ["sign_in.locked"]


def test_nobody_else_is_locked(town):
    for number in range(9):
        guess(factories.editor(town).email, address=f"192.0.2.{number}")
    assert guess(factories.coordinator(town).email, PASSWORD, "198.51.100.1")


def test_for_an_address_without_account_nothing_is_told(town):
    for number in range(9):
        guess("niemand@teststadt.example", address=f"192.0.2.{number}")
    assert mails() == []


def test_somebody_who_guesses_at_many_accounts_is_stopped_by_their_address(town):
    emails = [factories.editor(town, f"Person {number}").email for number in range(12)]
    for email in emails:
        guess(email)
    assert not guess(emails[-1], PASSWORD)
    assert guess(emails[-1], PASSWORD, "198.51.100.1")


def test_slow_guessing_over_a_day_is_stopped_too(town):
    """Five minutes pass after every fifth guess; the limit of the day remains."""
    bob = factories.editor(town)
    for number in range(30):
        guess(bob.email, address=f"192.0.2.{number}")
        forget("5/300")
    assert not guess(bob.email, PASSWORD, "198.51.100.1")
    forget("30/86400")
    assert guess(bob.email, PASSWORD, "198.51.100.2")


def forget(rate: str) -> None:
    """As if the time of one limit had passed: its counters are gone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_cache WHERE cache_key LIKE %s", [f"%{rate}%"])


def test_the_owner_gets_back_in_by_a_link(town):
    import re

    bob = factories.editor(town)
    for number in range(6):
        guess(bob.email, address=f"192.0.2.{number}")
    browser = Client()
    browser.post("/konto/password/reset/", {"email": bob.email})
    link = re.search(r"http://testserver(\S+)", mails()[-1].body)[1]
    address = browser.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "ein-anderes-passwort", "password2": "ein-anderes-passwort"}
    browser.post(address, new)
    assert "_auth_user_id" in browser.session


def test_the_counters_stand_in_the_database_so_that_all_processes_share_them(db):
    assert isinstance(caches["default"], DatabaseCache)
    cache.set("counter", 1)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM kernel_cache WHERE cache_key LIKE %s", ["%counter"])
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("path", ["/konto/password/reset/", "/konto/login/"])
def test_a_flood_is_answered_with_a_page_that_says_to_wait(town, path):
    browser = Client()
    data = {"email": "x@x.example", "login": "x@x.example", "password": "x"}
    answers = [browser.post(path, data) for _ in range(40)]
    assert answers[-1].status_code == 429
    assert "arten Sie fünf Minuten" in answers[-1].content.decode()


def test_behind_a_proxy_the_limits_know_who_asks(town, settings):
    """What the client itself wrote into the header does not count, what the proxy added does."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    emails = [factories.editor(town, f"Person {number}").email for number in range(12)]
    proxied = {"X-Forwarded-For": "10.9.8.7, 203.0.113.5"}
    for number, email in enumerate(emails):
        headers = {"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.5"}
        browser = Client(headers=headers)
        browser.post("/konto/login/", {"login": email, "password": "geraten"})
    for headers, expected in ((proxied, False), ({"X-Forwarded-For": "203.0.113.6"}, True)):
        browser = Client(headers=headers)
        browser.post("/konto/login/", {"login": emails[-1], "password": PASSWORD})
        assert ("_auth_user_id" in browser.session) is expected
