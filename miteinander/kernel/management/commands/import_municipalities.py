"""`miteinander import-municipalities FILE`: the official list of all municipalities."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from miteinander.kernel import municipalities
from miteinander.kernel.actions import municipalities as actions
from miteinander.kernel.management.first_start import make_tables

LARGEST = 50 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Liest das amtliche Gemeindeverzeichnis (GV100AD, Textdatei von Destatis) ein. Ein zweiter "
        "Lauf aktualisiert Namen; Adressen und eigene Angaben der Kommunen bleiben."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One file."""
        parser.add_argument(
            "file", type=Path, metavar="DATEI", help="zum Beispiel GV100AD_3011.txt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse everything first, then store all or nothing."""
        make_tables()
        result = actions.take_over_list(_entries(options["file"]))
        self.stdout.write(
            f"{result.added} Kommunen neu, {result.changed} geändert, {result.same} unverändert, "
            f"{result.removed} entfallene entfernt, {result.kept} entfallene behalten, "
            "weil sie in Gebrauch sind."
        )


def _entries(path: Path) -> list[municipalities.Entry]:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError("Die Datei ist größer als 50 MB und damit nicht die amtliche Liste.")
        return municipalities.parse(municipalities.decode(path.read_bytes()))
    except OSError as error:
        raise CommandError(f"{path} lässt sich nicht lesen. Bitte prüfen Sie den Pfad.") from error
    except municipalities.ListError as error:
        raise CommandError(str(error)) from error
