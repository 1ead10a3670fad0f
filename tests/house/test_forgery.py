"""Requests that another site makes in somebody's name, false hosts, and ways out of the site."""

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from miteinander.kernel.models import AuditEvent, AuditSeal
from miteinander.kernel.tenancy import all_towns
from tests.house.doors import full_town
from tests.house.routes import Route, routes
from tests.kernel import processes

ROOT = Path(__file__).resolve().parents[2]
EVIL = [
    *("https://boese.example/", "//boese.example", "///boese.example", "/\\boese.example"),
    *("https:boese.example", "http:///boese.example", "javascript:alert(1)", "\t//boese.example"),
    *(
        "https://testserver@boese.example/",
        "https://testserver.boese.example/",
    ),
    *(
        "data:text/html,x",
        "\x00//boese.example",
        "//boese.example\\@testserver",
        "\\\\boese.example",
    ),
]


@pytest.fixture
def all_routes(town, settings, tmp_path) -> list[Route]:
    """Every route of the site, in a town with one of everything."""
    settings.MEDIA_ROOT = tmp_path
    return routes(full_town(town))


@pytest.fixture
def strict(as_coordinator) -> Client:
    """The coordinator's browser; form tokens are asked for, as in operation."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = as_coordinator.cookies
    return client


@contextmanager
def undone():
    """What happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


NOTES = (AuditEvent, AuditSeal, DBTaskResult)
WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE)


def everything(*, but: tuple[type[Model], ...] = ()) -> dict[str, list[tuple]]:
    """All rows of all tables, but sessions and the sign-in library's list of mail addresses.

    It copies an account's own address into that list when it first looks at it, and notes in the
    list of sessions when each was last used.
    """
    with all_towns():
        return {
            model._meta.label: sorted(model._base_manager.values_list(), key=repr)
            for model in apps.get_models()
            if model not in (Session, EmailAddress, UserSession, *but)
        }


def test_no_request_without_a_form_token_changes_anything(all_routes, strict):
    before = everything()
    wrong = {}
    for route in all_routes:
        answer = strict.post(route.address, {"name": "x", "title": "x", "email": "x@x.example"})
        if answer.status_code not in (403, 404, 405):
            wrong[route.pattern] = answer.status_code
    assert wrong == {}
    assert everything() == before
    assert mail.outbox == []


def test_a_wrong_form_token_is_none(all_routes, strict):
    for route in all_routes[::5]:
        answer = strict.post(route.address, {"csrfmiddlewaretoken": "x" * 64})
        assert answer.status_code in (403, 404, 405), route.pattern


def test_the_refusal_is_a_german_page_that_says_what_to_do(town, strict):
    answer = strict.post("/teststadt/kontakt/", {})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "laden Sie die Seite neu" in page
    assert "CSRF" not in page


def test_the_token_of_another_session_opens_nothing(town, strict):
    """A site that got a token of its own cannot use it with somebody else's cookie."""
    own = Client(enforce_csrf_checks=True)
    own.get("/konto/login/")
    token = own.cookies["csrftoken"].value
    answer = strict.post(
        "/teststadt/arbeit/institutionen/neu/", {"name": "x", "csrfmiddlewaretoken": token}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["visitor", "coordinator"])
def test_reading_changes_nothing(who, all_routes, as_coordinator):
    """But the trail, which notes who took away a table of people, and whom a rule refused."""
    client = Client() if who == "visitor" else as_coordinator
    before = everything(but=NOTES)
    wrong = []
    for route in all_routes:
        # Leaving is the one thing that a GET asks about and does not do.
        with CaptureQueriesContext(connection) as asked:
            client.get(route.address)
        # To look through all tables takes longer than most pages.
        if any(WRITES.search(one["sql"]) for one in asked) and everything(but=NOTES) != before:
            wrong.append(route.pattern)
            before = everything(but=NOTES)
    assert wrong == []


def test_reading_the_sign_out_page_signs_nobody_out(town, as_coordinator):
    as_coordinator.get("/konto/logout/")
    assert as_coordinator.get("/teststadt/arbeit/").status_code == 200


