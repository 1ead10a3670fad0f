"""`miteinander report`: the council report as a file."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.concept.queries import public
from miteinander.kernel.models import Municipality
from miteinander.kernel.tenancy import town_scope
from miteinander.reporting import writing
from miteinander.reporting.choices import Format
from miteinander.reporting.contents import Contents
from miteinander.reporting.queries import times
from miteinander.reporting.queries.composition import compose
from miteinander.reporting.queries.template import own_template
from miteinander.rounds.models import Round

DEMONSTRATION = "musterstadt"


class Command(BaseCommand):
    help = "Schreibt den Bericht über ein Konzept als PDF, Word oder Excel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", metavar="NAME", help="Name in der Adresse")
        parser.add_argument("--format", choices=Format.values, default=Format.PDF.value)
        parser.add_argument("--out", type=Path, required=True, metavar="DATEI")
        parser.add_argument("--on", type=date.fromisoformat, metavar="JJJJ-MM-TT")
        parser.add_argument("--since", type=date.fromisoformat, metavar="JJJJ-MM-TT")
        parser.add_argument("--round", type=int, metavar="NUMMER", help="Berichtsrunde")
        parser.add_argument("--brief", action="store_true", help="nur die Kurzfassung")
        parser.add_argument("--demo", action="store_true", help="über die Vorführstadt")

    def handle(self, *args: Any, municipality: str | None, demo: bool, **options: Any) -> None:
        if demo:
            call_command("demo", load_only=True, verbosity=0)
        slug = municipality or (DEMONSTRATION if demo else "")
        town = Municipality.objects.filter(slug=slug, is_active=True).first()
        if town is None:
            raise CommandError(
                f"Hier gibt es keine Kommune „{slug}“. Bitte angeben: --municipality NAME, "
                "wie er in der Adresse steht."
            )
        with town_scope(town):
            contents = _contents(town, options)
            own = own_template()
        kind = Format(options["format"])
        if options["brief"]:
            file = writing.brief(contents, kind)
        else:
            file = writing.report(contents, kind, own)
        try:
            options["out"].write_bytes(file)
        except OSError as error:
            raise CommandError(
                f"{options['out']} lässt sich nicht schreiben: {error.strerror}."
            ) from None
        self.stdout.write(f"{options['out']} ist geschrieben ({len(file) // 1024 + 1} KB).")


def _contents(town: Municipality, options: dict[str, Any]) -> Contents:
    edition = public.current_edition(town)
    if edition is None:
        raise CommandError(f"{town.name} hat noch kein Konzept veröffentlicht.")
    asked_in: Round | None = None
    if options["round"] is not None:
        asked_in = next((one for one in times.rounds(edition) if one.pk == options["round"]), None)
        if asked_in is None:
            raise CommandError(f"Eine Berichtsrunde {options['round']} gibt es hier nicht.")
    wanted = times.wanted(on=options["on"], since=options["since"], asked_in=asked_in)
    return compose(town, edition, wanted)
