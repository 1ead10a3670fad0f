"""`miteinander nightly`: everything that is to be done once a night."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from miteinander.operation.logs import told

# (command, its words)
STEPS: list[tuple[str, list[str]]] = [
    ("retention", ["run"]),
    ("remind", []),
    ("expire_offers", []),
    ("weekly_digest", []),
    ("tell_followers", []),
    ("audit", ["seal"]),
    ("audit", ["verify"]),
]


class Command(BaseCommand):
    help = "Erledigt, was jede Nacht zu tun ist: vergessen, erinnern, melden, versiegeln, prüfen."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for name, words in STEPS:
            try:
                call_command(name, *words)
            except Exception as error:
                # The other steps are done all the same.
                failed.append(name)
                self.stderr.write(f"{name}: {told(error)}")
        if failed:
            raise CommandError(f"Nicht gelungen: {', '.join(failed)}")
