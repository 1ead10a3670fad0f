"""The database's own guard over the trail: rows come, and nothing of them is changed or goes.

Only an event's seal may be set, once. `miteinander migrate` builds the triggers anew, from the
models, so that no column is forgotten. Who owns the tables can drop triggers; that is what the
seals are for.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from miteinander.kernel.models import AuditEvent, AuditSeal

_SENTENCE = "the trail is append-only"
_TABLES = (AuditEvent._meta.db_table, AuditSeal._meta.db_table)
_EVENTS = AuditEvent._meta.db_table
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION kernel_trail_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = '{_EVENTS}' THEN
        IF OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL THEN
            OLD.seal_id := NEW.seal_id;
            IF OLD IS NOT DISTINCT FROM NEW THEN
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    RAISE EXCEPTION '{_SENTENCE}' USING ERRCODE = 'restrict_violation';
END
$guard$
"""


def build(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers, whatever stood there before."""
    remove(connection)
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    with connection.cursor() as cursor:
        for statement in make():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for the moment before they are built anew."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            on = f'ON "{table}"' if connection.vendor == "postgresql" else ""
            for name in ("rows", "all", "update", "delete", "replace"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_{name}" {on}')


def _for_postgresql() -> Iterator[str]:
    yield _FUNCTION
    call = "EXECUTE FUNCTION kernel_trail_guard()"
    for table in _TABLES:
        rows, everything = (
            f'"{table}_rows" BEFORE UPDATE OR DELETE',
            f'"{table}_all" BEFORE TRUNCATE',
        )
        yield f'CREATE TRIGGER {rows} ON "{table}" FOR EACH ROW {call}'
        yield f'CREATE TRIGGER {everything} ON "{table}" FOR EACH STATEMENT {call}'


def _for_sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
    same = " AND ".join(
        f'OLD."{field.column}" IS NEW."{field.column}"'
        for field in AuditEvent._meta.concrete_fields
        if field.column != "seal_id"
    )
    is_sealing = f"OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND {same}"
    for table in _TABLES:
        only = f"WHEN NOT ({is_sealing})" if table == _EVENTS else ""
        is_there = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)'  # noqa: S608 # nosec B608
        yield f'CREATE TRIGGER "{table}_update" BEFORE UPDATE ON "{table}" {only} {refuse}'
        yield f'CREATE TRIGGER "{table}_delete" BEFORE DELETE ON "{table}" {refuse}'
        # INSERT OR REPLACE deletes without asking the trigger before.
        yield f'CREATE TRIGGER "{table}_replace" BEFORE INSERT ON "{table}" {is_there} {refuse}'
