"""`miteinander audit seal|verify|head`: whether the trail is as it was written."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.kernel.encryption.keyring import KeyringError
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import all_towns
from miteinander.kernel.trail import heads, sealing, verifying
from miteinander.kernel.trail.verifying import Outcome


class Command(BaseCommand):
    help = "Siegelt und prüft das Protokoll."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORT")
        words.add_parser("seal", help="siegelt, was noch wartet")
        verify = words.add_parser("verify", help="rechnet alles nach und nennt die erste Lücke")
        verify.add_argument("--head", type=Path, metavar="DATEI", help="früher ausgegebene Köpfe")
        verify.add_argument("--json", action="store_true", help="Ergebnis für Maschinen")
        head = words.add_parser("head", help="siegelt und gibt die Köpfe aller Ketten aus")
        head.add_argument("--out", type=Path, metavar="DATEI", required=True)

    def handle(self, *args: Any, word: str, **options: Any) -> None:
        try:
            getattr(self, f"_{word}")(options)
        except (KeyringError, heads.HeadsError) as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(
                f"{error.filename} lässt sich nicht lesen oder schreiben."
            ) from error

    def _seal(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"{sealing.seal_waiting.call()} Einträge gesiegelt.")

    def _head(self, options: dict[str, Any]) -> None:
        sealing.seal_waiting.call()
        with all_towns():
            found = [head for chain in verifying.chains() if (head := heads.head_of(chain))]
        heads.write(options["out"], found)
        self.stdout.write(f"{len(found)} Ketten: {options['out']}. Bitte getrennt aufbewahren.")

    def _verify(self, options: dict[str, Any]) -> None:
        expected = heads.load(options["head"]) if options["head"] else {}
        with all_towns():
            names = dict(Municipality.objects.values_list("pk", "name"))
            chains = [*verifying.chains()]
            chains += [chain for chain in expected if chain not in chains]
            outcomes = [verifying.verify(chain, expected.get(chain)) for chain in chains]
        if options["json"]:
            rows = [asdict(outcome) for outcome in outcomes]
            self.stdout.write(json.dumps(rows, default=str, indent=2))
        else:
            self._tell(outcomes, names)
        if not all(outcome.is_whole for outcome in outcomes):
            raise SystemExit(1)

    def _tell(self, outcomes: list[Outcome], names: dict[int, str]) -> None:
        for outcome in outcomes:
            number = outcome.chain
            name = "Installation" if number is None else names.get(number, f"Kommune {number}")
            if outcome.problem:
                self.stdout.write(f"{name}: NICHT IN ORDNUNG. {outcome.problem}")
                continue
            head = f"Siegel {outcome.head.number}" if outcome.head else "noch kein Siegel"
            seen = f"{outcome.events} Einträge, davon {outcome.unsealed} noch ohne Siegel"
            self.stdout.write(f"{name}: in Ordnung. {seen}; {head}.")
        if not outcomes:
            self.stdout.write("Das Protokoll ist noch leer.")
