"""PostgreSQL with two roles: the owner makes tables, the app reads and writes rows, no more."""

import os
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.operation import installation
from tests.operation.installation import ROOT, Installation

pytestmark = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL"), reason="roles are PostgreSQL's (--pg)"
)
FORBIDDEN = [
    "CREATE TABLE x (id int)",
    "DROP TABLE concept_measure",
    "ALTER TABLE concept_measure ADD COLUMN x int",
    "ALTER TABLE concept_measure DISABLE ROW LEVEL SECURITY",
    "DROP POLICY town ON concept_measure",
    "TRUNCATE concept_measure",
    "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE x",
]


@pytest.fixture(scope="module")
def two_roles(tmp_path_factory) -> Installation:
    """Two towns, made by the owner's migrations and the app's writes."""
    made = installation.new(tmp_path_factory.mktemp("roles"))
    name = urlsplit(made.url).path[1:]
    owner, app = f"{name}_owner", f"{name}_app"
    text = (ROOT / "deploy" / "roles.sql").read_text("utf-8")
    words = {"miteinander_owner": owner, "miteinander_app": app}
    for old, new in words.items():
        text = text.replace(old, new)
    installation.psql(text, database=name, owner_password="'eigner'", app_password="'anwendung'")
    made.settings["MITEINANDER_OWNER_URL"] = as_role(made.url, owner)
    made.url = as_role(made.url, app)
    made.run("migrate", "-v0")
    made.fill("Eins", "Zwei")
    return made


def as_role(url: str, role: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{role}@{parts.netloc.rpartition('@')[2]}").geturl()


@pytest.mark.parametrize("words", FORBIDDEN)
def test_the_app_s_role_changes_no_table_and_no_policy(two_roles: Installation, words):
    with psycopg.connect(two_roles.url) as connection, pytest.raises(psycopg.errors.Error) as told:
        connection.execute(words)
    assert "permission denied" in str(told.value) or "must be owner" in str(told.value)


def test_the_app_s_role_sees_nothing_outside_a_town(two_roles: Installation):
    with psycopg.connect(two_roles.url) as connection:
        for table in ("concept_measure", "accounts_membership", "kernel_auditevent"):
            found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert found == (0,), table


def test_the_app_s_role_sees_its_town_only(two_roles: Installation):
    with psycopg.connect(two_roles.url) as connection:
        towns = connection.execute("SELECT id FROM kernel_municipality WHERE is_active").fetchall()
        assert len(towns) == 2
        for (town,) in towns:
            connection.execute("SELECT set_config('miteinander.town', %s, true)", [str(town)])
            seen = connection.execute("SELECT DISTINCT municipality_id FROM concept_measure")
            assert seen.fetchall() == [(town,)]


def test_pages_work_for_the_app_s_role(two_roles: Installation):
    said = two_roles.python(
        "tests.operation.visit", "/stadt-eins/", "/stadt-zwei/", "/zustand/bereit/"
    )
    assert said.split() == ["200", "200", "200"]


def test_backup_and_restore_come_as_the_owner_and_the_app_may_work_afterwards(
    two_roles: Installation, tmp_path
):
    key, file = tmp_path / "private", tmp_path / "one.backup"
    two_roles.run("backup-keys", "new", "--out", key)
    two_roles.run("backup", "--out", file)
    before = two_roles.rows()
    two_roles.sql("DELETE FROM concept_measureresponsibility")
    two_roles.sql("DELETE FROM concept_statusreport")
    two_roles.run("restore", file, "--key", key, "--replace")
    assert two_roles.rows() == before
    assert two_roles.python("tests.operation.visit", "/stadt-eins/").split() == ["200"]
    test_the_app_s_role_sees_nothing_outside_a_town(two_roles)
    test_the_app_s_role_sees_its_town_only(two_roles)
