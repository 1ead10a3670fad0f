"""Sign-ins that fail and sign-outs: the trail knows whose account it was, never what was typed."""

import json

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from fido2.utils import websafe_encode

from miteinander.kernel.models import AuditEvent, Municipality
from miteinander.kernel.tenancy import all_towns
from tests import factories
from tests.accounts.test_second_factor import add_app, code
from tests.privacy.dump import everything
from tests.queries import questions
from tests.signing_in import signed_in


def verbs() -> list[str]:
    with all_towns():
        return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def typed(email: str, password: str) -> Client:
    browser = Client()
    browser.post("/konto/login/", {"login": email, "password": password})
    return browser


def test_a_wrong_password_is_in_the_trail_of_the_account(town, tmp_path):
    bob = factories.editor(town)
    typed(bob.email.upper(), "Vertippt-vertippt")
    with all_towns():
        event = AuditEvent.objects.get()
    assert (event.verb, event.user_id, event.object_id) == ("sign_in.failed", bob.pk, bob.pk)
    assert "Vertippt" not in everything(tmp_path)
    assert Municipality.objects.get(pk=town.pk).revision == town.revision


def test_an_address_without_an_account_is_kept_nowhere(town, tmp_path):
    typed("kanarienvogel@x.example", "Vertippt-vertippt")
    assert verbs() == []
    assert "kanarienvogel" not in everything(tmp_path)


def test_a_failure_asks_the_database_the_same_with_and_without_an_account(town, settings):
    """Else the time of the answer would tell whose address has an account; the rest is a job's."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    bob = factories.editor(town)
    counts = []
    for email in ("niemand@x.example", bob.email):
        with CaptureQueriesContext(connection) as asked:
            typed(email, "Vertippt-vertippt")
        counts.append(len(questions(asked)))
    assert counts[0] == counts[1]


def test_a_wrong_code_of_the_second_factor_is_in_the_trail(town):
    bob = factories.editor(town)
    secret = add_app(bob)
    browser = typed(bob.email, "ein-langes-passwort")
    browser.post("/konto/login/code/", {"code": ""})
    browser.post("/konto/login/code/", {"code": "000000"})
    browser.post("/konto/login/code/", {"code": code(secret)})
    assert verbs() == ["second_factor.failed", "sign_in.done"]


def test_a_wrong_passkey_as_second_factor_is_in_the_trail(town):
    bob = factories.editor(town)
    add_app(bob)
    browser = typed(bob.email, "ein-langes-passwort")
    browser.post("/konto/login/code/", {"credential": "{}"})
    assert verbs() == ["second_factor.failed"]


def test_a_refused_passkey_is_in_the_trail_of_the_account_once_in_a_while(town):
    for number in range(36):  # keys of accounts are written to the base of 36
        bob = factories.editor(town, f"Bob {number}")
    handle = websafe_encode(user_pk_to_url_str(bob).encode())
    for _ in range(3):
        refused = json.dumps({"response": {"userHandle": handle}})
        answer = Client().post("/konto/login/passkey/", {"credential": refused})
        assert answer["Location"] == "/konto/login/"
    assert verbs() == ["passkey.failed"]


@pytest.mark.parametrize(
    "credential",
    ["", "x", "[]", "1", "null", "{}", '{"response": 1}', '{"response": {"userHandle": 1}}'],
)
def test_a_passkey_of_nobody_is_kept_nowhere(town, credential):
    factories.editor(town)
    answer = Client().post("/konto/login/passkey/", {"credential": credential})
    assert answer["Location"] == "/konto/login/"
    assert verbs() == []


def test_signing_out_is_in_the_trail(town):
    signed_in(factories.editor(town)).post("/konto/logout/")
    assert verbs() == ["sign_out.done"]
