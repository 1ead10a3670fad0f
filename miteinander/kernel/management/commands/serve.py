"""`miteinander serve`: the web server and a worker, for one machine or behind a proxy."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.kernel import processes, setup_code
from miteinander.kernel.management.first_start import make_tables


class Command(BaseCommand):
    help = "Startet Webserver und Hintergrunddienst (hinter einem Proxy, der HTTPS spricht)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Port (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="Adresse (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=2, help="Prozesse des Webservers (2)")

    def handle(self, *args: Any, port: int, host: str, workers: int, **options: Any) -> None:
        if refusal := processes.refusal(port, host):
            raise CommandError(refusal)
        make_tables()
        web = processes.server(port, host=host, workers=workers)
        group = processes.Group([web, processes.worker()], {})
        self.stdout.write(f"Miteinander: http://{host}:{port}/ (Ende mit Strg+C)")
        if hint := setup_code.hint():
            self.stdout.write(hint)
        raise SystemExit(group.wait())
