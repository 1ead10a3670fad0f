"""`miteinander setup`: a municipality begins to use this installation."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.accounts import queries as accounts
from miteinander.accounts.actions.set_up import set_up_municipality
from miteinander.accounts.forms.set_up import SetUpForm
from miteinander.kernel import setup_code
from miteinander.kernel.choices import MunicipalityKind
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.management.first_start import make_tables

_ASKED_FOR = ["ags", "name", "office", "office_email", "person", "email"]


class Command(BaseCommand):
    help = (
        "Richtet eine Kommune ein: die erste dieser Installation oder eine weitere. "
        "Fehlende Angaben werden erfragt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One option per field of the form, so that scripts need no questions."""
        parser.add_argument("--ags", help="Amtlicher Gemeindeschlüssel, zum Beispiel 05154036")
        parser.add_argument("--name", help="Name der Kommune, wenn sie nicht in der Liste steht")
        parser.add_argument("--kind", choices=MunicipalityKind.values, help="Art der Kommune")
        parser.add_argument("--office", help="Stelle, zum Beispiel: Stabsstelle Integration")
        parser.add_argument("--office-email", help="E-Mail der Stelle")
        parser.add_argument("--person", help="Name der Koordinatorin oder des Koordinators")
        parser.add_argument("--email", help="E-Mail, mit der die Person sich anmeldet")
        parser.add_argument(
            "--password-stdin", action="store_true", help="Passwort aus der Standardeingabe lesen"
        )
        parser.add_argument("--show-code", action="store_true", help="nur den Code anzeigen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check with the page's own form, then act."""
        make_tables()
        if options["show_code"]:
            self.stdout.write(setup_code.hint() or "Diese Installation ist schon eingerichtet.")
            return
        try:
            form = SetUpForm(self._answers(options))
        except (EOFError, KeyboardInterrupt) as end:
            raise CommandError("Abgebrochen; nichts ist gespeichert.") from end
        if not form.is_valid():
            raise CommandError("\n".join(_sentences(form)))
        try:
            municipality, user = set_up_municipality(**form.cleaned_data)
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{municipality.name} ist eingerichtet unter /{municipality.slug}/. "
            f"{user.name} meldet sich mit {user.email} an."
        )

    def _answers(self, options: dict[str, Any]) -> dict[str, str]:
        is_asking = sys.stdin.isatty() and not options["password_stdin"]
        answers = {"kind": options["kind"] or ""}
        for name in _ASKED_FOR:
            is_known = name == "name" and accounts.name_in_list(answers["ags"])
            asks = is_asking and not is_known
            answers[name] = options[name] or (self._ask(name) if asks else "")
        if options["password_stdin"]:
            answers["password"] = sys.stdin.readline().rstrip("\r\n")
        elif is_asking:
            answers["password"] = getpass.getpass("Passwort (mindestens 12 Zeichen): ")
        return answers

    def _ask(self, name: str) -> str:
        field = SetUpForm.base_fields[name]
        hint = "" if field.required else " (freiwillig)"
        return input(f"{field.label}{hint}: ").strip()


def _sentences(form: SetUpForm) -> list[str]:
    """The errors of the form, each with the option that mends it."""
    found = []
    for name, errors in form.errors.items():
        option = "--password-stdin" if name == "password" else f"--{name.replace('_', '-')}"
        start = "" if name == "__all__" else f"{form.fields[name].label} ({option}): "
        found += [f"{start}{sentence}" for sentence in errors]
    return found
