"""11,000 municipalities of 144 measures each in one PostgreSQL, against a single one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, models

from benchmarks import towns
from benchmarks.figures import Figure, at_most
from benchmarks.server import Server, running
from miteinander.concept.models import (
    Concept,
    Edition,
    Field,
    Goal,
    Measure,
    MeasureResponsibility,
    StatusReport,
    TargetGroup,
)
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.network.models import Organisation

TOWNS, MOST = 11_000, 1.3
PAGES = ["", "konzept/", "konzept/massnahmen/"]
# Copied in this order; each with the columns that point into the copied town.
Links = dict[str, type[models.Model]]
COPIED: list[tuple[type[models.Model], Links]] = [
    (Organisation, {}),
    (Concept, {}),
    (Edition, {"concept_id": Concept}),
    (TargetGroup, {"edition_id": Edition}),
    (Field, {"edition_id": Edition}),
    (Goal, {"field_id": Field}),
    (Measure, {"edition_id": Edition, "field_id": Field, "goal_id": Goal}),
    (MeasureResponsibility, {"measure_id": Measure, "organisation_id": Organisation}),
    (StatusReport, {"measure_id": Measure}),
]

_TOWN = {
    "id": "t.id + n",
    "ags": "lpad((70000000 + n)::text, 8, '0')",
    "name": "t.name || n",
    "slug": "t.slug || n",
}


def figures() -> list[Figure]:
    """Per page: CPU of the server, rebuilt at each request, many towns against one."""
    towns.migrate()
    towns.town("eine", 144)
    _analyse()
    alone = _costs("eine")
    _copy(TOWNS - 1)
    _analyse()
    among = _costs("eine")
    many = Municipality.objects.filter(is_active=True).count()
    measured = [
        Figure("municipalities in one database", many, "towns", f"= {TOWNS}", many == TOWNS)
    ]
    for page in PAGES:
        ratio = among[page] / alone[page]
        measured.append(at_most(f"/{page} among 11,000 towns", ratio, "ratio", MOST))
    return measured


def _costs(slug: str) -> dict[str, float]:
    with running(helpers=[_postmaster()]) as server:
        return {page: _cost(server, slug, page) for page in PAGES}


def _cost(server: Server, slug: str, page: str) -> float:
    """Milliseconds of CPU per built page, of the web server and of the database together."""

    def change_and_get() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kernel_municipality SET revision = revision + 1 WHERE slug = %s", [slug]
            )
        status, _, _ = server.get(f"/{slug}/{page}", Accept_Encoding="gzip")
        if status != 200:
            raise RuntimeError(f"{page}: {status}")

    return server.cpu_per_call(change_and_get, 200)


def _postmaster() -> int:
    """The process id of the database server: the parent of the one that serves this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def _analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _copy(copies: int) -> None:
    """Copy the one town inside the database; every id is shifted by a step per copy."""
    steps = {model: _largest_id(model) for model, _ in COPIED}
    with _superuser() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the ids fit by construction
        cursor.execute(_copy_statement(Municipality, _TOWN), [copies])
        for model, links in COPIED:
            shifts = {"id": steps[model], "municipality_id": 1}
            shifts |= {column: steps[target] for column, target in links.items()}
            moved = {column: f't."{column}" + n * {step}' for column, step in shifts.items()}
            cursor.execute(_copy_statement(model, moved), [copies])


@contextmanager
def _superuser() -> Iterator[psycopg.Cursor[Any]]:
    """Whom neither row-level security nor foreign keys hold up; the server asks no password."""
    where = {"host": connection.settings_dict["HOST"], "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**where, user="postgres") as superuser, superuser.cursor() as cursor:
        yield cursor


def _largest_id(model: type[models.Model]) -> int:
    with all_towns():
        return int(model._base_manager.aggregate(largest=models.Max("pk"))["largest"])


def _copy_statement(model: type[models.Model], changed: dict[str, str]) -> str:
    """Insert the first town's rows (`t`) once per copy `n`; `changed` columns get an expression."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    source = f"{table} t, generate_series(1, %s) n"
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {source}"
