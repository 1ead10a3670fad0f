"""The database's own walls: row-level security on every table of a municipality (PostgreSQL).

`miteinander migrate` builds them anew after each migration, from the models, so that no table can
be forgotten. https://www.postgresql.org/docs/current/ddl-rowsecurity.html
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.fields.related import ForeignKey

from miteinander.kernel.tenancy import ALL, SETTING

POLICY = "town"
# Written as sub-selects, PostgreSQL evaluates them once for a query and not for every row.
_IS_ALL = f"(SELECT current_setting('{SETTING}', true)) = '{ALL}'"
_TOWN = f"(SELECT NULLIF(NULLIF(current_setting('{SETTING}', true), ''), '{ALL}')::bigint)"


def tenant_models() -> list[type[Model]]:
    """Every model whose rows belong to one municipality."""
    return [model for model in apps.get_models() if _has_municipality(model)]


def conditions() -> Iterator[tuple[str, str]]:
    """(table, SQL condition) of every table whose rows belong to a municipality.

    A table that only connects two others belongs to whom its first end belongs.
    """
    for model in tenant_models():
        yield model._meta.db_table, f"{_IS_ALL} OR municipality_id = {_TOWN}"
        for relation in model._meta.local_many_to_many:
            through = relation.remote_field.through
            if through and through._meta.auto_created:
                yield through._meta.db_table, _of_owner(model, relation.m2m_column_name())


def build(connection: BaseDatabaseWrapper) -> int:
    """Set the policy of every tenant table; gives how many tables there are.

    FORCE binds the tables' owner too: an installation with a single database role is protected
    against a forgotten filter as well, if not against whoever may change the tables.
    """
    if connection.vendor != "postgresql":
        return 0
    tables = dict(conditions())
    with connection.cursor() as cursor:
        for table, condition in tables.items():
            name = connection.ops.quote_name(table)
            cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {name}")
            cursor.execute(
                f"CREATE POLICY {POLICY} ON {name} USING ({condition}) WITH CHECK ({condition})"
            )
    return len(tables)


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Let the app's role read and write rows, but change no table and no policy."""
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(role)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        rights = "SELECT, INSERT, UPDATE, DELETE"
        cursor.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")


def _has_municipality(model: type[Model]) -> bool:
    fields = {field.name: field for field in model._meta.concrete_fields}
    field = fields.get("municipality")
    return isinstance(field, ForeignKey) and field.column == "municipality_id"


def _of_owner(model: type[Model], column: str) -> str:
    table = model._meta.db_table
    found = f'SELECT 1 FROM "{table}" WHERE "{table}".id = "{column}"'  # noqa: S608
    return f"{_IS_ALL} OR EXISTS ({found})"
