"""`miteinander stolen-passwords FILE`: a public list tells which were stolen elsewhere."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.accounts import stolen


class Command(BaseCommand):
    help = "Liest eine Liste gestohlener Passwörter ein; solche lehnt Miteinander dann ab."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="DATEI",
            help="„Pwned Passwords“ (SHA-1, am besten nach Hash sortiert), ein Teil davon, oder "
            "ein Passwort je Zeile; - liest von der Eingabe",
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            is_input = str(file) == "-"
            with nullcontext(sys.stdin.buffer) if is_input else file.open("rb") as lines:
                number = stolen.store(lines, self._tell)
        except stolen.ListError as error:
            raise CommandError(f"{error} Es bleibt, wie es war.") from error
        except OSError as error:
            reason = f"{error.filename or file}: {error.strerror}."
            raise CommandError(f"{reason} Es bleibt, wie es war.") from error
        self.stdout.write(f"{number:,} gestohlene Passwörter sind bekannt.".replace(",", "."))

    def _tell(self, number: int) -> None:
        if not number % (20 * stolen.CHUNK):
            self.stdout.write(f"{number // 1_000_000} Millionen Zeilen gelesen")
