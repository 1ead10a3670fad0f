"""`miteinander restore FILE --key PRIVATE_FILE`: brings a backup back, or only checks it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.operation.backup import keys, restoring
from miteinander.operation.backup.errors import BackupError


class Command(BaseCommand):
    help = "Prüft eine Sicherung und stellt sie in der eingestellten Datenbank wieder her."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI", help="die Sicherung")
        parser.add_argument("--key", type=Path, required=True, help="Datei des privaten Schlüssels")
        parser.add_argument("--check", action="store_true", help="nur prüfen, nichts ändern")
        parser.add_argument("--replace", action="store_true", help="ersetzt, was hier schon liegt")
        parser.add_argument(
            "--erasures", type=Path, help="Liste der Löschungen, die danach wieder gelten"
        )

    def handle(self, *args: Any, file: Path, key: Path, **options: Any) -> None:
        try:
            private = keys.private(key)
            if options["check"]:
                self._check(restoring.check(file, private))
                return
            restoring.restore(
                file,
                private,
                replaces=options["replace"],
                erasures=options["erasures"],
                say=self.stdout.write,
            )
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _check(self, manifest: restoring.archive.Manifest) -> None:
        self.stdout.write(
            f"Die Sicherung ist vollständig und unverändert: {manifest.made_at}, Version "
            f"{manifest.version}, {manifest.database}, {sum(manifest.rows.values())} Zeilen, "
            f"{len(manifest.parts)} Teile. Geändert wurde nichts."
        )
