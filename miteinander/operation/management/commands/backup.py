"""`miteinander backup --out FILE`: database and uploaded files in one encrypted file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.operation.backup import making
from miteinander.operation.backup.errors import BackupError


class Command(BaseCommand):
    help = "Sichert Datenbank und hochgeladene Dateien in eine verschlüsselte Datei."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="Datei oder Ordner")
        parser.add_argument(
            "--keep", type=int, help="so viele der Sicherungen im Ordner bleiben, ältere gehen"
        )

    def handle(self, *args: Any, out: Path, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep braucht eine Zahl ab 1.")
        try:
            path, manifest = making.make(out)
            gone = making.forget_older(path.parent, keep) if keep else []
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = path.stat().st_size
        self.stdout.write(
            f"{path}: {sum(manifest.rows.values())} Zeilen, {len(manifest.parts)} Teile, "
            f"{size / 1_000_000:.1f} MB, verschlüsselt."
        )
        if gone:
            self.stdout.write(f"Ältere entfernt: {len(gone)}.")
