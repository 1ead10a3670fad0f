"""Whoever asks gets everything that is stored about them, and nothing about anybody else.

The tests are made of the policy: a new table or field falls under them by itself.
"""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import CharField, ForeignKey, JSONField, TextField

from miteinander.kernel import audit
from miteinander.kernel.actor import Actor
from miteinander.kernel.choices import Door
from miteinander.kernel.models import AuditEvent
from miteinander.kernel.retention import discovery
from miteinander.kernel.retention.policy import Exempt, Passages, Table
from miteinander.kernel.retention.subjects import Subject
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.privacy.actions import persons as actions
from miteinander.privacy.queries import persons
from tests import factories
from tests.factories.privacy import Known, known
from tests.signing_in import signed_in

MINE, OTHER, ELSEWHERE = "Äpfelkanari", "Birnenkanari", "Fremdkanari"
# Nothing of a person can be found in these by name: numbers and technical words only.
NOT_FOUND = {"kernel.ErasureLog", "django_tasks_database.DBTaskResult", "privacy.RetentionDecision"}


@pytest.fixture
def me(town, settings, tmp_path) -> Known:
    """Somebody of whom everything is stored, in a town with another and beside a town with one."""
    settings.MEDIA_ROOT = tmp_path
    known(factories.town("Fremdstadt"), ELSEWHERE)
    known(town, OTHER)
    return known(town, MINE)


@pytest.fixture
def mine(me, town) -> dict[str, Any]:
    """The data of the answer to that person, as somebody of the town makes it."""
    return opened(answer(me, town))


def answer(me: Known, town) -> bytes:
    with town_scope(town):
        by = persons_actor(town)
        subject = persons.of_account(me.user)
        return actions.answer(subject=subject, left_out={}, municipality=town, by=by)


def persons_actor(town):
    from miteinander.kernel.actor import system

    return system(town.pk)


