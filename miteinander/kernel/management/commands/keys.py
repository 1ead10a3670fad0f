"""`miteinander keys status|rotate|rewrap|retire`: the keyring of encryption and trail."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.kernel import queries
from miteinander.kernel.actions import keys
from miteinander.kernel.actor import Operator
from miteinander.kernel.encryption import keyring as rings
from miteinander.kernel.encryption import vault
from miteinander.kernel.encryption.keyring import MASTER, TRAIL, KeyringError
from miteinander.kernel.errors import NotPossible

PURPOSES = {"master": "Verschlüsseln", "search": "Suche", "trail": "Protokoll"}
STATES = {"active": "aktiv", "readable": "nur lesen", "retired": "ausgemustert"}


class Command(BaseCommand):
    help = "Zeigt und wechselt die Schlüssel, mit denen Felder und Protokoll geschützt sind."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORT")
        words.add_parser(
            "status", help="alle Schlüssel, ihr Zustand und wie oft sie gebraucht werden"
        )
        rotate = words.add_parser("rotate", help="neuer aktiver Schlüssel; alte bleiben lesbar")
        rotate.add_argument("--purpose", choices=[MASTER, TRAIL], default=MASTER)
        words.add_parser("rewrap", help="packt alles mit dem aktiven Schlüssel ein")
        retire = words.add_parser("retire", help="löscht einen Schlüssel, den nichts mehr braucht")
        retire.add_argument("id", metavar="NUMMER")

    def handle(self, *args: Any, word: str, **options: Any) -> None:
        try:
            getattr(self, f"_{word}")(options)
        except (KeyringError, NotPossible) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _status(self, options: dict[str, Any]) -> None:
        ring = vault.keyring()
        self.stdout.write(f"Schlüsselbund: {settings.KEYS}")
        if rings.is_open_to_others(Path(settings.KEYS)):
            self.stdout.write("ACHTUNG: Andere können ihn lesen. Bitte: chmod 600")
        for key in ring.keys:
            uses = queries.uses_of_key(key.id)
            words = [key.id, PURPOSES[key.purpose], STATES[key.state], f"seit {key.created_on}"]
            self.stdout.write("  ".join([*words, f"{uses}-mal gebraucht"]))

    def _rotate(self, options: dict[str, Any]) -> None:
        key = keys.rotate(options["purpose"], by=Operator())
        self.stdout.write(f"Schlüssel {key.id} ist aktiv. Bitte sichern Sie {settings.KEYS} neu.")

    def _rewrap(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{keys.rewrap(by=Operator())} Schlüssel und Geheimnisse neu eingepackt.")

    def _retire(self, options: dict[str, Any]) -> None:
        keys.retire(options["id"], by=Operator())
        self.stdout.write(f"Schlüssel {options['id']} ist ausgemustert, sein Geheimnis gelöscht.")
