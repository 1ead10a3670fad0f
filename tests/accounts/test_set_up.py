"""Tests of how a municipality begins."""

import os
import stat
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from miteinander.accounts.actions.set_up import set_up_municipality
from miteinander.accounts.choices import Role
from miteinander.accounts.forms.set_up import SetUpForm
from miteinander.accounts.models import Membership, User
from miteinander.kernel import setup_code
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import AuditEvent, Municipality
from miteinander.kernel.tenancy import all_towns
from tests import factories

ANSWERS = {
    "ags": "05154036",
    "name": "Kleve",
    "office": "Stabsstelle Integration",
    "office_email": "integration@kleve.example",
    "person": "Dana Muster",
    "email": "Dana@kleve.example",
    "password": "ein-langes-passwort",
}


@pytest.fixture
def listed(db) -> Municipality:
    """Kleve as the official list brings it, in its Kreis."""
    state = factories.town("NRW", ags="05", kind="state", is_active=False)
    district = factories.town("Kreis Kleve", ags="05154", parent=state, is_active=False)
    return factories.town("Kleve", ags="05154036", parent=district, is_active=False)


def page(**changes) -> dict[str, str]:
    return {"code": setup_code.code(), **ANSWERS, **changes}


def test_every_page_of_an_empty_installation_leads_to_the_set_up(db):
    for path in ("/", "/musterstadt/", "/musterstadt/arbeit/", "/konto/login/"):
        assert Client().get(path).headers["Location"] == "/einrichten/"
    assert Client().get("/einrichten/").status_code == 200


def test_without_tables_the_page_says_what_to_do(db, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda *args: [])
    response = Client().get("/einrichten/")
    assert "miteinander migrate" in response.content.decode()


