"""`miteinander retention WORD`: what is due, deleting it, and the register of what was deleted."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from miteinander.kernel.actor import system
from miteinander.kernel.models import Municipality
from miteinander.kernel.queries import active_municipalities
from miteinander.kernel.retention import reapply, register
from miteinander.kernel.tenancy import all_towns, town_scope
from miteinander.privacy.actions import runs
from miteinander.privacy.queries import retention
from miteinander.privacy.towns import town_named


class Command(BaseCommand):
    help = "Zeigt, was zu löschen ist, löscht es und führt das Löschverzeichnis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word and what belongs to it."""
        words = parser.add_subparsers(dest="word", required=True, metavar="WORT")
        for word, text in (
            ("plan", "zeigen, was fällig ist; ändert nichts"),
            ("run", "löschen, was bestätigt ist oder keine Bestätigung braucht (jede Nacht)"),
        ):
            one = words.add_parser(word, help=text)
            one.add_argument("--municipality", metavar="KOMMUNE", help="Adresse oder AGS")
            one.add_argument("--json", action="store_true", help="als JSON ausgeben")
        one = words.add_parser("erasures", help="das Löschverzeichnis in eine Datei schreiben")
        one.add_argument("--out", type=Path, required=True, metavar="DATEI")
        one = words.add_parser("reapply", help="nach dem Einspielen einer Sicherung noch einmal")
        one.add_argument("file", type=Path, metavar="DATEI")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the word says."""
        getattr(self, f"_{options['word']}")(options)

    def _plan(self, options: dict[str, Any]) -> None:
        found: dict[str, list[dict[str, Any]]] = {}
        for town in _towns(options):
            with town_scope(town):
                found[town.slug] = _as_data(retention.due_rules(retention.town_rules()))
        if not options["municipality"]:
            # Whether an account still has a role anywhere is only seen across all towns.
            with all_towns():
                found[""] = _as_data(retention.due_rules(retention.shared_rules()))
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for slug, rows in found.items():
            self.stdout.write(f"{slug or 'Alle Kommunen gemeinsam'}:")
            self.stdout.writelines(_line(row) for row in rows or [{}])

    def _run(self, options: dict[str, Any]) -> None:
        found: dict[str, dict[str, int]] = {}
        for town in _towns(options):
            found[town.slug] = runs.erase_automatic(town, by=system(town.pk, "Aufbewahrung"))
        if not options["municipality"]:
            found[""] = runs.erase_shared()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for slug, numbers in found.items():
            said = ", ".join(f"{code} {number}" for code, number in numbers.items())
            name = slug or "Alle Kommunen gemeinsam"
            self.stdout.write(f"{name}: {said or 'nichts zu löschen'}")

    def _erasures(self, options: dict[str, Any]) -> None:
        try:
            number = register.export(options["out"])
        except OSError as error:
            raise CommandError(
                f"{options['out']} lässt sich nicht schreiben. Bitte prüfen Sie den Pfad."
            ) from error
        self.stdout.write(f"{number} Einträge stehen in {options['out']}.")

    def _reapply(self, options: dict[str, Any]) -> None:
        try:
            number = reapply(options["file"])
        except register.BrokenRegister as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{number} Einträge noch einmal gelöscht.")


def _towns(options: dict[str, Any]) -> list[Municipality]:
    if options["municipality"]:
        return [town_named(options["municipality"])]
    return active_municipalities()


def _as_data(found: list[retention.DueRule]) -> list[dict[str, Any]]:
    return [
        {
            "rule": one.rule.code,
            "title": one.rule.title,
            "then": str(one.rule.then),
            "due": one.number,
            "held": one.held,
            "automatic": one.rule.is_automatic,
        }
        for one in found
    ]


def _line(row: dict[str, Any]) -> str:
    if not row:
        return "  nichts ist fällig\n"
    who = "von selbst" if row["automatic"] else "wartet auf Bestätigung"
    held = f", {row['held']} gesperrt" if row["held"] else ""
    return f"  {row['title']}: {row['due']} fällig{held} ({who})\n"
