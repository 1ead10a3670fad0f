"""`miteinander migrate`: Django's own, as the tables' owner, and then the walls."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from miteinander.kernel import trail_walls, walls
from miteinander.kernel.tenancy import ALL, SETTING


class Command(migrate.Command):
    """Bring the tables up to date and set who may read and write which rows."""

    help = "Bringt die Tabellen auf den neuen Stand und zieht die Mauern zwischen den Kommunen."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        owner = "owner" if "owner" in settings.DATABASES else "default"
        parser.set_defaults(database=owner)

    def handle(self, *args: Any, **options: Any) -> None:
        app = connections[DEFAULT_DB_ALIAS]
        # Some migrations of others ask the default database whatever is migrated: as another role
        # they would wait for the owner's transaction, which waits for them.
        connections[DEFAULT_DB_ALIAS] = connections[options["database"]]
        try:
            self._migrate(*args, **options)
        finally:
            connections[DEFAULT_DB_ALIAS] = app

    def _migrate(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Migrations change the rows of all municipalities.
                cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, ALL])
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        # The counters of rate limits stand in a table that no migration makes.
        call_command("createcachetable", database=options["database"], verbosity=0)
        walls.build(connection)
        trail_walls.build(connection)
        if options["database"] == "owner":
            walls.grant(connection, settings.DATABASES["default"]["USER"])
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, '', false)", [SETTING])
