"""The two walls between municipalities: the scope, and row-level security behind it."""

import ast
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from miteinander.kernel import walls
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns, town_scope
from tests import factories
from tests.house.doors import full_town

PACKAGE = Path(__file__).resolve().parents[2] / "miteinander"
on_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="Zeilensicherheit gibt es nur in PostgreSQL"
)

# Where the rows of several municipalities are read at once, and why that is needed there.
ACROSS_TOWNS = {
    "accounts/queries.py": "in which municipalities somebody works; whose sign-in may be used",
    "concept/queries/public.py": "the titles on the list of all municipalities, public ones only",
    "concept/queries/shared.py": "what the towns of a Kreis published or shared, for the Kreis",
    "kernel/actions/municipalities.py": "whether a municipality that left the list was ever used",
    "kernel/actions/keys.py": "data keys are wrapped anew for all municipalities",
    "kernel/audit.py": "what an operator does belongs to no municipality",
    "kernel/encryption/vault.py": "a data key is found by its id before its municipality is known",
    "kernel/queries.py": "whether any municipality still needs a key of the keyring",
    "operation/backup/restoring.py": "mail of all municipalities that waited in a backup",
    "operation/queries.py": "how many mails and jobs wait in the whole installation",
    "kernel/trail/sealing.py": "which chains of the trail wait for their seal",
    "kernel/management/commands/audit.py": "the chains of all municipalities are verified",
    "kernel/retention/register.py": "the register of what was erased, and files still to go",
    "kernel/retention/erasing.py": "files of what belonged to no municipality",
    "privacy/actions/runs.py": "accounts and sessions are due when no municipality needs them",
    "privacy/actions/persons.py": "whether another municipality still knows the account",
    "privacy/management/commands/retention.py": "the plan of what belongs to no municipality",
    "privacy/queries/persons.py": "what somebody reads of themselves, over all municipalities",
    "kernel/bounces.py": "a delivery report names a mail of any municipality",
    "kernel/mail.py": "the outbox is emptied for all municipalities",
}


def opening_all() -> set[str]:
    """The files that open the scope of all municipalities."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        calls = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
        if {"all_towns", "tenancy.all_towns"} & set(calls):
            found.add(str(path.relative_to(PACKAGE)))
    return found


def counted(table: str) -> int:
    """How many rows raw SQL finds."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


@pytest.fixture
def filled(town: Municipality, settings, tmp_path) -> Municipality:
    """A town with one of everything, and another one."""
    settings.MEDIA_ROOT = tmp_path
    full_town(town)
    factories.measure(factories.field(factories.edition(factories.town("Fremdstadt"))))
    return town


def test_only_named_places_open_the_scope_of_all_municipalities():
    assert opening_all() == set(ACROSS_TOWNS)


def test_nobody_opens_a_scope_past_the_tenancy_module():
    words = ("scopes_disabled", "import scope", "django_scopes.scope")
    found = [
        path for path in PACKAGE.rglob("*.py") if any(word in path.read_text() for word in words)
    ]
    assert [path.name for path in found] == ["tenancy.py"]


@on_postgres
def test_every_table_of_a_municipality_has_its_policy(db):
    """Read from the catalogue, so that no table is forgotten, whoever made it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS"
            " (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
            " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind = 'r' AND a.attname = 'municipality_id' AND NOT a.attisdropped"
        )
        rows = dict(cursor.fetchall())
    assert len(rows) > 15
    assert [table for table, is_walled in rows.items() if not is_walled] == []
    assert set(rows) <= set(dict(walls.conditions()))


@on_postgres
def test_raw_sql_without_a_scope_finds_no_row_of_any_municipality(filled):
    assert {table: found for table, _ in walls.conditions() if (found := counted(table))} == {}


@on_postgres
def test_raw_sql_in_a_scope_finds_the_rows_of_this_municipality_only(filled):
    for table, _ in walls.conditions():
        with all_towns():
            everything = counted(table)
        with town_scope(filled):
            own = counted(table)
        with town_scope(Municipality.objects.get(slug="fremdstadt")):
            others = counted(table)
        assert own + others <= everything, table
        assert own or not everything, table


@on_postgres
def test_raw_sql_cannot_write_a_row_for_another_municipality(filled):
    other = Municipality.objects.get(slug="fremdstadt")
    sql = "INSERT INTO network_organisation (municipality_id, name, short_name, kind, description,"
    sql += " address, phone, email, website) VALUES (%s, 'X', '', 'other', '', '', '', '', '')"
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        town_scope(filled),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [other.pk])


@on_postgres
def test_a_scope_inside_another_one_ends_where_it_began(filled):
    other = Municipality.objects.get(slug="fremdstadt")
    with town_scope(filled):
        before = counted("concept_measure")
        with town_scope(other):
            assert counted("concept_measure") == 1
        assert counted("concept_measure") == before
        with pytest.raises(ZeroDivisionError), all_towns():
            raise ZeroDivisionError
        assert counted("concept_measure") == before
    assert counted("concept_measure") == 0
