"""`miteinander serve`: the web server and the workers, for one machine or behind a proxy."""

import shutil
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.kernel import processes, setup_code, static_files
from miteinander.kernel.management.first_start import make_tables
from miteinander.operation import deployment, queries, state


class Command(BaseCommand):
    help = "Startet Webserver und Hintergrunddienst (hinter einem Proxy, der HTTPS spricht)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Port (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="Adresse (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=2, help="Prozesse des Webservers (2)")
        parser.add_argument(
            "--worker-processes", type=int, default=1, help="Prozesse des Hintergrunddienstes (1)"
        )
        parser.add_argument("--only", choices=["web", "worker"], help="nur dieser Teil")
        parser.add_argument(
            "--check", action="store_true", help="prüft die Einstellungen und startet nichts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        self._refuse(options)
        commands: list[list[str]] = []
        environment = {}
        port, host = options["port"], options["host"]
        if options["only"] != "worker":
            static_files.collect()
            environment["PROMETHEUS_MULTIPROC_DIR"] = _empty_folder(port)
            commands.append(processes.server(port, host=host, workers=options["workers"]))
        if options["only"] != "web":
            commands += [processes.worker()] * options["worker_processes"]
        group = processes.Group(commands, environment)
        self._welcome(options)
        raise SystemExit(group.wait())

    def _refuse(self, options: dict[str, Any]) -> None:
        if options["workers"] < 1 or options["worker_processes"] < 1:
            raise CommandError("--workers und --worker-processes brauchen eine Zahl ab 1.")
        is_web = options["only"] != "worker"
        if is_web and (refusal := processes.refusal(options["port"], options["host"])):
            raise CommandError(refusal)
        make_tables()
        if pending := queries.pending_migrations():
            raise CommandError(
                f"Die Datenbank ist nicht auf dem Stand dieser Version ({len(pending)} Änderungen "
                "stehen aus). Bitte erst sichern (miteinander backup) und dann: miteinander migrate"
            )

    def _check(self) -> None:
        problems = deployment.problems()
        for problem in problems:
            self.stdout.write(f"- {problem}")
        if problems:
            raise CommandError(f"{len(problems)} Punkte sind vor dem Betrieb zu klären.")
        self.stdout.write("Die Einstellungen sind für den Betrieb in Ordnung.")
        for word in deployment.advice():
            self.stdout.write(f"Empfehlung: {word}")

    def _welcome(self, options: dict[str, Any]) -> None:
        if options["only"] == "worker":
            self.stdout.write("Der Hintergrunddienst läuft (Ende mit Strg+C).")
            return
        host = f"[{options['host']}]" if ":" in options["host"] else options["host"]
        self.stdout.write(f"Miteinander: http://{host}:{options['port']}/ (Ende mit Strg+C)")
        if hint := setup_code.hint():
            self.stdout.write(hint)


def _empty_folder(port: int) -> str:
    """Where the web processes of this port count their requests; they start at zero."""
    path = state.folder() / f"figures-{port}"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return str(path)
