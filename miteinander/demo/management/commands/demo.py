"""`miteinander demo`: everything that is needed to try Miteinander, in one command."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.demo.loading import load
from miteinander.demo.loading.town import PASSWORD, SIGN_INS
from miteinander.kernel import processes, static_files
from miteinander.kernel.models import Municipality

# On loopback without HTTPS, whatever is set for the real site.
ENVIRONMENT = {
    "MITEINANDER_DEMO": "1",
    "MITEINANDER_HTTPS": "",
    "MITEINANDER_HOSTS": "localhost,127.0.0.1,[::1]",
}


class Command(BaseCommand):
    help = "Richtet die Vorführstadt ein und startet Webserver und Hintergrunddienst."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="Port (8000)")
        parser.add_argument("--load-only", action="store_true", help="nur die Daten anlegen")

    def handle(self, *args: Any, port: int, load_only: bool, **options: Any) -> None:
        if not load_only and (refusal := processes.refusal(port)):
            raise CommandError(refusal)
        call_command("migrate", verbosity=0)
        self._refuse_beside_real_data()
        load()
        if load_only:
            return
        static_files.collect()
        environment = {**ENVIRONMENT, "MITEINANDER_SITE": f"http://localhost:{port}/"}
        group = processes.Group([processes.server(port), processes.worker()], environment)
        if group.wait_until_up(f"http://127.0.0.1:{port}/zustand/"):
            self._welcome(port)
        raise SystemExit(group.wait())

    def _refuse_beside_real_data(self) -> None:
        real = Municipality.objects.filter(is_active=True)
        if real.exists() and not Municipality.objects.filter(slug="musterstadt").exists():
            raise CommandError(
                f"In {settings.DATA} liegen schon Daten ({real[0].name}). Die Vorführung hat "
                "bekannte Passwörter und gehört nicht daneben. Bitte einen eigenen Ordner angeben: "
                "MITEINANDER_DATA=vorfuehrung python3 start.py demo"
            )

    def _welcome(self, port: int) -> None:
        lines = [
            "",
            f"Miteinander läuft: http://127.0.0.1:{port}/musterstadt/",
            "",
            "Zum Anmelden:",
        ]
        towns = dict(Municipality.objects.values_list("ags", "name"))
        for ags, name, email, role in SIGN_INS:
            lines.append(f"  {email:44} {PASSWORD}   ({name}, {role.label} in {towns[ags]})")
        lines += ["", "Beenden mit Strg+C.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
