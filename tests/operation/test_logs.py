"""The logs hold no word about a person, whatever happens."""

import io
import json
import logging
from copy import deepcopy
from datetime import datetime
from logging.config import dictConfig

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from miteinander.config import urls
from miteinander.operation.logs import redacted, told
from tests import factories

CANARIES = (
    "Kanarienvogel",
    "kanarienvogel@zeisig.example",
    "0176 1234 5678",
    "DE02120300000000202051",
)


def broken_page(request):
    """A page that fails with everything that somebody typed in the words of its error."""
    typed = request.GET["name"]
    try:
        raise ValueError(f"Cannot store {typed}")
    except ValueError as error:
        raise KeyError(typed) from error


urlpatterns = [*urls.urlpatterns, path("kaputt/<str:name>/", lambda r, name: broken_page(r))]
handler404, handler403, handler500 = urls.handler404, urls.handler403, urls.handler500


@pytest.fixture(params=["json", "line"])
def log(request):
    """What the console of an installation gets, in both formats."""
    config = deepcopy(django_settings.LOGGING)
    stream = io.StringIO()
    config["handlers"]["console"] |= {"formatter": request.param, "stream": stream}
    root = logging.getLogger()
    before = list(root.handlers)
    dictConfig(config)
    yield stream
    dictConfig(django_settings.LOGGING)
    root.handlers = before


def clean(log: io.StringIO) -> str:
    # Without the lines of the mail server that the tests start in this process.
    lines = [line for line in log.getvalue().splitlines() if "mail.log" not in line]
    written = "\n".join(lines)
    for word in CANARIES:
        assert word not in written
        assert word.lower() not in written.lower()
    return written


@pytest.mark.urls("tests.operation.test_logs")
def test_an_error_tells_where_it_happened_and_not_what_was_typed(log, town):
    client = Client(raise_request_exception=False)
    name, mail, phone, account = CANARIES
    address = f"/kaputt/{name}/?name={name}+{mail}+{phone}+{account}"
    answer = client.get(address)
    assert answer.status_code == 500
    written = clean(log)
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "broken_page" in written
    assert answer["X-Request-ID"] in written


def test_a_whole_flow_leaves_no_name_in_the_logs(log, town, settings, inbox):
    """Sign in wrongly and rightly, ask for a password, write to the town, meet 404, 403 and 400."""
    name, mail, phone, account = CANARIES
    inbox.refuses = True  # the mail server's refusal names the recipient
    user = factories.coordinator(town, name)
    user.email = mail
    user.save()
    client = Client(raise_request_exception=False)
    client.post("/konto/login/", {"login": mail, "password": "falsch"})
    client.post("/konto/password/reset/", {"email": mail})
    client.post("/konto/login/", {"login": mail, "password": "ein-langes-passwort"})
    client.get(f"/{town.slug}/arbeit/?suche={name}")
    client.post(
        f"/{town.slug}/arbeit/zugaenge/neu/",
        {"name": name, "email": f"zweiter-{mail}", "roles": ["editor"]},
    )
    message = {"name": name, "email": mail, "subject": phone, "message": f"{name} {account}"}
    client.post(f"/{town.slug}/kontakt/", message)
    client.get(f"/{town.slug}/{name}/{mail}/")
    client.get(f"/{name}/", headers={"host": f"{name}.example"})
    Client(enforce_csrf_checks=True).post(f"/{town.slug}/kontakt/", message)
    with pytest.raises(OSError):
        EmailMessage("x", "y", to=[mail]).send()
    written = clean(log)
    assert "account_login" in written
    assert "public:contact" in written
    assert "127.0.0.1" not in written


def test_a_line_for_machines_is_json_with_route_status_and_time(log, town, request):
    answer = Client().get("/zustand/")
    line = log.getvalue().splitlines()[-1]
    if request.node.callspec.params["log"] == "json":
        told_line = json.loads(line)
        assert told_line["route"] == "health"
        assert told_line["method"] == "GET"
        assert told_line["status"] == 200
        assert told_line["ms"] >= 0
        assert datetime.fromisoformat(told_line["asctime"]).utcoffset() is not None
        assert told_line["request_id"] == answer["X-Request-ID"]
    else:
        assert answer["X-Request-ID"] in line
        assert "health GET 200" in line


def test_the_number_of_a_request_comes_from_the_proxy_only_if_it_looks_like_one(town):
    given = "0123456789abcdef" * 2
    assert Client().get("/zustand/", headers={"X-Request-ID": given})["X-Request-ID"] == given
    for bad in ("Erika", "0" * 33, "../x", ""):
        found = Client().get("/zustand/", headers={"X-Request-ID": bad})["X-Request-ID"]
        assert found != bad
        assert len(found) == 32


@given(
    before=st.text(max_size=20),
    mail=st.from_regex(r"[a-zA-Z0-9._+-]{1,20}@[a-z0-9-]{1,10}\.[a-z]{2,5}", fullmatch=True),
    number=st.from_regex(r"[0-9]{7,20}", fullmatch=True),
)
def test_mail_addresses_and_long_numbers_never_pass(before, mail, number):
    written = redacted(f"{before} {mail} {number} {before}")
    assert mail not in written
    assert number not in written


@given(address=st.ip_addresses())
def test_an_address_of_the_net_never_passes(address):
    assert str(address) not in redacted(f"from {address} came")


def test_a_short_number_stays():
    assert redacted("Mail 123456 of 2026") == "Mail 123456 of 2026"


def test_a_hash_of_the_trail_stays_whole():
    head = "3669050458f9a68ee65592c708189e427f989137773537b0629497da14612586"
    assert redacted(f"Trail of 1, seal 1: {head}") == f"Trail of 1, seal 1: {head}"
    assert head[:40] not in redacted("1234567890" * 6 + "1234")


def test_an_error_of_the_machine_keeps_its_words():
    with pytest.raises(OSError) as caught:
        open("/gibt/es/nicht")  # noqa: SIM115
    assert "No such file or directory" in told(caught.value)
    assert "/gibt/es" not in told(caught.value)
