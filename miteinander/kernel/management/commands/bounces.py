"""`miteinander bounces [FOLDER]`: what mail servers report about mails that did not arrive."""

import mailbox
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.kernel import bounces


class Command(BaseCommand):
    help = "Liest Unzustellbarkeits-Meldungen: eine Mail von der Eingabe, oder ein Maildir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, metavar="MAILDIR", help="gelesene Mails werden gelöscht"
        )

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        if folder is None:
            taken, number = int(bounces.take(sys.stdin.buffer.read(bounces.LARGEST))), 1
        elif (folder / "new").is_dir():
            taken, number = _folder(folder)
        else:
            raise CommandError(f"{folder} ist kein Maildir: Es fehlt der Ordner „new“.")
        self.stdout.write(f"{number} gelesen, {taken} zu unseren Mails.")


def _folder(path: Path) -> tuple[int, int]:
    """(reports about our mails, mails read); a mail goes only once its report is stored."""
    box = mailbox.Maildir(path, create=False)
    taken, keys = 0, list(box.keys())
    for key in keys:
        taken += bounces.take(box.get_bytes(key))
        box.discard(key)
    return taken, len(keys)
