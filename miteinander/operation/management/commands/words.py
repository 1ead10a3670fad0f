"""`miteinander help`: the commands of Miteinander itself, in German, without Django's own."""

from textwrap import fill
from typing import Any

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

WIDTH = 100


class Command(BaseCommand):
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        lines = ["", "miteinander BEFEHL [ANGABEN]", ""]
        for name, app in sorted(get_commands().items()):
            if name == "words" or not str(app).startswith("miteinander."):
                continue
            text = load_command_class(str(app), name).help
            word = f"  {name.replace('_', '-'):24}"
            lines.append(fill(text, WIDTH, initial_indent=word, subsequent_indent=" " * len(word)))
        lines += [
            "",
            "Was ein Befehl braucht, zeigt: miteinander BEFEHL --help",
            "Die Befehle von Django zeigt: miteinander help --commands",
            "",
        ]
        self.stdout.write("\n".join(lines))
