"""Dump and load of PostgreSQL by pg_dump and pg_restore, as streams.

Row-level security binds the tables' owner too, so the dump comes with the setting that stands for
all municipalities. https://www.postgresql.org/docs/current/app-pgdump.html
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from miteinander.kernel.tenancy import ALL, SETTING
from miteinander.operation.backup import databases
from miteinander.operation.backup.errors import BackupError

_STEP = 256 * 1024
# Everything of the owner's in the schema; what belongs to an extension stays.
_CLEAR = """
SET lock_timeout = '60s';
DO $$
DECLARE found record;
BEGIN
  FOR found IN
    SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP %s IF EXISTS %s CASCADE', CASE found.kind
      WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, found.name);
  END LOOP;
  FOR found IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', found.name);
  END LOOP;
END $$;
"""


class PostgreSQL:
    """The database of the owner's connection. The dump is pg_dump's custom format."""

    vendor = "PostgreSQL"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @contextmanager
    def snapshot(self) -> Iterator[databases.Snapshot]:
        """One transaction whose view of the database pg_dump shares."""
        with transaction.atomic(using=self.connection.alias):
            with self.connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ALL])
                cursor.execute("SELECT pg_export_snapshot()")
                name = cursor.fetchone()[0]
            yield databases.Snapshot(databases.contents(self.connection), self._dump(name))

    def load(self, pieces: Iterable[bytes]) -> None:
        """Clear the schema and fill it anew in one transaction."""
        self.connection.close()
        psql = [*self._program("psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        restore = [_found("pg_restore"), "--no-owner", "--no-privileges", "-f", "-"]
        with (
            TemporaryFile() as words,
            subprocess.Popen(  # noqa: S603
                psql,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=words,
                env=self._env(),
            ) as target,
        ):
            assert target.stdin
            try:
                target.stdin.write(_CLEAR.encode())
                target.stdin.flush()
                _script(restore, pieces, target.stdin)
                target.stdin.close()
            except BrokenPipeError:
                pass  # psql ended early; its own words follow
            except BaseException:
                # Half a script must not become half a database: psql would commit it at its end.
                target.kill()
                raise
            if target.wait():
                raise BackupError(f"PostgreSQL hat die Sicherung nicht angenommen. {_tail(words)}")

    def _dump(self, snapshot: str) -> Iterator[bytes]:
        command = [*self._program("pg_dump"), "--format=custom", f"--snapshot={snapshot}"]
        command += ["--enable-row-security", "--no-owner", "--no-privileges"]
        with (
            TemporaryFile() as words,
            subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.PIPE, stderr=words, env=self._env()
            ) as dump,
        ):
            assert dump.stdout
            while step := dump.stdout.read(_STEP):
                yield step
            if dump.wait():
                raise BackupError(f"pg_dump ist gescheitert. {_tail(words)}")

    def _program(self, name: str) -> list[str]:
        place = self.connection.settings_dict
        words = [_found(name), "--no-password", "--dbname", str(place["NAME"])]
        for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
            if place[key]:
                words += [option, str(place[key])]
        return words

    def _env(self) -> dict[str, str]:
        # By the environment, where no other user of the machine can read it.
        password = {"PGPASSWORD": str(self.connection.settings_dict["PASSWORD"] or "")}
        return {**os.environ, **password, "PGOPTIONS": f"-c {SETTING}={ALL}"}


def _script(command: list[str], pieces: Iterable[bytes], target: IO[bytes]) -> None:
    """Have pg_restore write all of the dump as SQL straight into `target`."""
    with (
        TemporaryFile() as words,
        subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=target, stderr=words
        ) as source,
    ):
        assert source.stdin
        try:
            for piece in pieces:
                source.stdin.write(piece)
            source.stdin.close()
        except BrokenPipeError:
            pass  # pg_restore ended early; its own words follow
        except BaseException:
            source.kill()
            raise
        if source.wait():
            raise BackupError(f"pg_restore ist gescheitert. {_tail(words)}")


def _found(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise BackupError(f"{name} fehlt auf diesem Rechner: apt-get install postgresql-client")
    return path


def _tail(words: Any) -> str:
    """The last lines that a program wrote; never the rows that it was about."""
    words.seek(0)
    lines = words.read().decode(errors="replace").splitlines()
    told = [line for line in lines if not line.startswith(("CONTEXT", "DETAIL", "COPY"))]
    return " ".join(told[-3:])