def opened(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        return json.loads(folder.read("daten.json"))


def values(data: dict[str, Any], table: Table, row: Any) -> dict[str, Any]:
    """What the answer says of a row, over all its records."""
    found: dict[str, Any] = {}
    for record in data["records"]:
        if record["table"] == table.model and record["key"] in (str(row.pk), ""):
            found |= record["values"]
    return found


@pytest.mark.parametrize("table", discovery.tables(), ids=lambda table: table.model)
def test_every_personal_field_is_in_the_answer_or_exempt_with_a_reason(table, me, mine):
    if table.model in NOT_FOUND:
        assert all(isinstance(words, Exempt) for words in table.personal.values()) or (
            table.found_by == type(table.found_by)()
        )
        return
    row = me.rows[table.model]
    said = values(mine, table, row)
    belongs = any(r["table"] == table.model and r["belongs_to_the_person"] for r in mine["records"])
    model = discovery.model_of(table)
    for name, words in table.personal.items():
        if isinstance(words, Exempt):
            assert words.reason
            assert name not in said
            continue
        field = model._meta.get_field(name)
        must = belongs or name in table.found_by.text
        if isinstance(words, Passages):
            assert said[name], name
        elif must and isinstance(field, CharField | TextField | JSONField | ForeignKey):
            assert name in said, name
            if name in table.found_by.text and model is not type(me.user) and not field.choices:
                has_word = _mentions(field, getattr(row, name))
                assert not has_word or MINE in json.dumps(said[name], ensure_ascii=False), name


def _mentions(field: Any, value: Any) -> bool:
    return not isinstance(field, ForeignKey) and MINE in json.dumps(value, ensure_ascii=False)


def test_every_table_has_a_row_in_these_tests(me):
    """Whoever adds a table adds a row of it to tests/factories/privacy.py."""
    assert {table.model for table in discovery.tables()} - set(me.rows) <= NOT_FOUND


def test_nothing_of_anybody_else_and_of_another_town_is_in_the_answer(me, mine):
    text = json.dumps(mine, ensure_ascii=False)
    assert MINE in text
    for word in (OTHER, ELSEWHERE, "Fremdstadt", "fremdstadt"):
        assert word not in text
        assert word.lower() not in text


def test_the_letter_is_german_and_says_why_something_is_missing(me, town):
    with town_scope(town):
        subject = persons.of_account(me.user)
        left = persons.records(subject)[0]
        content = actions.answer(
            subject=subject,
            left_out={left.id: "Nennt auch Dana"},
            municipality=town,
            by=persons_actor(town),
        )
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        letter = folder.read("auskunft.html").decode()
        data = json.loads(folder.read("daten.json"))
    assert "Auskunft über gespeicherte Daten" in letter
    assert "Nennt auch Dana" in letter
    assert "Ein Geheimnis der Anmeldung" in letter
    assert MINE in letter
    assert OTHER not in letter
    assert data["left_out"] == [{"table": left.table.title, "reason": "Nennt auch Dana"}]


def test_handing_out_leaves_an_event_with_numbers_only(me, town):
    answer(me, town)
    with all_towns():
        event = AuditEvent.objects.filter(verb="access.exported").get()
    assert (event.object_kind, event.object_id) == ("accounts.user", me.user.pk)


def test_a_contact_person_gets_an_answer_too(me, town):
    with town_scope(town):
        found = persons.records(persons.of_contact(me.contact))
    assert {"network.Person", "kernel.OutgoingMail"} <= {one.table.model for one in found}


def test_somebody_who_only_wrote_a_message_is_found_by_the_address(town):
    from miteinander.kernel.models import OutgoingMail

    with town_scope(town):
        OutgoingMail.objects.create(
            municipality=town, to="amt@t.example", reply_to="Gast@x.example", body="Hallo"
        )
        found = persons.records(Subject(mails=frozenset({"gast@x.example"})))
    assert [(one.table.model, one.is_own) for one in found] == [("kernel.OutgoingMail", True)]


def test_a_search_finds_nobody_whom_only_another_town_knows(me, town):
    with town_scope(town):
        names = [one.name for one in persons.find(ELSEWHERE)]
        assert names == [ELSEWHERE]  # the words themselves
        assert len(persons.find(MINE)) == 3  # account, contact, words


def test_names_with_umlauts_are_found_in_json_in_any_case(me, town):
    with town_scope(town):
        found = persons.records(Subject(names=frozenset({f"{MINE} Muster".upper()})))
    assert "concept.Draft" in {one.table.model for one in found}


def test_the_answer_costs_the_same_for_one_row_and_for_three(me, town, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    subject = persons.of_account(me.user)
    with town_scope(town):
        with CaptureQueriesContext(
            connection,
        ) as one:
            persons.records(subject)
        for number in (1, 2):
            factories.report(
                me.rows["concept.Measure"], author=me.user.name, user=me.user, note=str(number)
            )
        with django_assert_num_queries(len(one)):
            persons.records(subject)


def test_the_command_writes_the_same_answer(me, town, tmp_path):
    out = tmp_path / "a.zip"
    call_command("access_export", municipality=town.slug, email=me.user.email, out=out)
    data = opened(out.read_bytes())
    assert data["records"]
    assert ELSEWHERE not in json.dumps(data, ensure_ascii=False)


def test_the_command_says_which_towns_there_are(town, tmp_path):
    with pytest.raises(CommandError, match="Bekannt: teststadt"):
        call_command("access_export", municipality="x", email="a@b.de", out=tmp_path / "a.zip")


def test_the_command_tells_nothing_of_an_account_that_only_another_town_knows(me, town, tmp_path):
    other = factories.editor(factories.town("Fremdstadt"), f"{ELSEWHERE} Muster")
    out = tmp_path / "a.zip"
    call_command("access_export", municipality=town.slug, email=other.email, out=out)
    assert opened(out.read_bytes())["records"] == []


def test_my_own_data_come_from_all_towns_and_name_nobody_else(me, town, client):
    away = factories.town("Drittstadt")
    with all_towns():
        from miteinander.accounts.models import Membership

        Membership.objects.create(municipality=away, user=me.user, role="partner")
    signed_in(me.user, client=client)
    page = client.get("/konto/daten/")
    assert page.status_code == 200
    assert MINE in page.content.decode()
    data = opened(client.post("/konto/daten/").content)
    text = json.dumps(data, ensure_ascii=False)
    assert {"Teststadt", "Drittstadt"} <= {one["municipality"] for one in data["records"]}
    assert MINE in text
    assert OTHER not in text
    assert ELSEWHERE not in text


def test_my_own_data_say_in_german_what_i_did(me, town, client):
    with town_scope(town):
        audit.record(Actor(town.pk, Door.SESSION, me.user.pk), "sign_in.done", me.user)
    signed_in(me.user, client=client)
    text = client.get("/konto/daten/").content.decode()
    assert "Sich angemeldet" in text
    assert "sign_in.done" not in text
    assert "accounts.user" not in text


def test_nobody_sees_own_data_without_signing_in(client, db):
    assert client.get("/konto/daten/").status_code == 302