@pytest.mark.parametrize("target", EVIL)
def test_the_sign_in_leads_to_no_other_site(town, as_coordinator, target):
    sent = {"login": "alice@teststadt.example", "password": "ein-langes-passwort", "next": target}
    browser = Client()
    answer = browser.post("/konto/login/", sent)
    assert answer.status_code in (200, 302), target
    if answer.status_code == 302:
        assert answer["Location"] == "/anmeldung/weiter/"


@pytest.mark.parametrize("target", EVIL)
def test_the_sign_out_leads_to_no_other_site(town, as_coordinator, target):
    with undone():
        answer = as_coordinator.post("/konto/logout/", {"next": target})
    assert answer.status_code in (200, 302)
    assert answer.get("Location", "/") == "/"


@pytest.mark.parametrize(
    "address",
    [
        *("//boese.example/teststadt", "//boese.example", "///boese.example/x", "/\\boese.example"),
        *("/teststadt//boese.example", "/%5cboese.example", "//boese.example/%2f.."),
    ],
)
def test_no_added_slash_leads_to_another_site(town, address):
    answer = Client().generic("GET", address)
    target = answer.get("Location", "/")
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "host", ["boese.example", "boese.example:80", "testserver.boese.example", "testserver:x", "a b"]
)
def test_a_false_host_is_refused_everywhere(town, host):
    client = Client()
    client.get("/")
    for address in ("/", "/teststadt/", "/konto/password/reset/", "/api/v1/towns", "/robots.txt"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400, address
        assert host not in answer.content.decode()


def test_what_a_proxy_did_not_say_is_not_believed(town):
    headers = {"X-Forwarded-Host": "boese.example", "X-Forwarded-Proto": "https"}
    headers |= {"Forwarded": "host=boese.example", "X-Original-URL": "/teststadt/arbeit/"}
    answer = Client().get("/robots.txt", headers=headers)
    assert "http://testserver/" in answer.content.decode()
    assert "boese.example" not in answer.content.decode()


def test_the_mail_with_a_link_never_names_a_false_host(town, as_coordinator):
    headers = {"X-Forwarded-Host": "boese.example"}
    sent = {"email": "alice@teststadt.example"}
    Client().post("/konto/password/reset/", sent, headers=headers)
    with all_towns():
        bodies = [row.body for row in apps.get_model("kernel.OutgoingMail").objects.all()]
    assert bodies
    assert "boese.example" not in bodies[0]


SCRIPT = """
import json, django
django.setup()
from django.test import Client
from django.test.utils import CaptureQueriesContext
from miteinander.kernel.models import Municipality
Municipality.objects.create(ags="1", name="T", kind="town", slug="t", is_active=True)
client = Client(headers={"X-Forwarded-Proto": "https", "Host": "localhost"})
page = client.get("/konto/login/")
from miteinander.accounts.models import User
user = User.objects.create_user("a@t.example", "A", "ein-langes-passwort")
token = page.cookies["__Host-csrftoken"].value
answer = client.post("/konto/login/", {"login": "a@t.example", "password": "ein-langes-passwort"})
plain = Client(headers={"Host": "localhost"}).get("/t/?a=1")
print(json.dumps({
    "hsts": page["Strict-Transport-Security"],
    "cookies": {n: m.OutputString() for n, m in {**page.cookies, **answer.cookies}.items()},
    "plain": [plain.status_code, plain["Location"]],
}))
"""


def test_behind_https_cookies_are_bound_to_the_host_and_nothing_falls_back(tmp_path):
    environment = processes.environment(tmp_path, MITEINANDER_HTTPS="1")
    run = [sys.executable, "-c", SCRIPT]
    out = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(out.stdout.splitlines()[-1])
    assert told["hsts"] == "max-age=31536000; includeSubDomains"
    assert told["plain"] == [301, "https://localhost/t/?a=1"]
    assert set(told["cookies"]) == {"__Host-csrftoken", "__Host-sessionid"}
    for cookie in told["cookies"].values():
        words = {word.strip() for word in cookie.split(";")}
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= words
        assert not [word for word in words if word.startswith("Domain")]
