"""`miteinander backup-keys new`: the pair of keys with which backups are locked and opened."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.operation.backup import keys, making
from miteinander.operation.backup.errors import BackupError


class Command(BaseCommand):
    help = "Erzeugt das Schlüsselpaar der Sicherungen: Der Server behält nur den öffentlichen."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("word", choices=["new"], help="new: ein neues Paar")
        parser.add_argument(
            "--out", type=Path, required=True, help="Datei für den privaten Schlüssel"
        )

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        try:
            key = keys.new(out, making.public_file())
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Privater Schlüssel: {out}")
        self.stdout.write(f"Öffentlicher Schlüssel: {making.public_file()}")
        self.stdout.write(f"MITEINANDER_BACKUP_KEY={keys.as_text(key)}")
        self.stdout.write(f"Kennzeichen: {keys.fingerprint(key)}")
        self.stdout.write(
            "Bewahren Sie den privaten Schlüssel an zwei Orten auf, nicht auf diesem Server und "
            "nicht bei den Sicherungen. Ohne ihn lässt sich keine Sicherung öffnen."
        )