def test_the_command_makes_the_tables_of_an_empty_database(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "miteinander", "setup", "--show-code"],
        env=environment | {"MITEINANDER_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Einrichtungscode" in done.stdout
    readable = [one.name for one in tmp_path.rglob("*") if one.stat().st_mode & 0o077]
    assert readable == [], "other people on the machine can read the data"


def test_the_page_sets_up_the_town_and_signs_its_coordinator_in(listed):
    browser = Client()
    response = browser.post("/einrichten/", page(name=""), follow=True)
    assert response.redirect_chain[0][0] == "/kleve/arbeit/"
    assert response.status_code == 200
    listed.refresh_from_db()
    assert listed.is_active
    assert listed.email == "integration@kleve.example"
    with all_towns():
        member = Membership.objects.get()
        assert AuditEvent.objects.get().verb == "municipality.set_up"
    assert (member.user.email, member.role) == ("dana@kleve.example", Role.COORDINATION)
    assert member.user.check_password("ein-langes-passwort")


def test_a_stranger_without_the_code_sets_up_nothing(db):
    response = Client().post("/einrichten/", page(code="AAAA-BBBB-CCCC-DDDD"))
    assert "Dieser Code stimmt nicht" in response.content.decode()
    assert not Municipality.objects.exists()
    assert not User.objects.exists()


def test_the_page_is_gone_once_a_town_is_set_up(town):
    assert Client().get("/einrichten/").status_code == 404
    assert Client().post("/einrichten/", page()).status_code == 404


def test_the_code_lies_in_a_file_for_the_owner_only_and_goes_after_the_set_up(
    db, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.DATA = tmp_path
    text = setup_code.code()
    file = tmp_path / "setup-code"
    assert file.read_text().strip() == text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert setup_code.is_right(text.lower().replace("-", " "))
    assert not setup_code.is_right("")
    with django_capture_on_commit_callbacks(execute=True):
        set_up_municipality(**ANSWERS)
    assert not file.exists()
    assert setup_code.hint() == ""


def test_the_page_finds_municipalities_of_the_list_by_name_and_key(listed):
    for words in ("kleve", "05154"):
        text = Client().get("/einrichten/", {"suche": words}).content.decode()
        assert "?ags=05154036#kommune" in text
    assert "Nichts gefunden" in Client().get("/einrichten/?suche=xyz").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_search_costs_the_same_for_one_and_three(listed, number, django_assert_num_queries):
    for index in range(number):
        factories.town(f"Suchdorf {index}", is_active=False, parent=listed)
    with django_assert_num_queries(7):
        Client().get("/einrichten/?suche=suchdorf")


def test_a_town_that_is_in_no_list_is_created_below_its_district(listed):
    made, _ = set_up_municipality(**ANSWERS | {"ags": "05154999", "name": "Köln-Neu"})
    assert made.slug == "koeln-neu"
    assert made.parent.ags == "05154"
    assert made.kind == MunicipalityKind.TOWN


def test_a_town_whose_name_is_taken_gets_the_name_of_its_district_into_the_address(listed):
    made, _ = set_up_municipality(**ANSWERS | {"ags": "05154999"})
    assert made.slug == "kleve-kleve"


def test_an_active_town_is_not_set_up_again(town):
    with pytest.raises(NotPossible, match="Zugänge"):
        set_up_municipality(**ANSWERS | {"ags": town.ags})


def test_without_a_name_an_unknown_key_is_refused(db):
    with pytest.raises(NotPossible, match="Namen"):
        set_up_municipality(**ANSWERS | {"name": ""})


def test_somebody_with_an_account_keeps_name_and_password(town):
    alice = factories.coordinator(town)
    _, user = set_up_municipality(**ANSWERS | {"email": alice.email, "password": "etwas-anderes"})
    assert user == alice
    assert user.check_password("ein-langes-passwort")


def test_the_command_sets_up_a_further_town(town, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("ein-langes-passwort\n"))
    out = StringIO()
    answers = {name: value for name, value in ANSWERS.items() if name != "password"}
    call_command("setup", **answers, password_stdin=True, stdout=out)
    assert "Kleve ist eingerichtet unter /kleve/" in out.getvalue()
    assert Municipality.objects.get(slug="kleve").is_active


def test_the_command_says_which_options_are_missing(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(""))
    with pytest.raises(CommandError) as refusal:
        call_command("setup", name="Kleve")
    assert "--ags" in str(refusal.value)
    assert "--password-stdin" in str(refusal.value)
    assert "--person" in str(refusal.value)


def test_the_command_shows_the_code(db):
    out = StringIO()
    call_command("setup", show_code=True, stdout=out)
    assert setup_code.code() in out.getvalue()


@pytest.mark.django_db
def test_a_common_password_is_refused():
    form = SetUpForm(ANSWERS | {"password": "passwort12"[:4] + "1234"})
    assert "password" in form.errors


@pytest.mark.django_db
def test_the_name_of_the_municipality_is_no_password():
    form = SetUpForm(ANSWERS | {"name": "Bad Musterau", "password": "Musterau-2026-07"})
    assert "zu leicht zu erraten" in form.errors["password"][0]


@pytest.mark.django_db
@given(st.dictionaries(st.sampled_from(sorted(ANSWERS)), st.text(max_size=30)))
def test_whatever_is_typed_the_form_answers(answers):
    form = SetUpForm(ANSWERS | answers)
    if form.is_valid():
        assert form.cleaned_data["ags"].isdigit()


def test_the_command_asks_for_what_is_missing_and_not_for_a_name_that_it_knows(listed, monkeypatch):
    asked = []
    answers = {
        "Amtlicher Gemeindeschlüssel: ": "05154036",
        "Ihr Name: ": "Dana",
        "Ihre E-Mail: ": "dana@kleve.example",
    }

    def answer(question: str) -> str:
        asked.append(question)
        return answers.get(question, "")

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("getpass.getpass", lambda question: "ein-langes-passwort")
    call_command("setup", stdout=StringIO())
    listed.refresh_from_db()
    assert listed.is_active
    assert not [question for question in asked if "Name der Kommune" in question]


def test_whoever_breaks_the_questions_off_has_stored_nothing(db, monkeypatch):
    def stop(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", stop)
    with pytest.raises(CommandError, match="Abgebrochen"):
        call_command("setup")
    assert not Municipality.objects.exists()
