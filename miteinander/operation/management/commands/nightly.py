"""`miteinander nightly`: everything that is to be done once a night."""

from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from miteinander.operation.logs import told

# (command, its words): some belong to rooms that an installation may not have yet.
STEPS: list[tuple[str, list[str]]] = [
    ("prune_db_task_results", []),
    ("clearsessions", []),
    ("audit", ["seal"]),
    ("audit", ["verify"]),
    ("retention", ["plan"]),
]


class Command(BaseCommand):
    help = "Erledigt, was jede Nacht zu tun ist: Altes vergessen, Protokoll versiegeln und prüfen."

    def handle(self, *args: Any, **options: Any) -> None:
        known, failed = get_commands(), []
        for name, words in STEPS:
            if name not in known:
                continue
            try:
                call_command(name, *words)
            except Exception as error:
                # The other steps are done all the same.
                failed.append(name)
                self.stderr.write(f"{name}: {told(error)}")
        if failed:
            raise CommandError(f"Nicht gelungen: {', '.join(failed)}")
