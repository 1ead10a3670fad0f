"""Everything that is stored, as one text: every table and every file."""

from pathlib import Path
from typing import Any

from django.db import connection

from miteinander.kernel.tenancy import all_towns


def everything(media: Path) -> str:
    """All rows of all tables of the database, and all names and contents of files."""
    found: list[Any] = []
    with all_towns(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    for path in media.rglob("*"):
        if path.is_file():
            found.append(f"{path}: {path.read_bytes().decode('utf-8', 'replace')}")
    # SQLite keeps JSON with its letters beyond ASCII as \u00e4.
    return "\n".join(found)
