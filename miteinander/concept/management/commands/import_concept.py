"""`miteinander import-concept FILE`: a finished concept document becomes a plan."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from miteinander.concept import reader, summary
from miteinander.concept.actions import editions
from miteinander.concept.actions.imports import documents
from miteinander.concept.actions.imports.taking_over import take_over
from miteinander.concept.models import ConceptImport
from miteinander.concept.queries import imports
from miteinander.concept.reading import ReadingRefused
from miteinander.kernel import actor
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import NotPossible
from miteinander.kernel.models import Municipality
from miteinander.kernel.queries import has_tables
from miteinander.kernel.tenancy import town_scope

NOTHING = (
    "In dem Dokument sind keine Handlungsfelder, Ziele oder Maßnahmen zu erkennen. Bitte prüfen "
    "Sie, ob es das Konzept selbst ist, oder geben Sie ihm Überschriften."
)
WAITS = "Das Konzept dieser Kommune besteht schon. Bitte sehen Sie die Vorschläge durch:"


class Command(BaseCommand):
    help = (
        "Liest ein fertiges Integrationskonzept (Word, PDF, Excel, CSV oder Text) ein. Das erste "
        "wird gleich übernommen, jedes weitere wartet auf die Durchsicht im Arbeitsbereich."
    )
    # A dry run needs no database at all.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the municipality, and what to do."""
        parser.add_argument("file", type=Path, metavar="DATEI")
        parser.add_argument(
            "--municipality", metavar="AGS", help="Amtlicher Gemeindeschlüssel der Kommune"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="nur zeigen, was verstanden wurde"
        )
        parser.add_argument("--json", action="store_true", help="das Verstandene als JSON ausgeben")
        parser.add_argument(
            "--take-over",
            action="store_true",
            help="alle Vorschläge ohne Durchsicht in ein bestehendes Konzept übernehmen",
        )
        parser.add_argument(
            "--publish", action="store_true", help="die Fassung nach der Übernahme veröffentlichen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read first, store afterwards: what is refused leaves nothing."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} gibt es nicht. Bitte prüfen Sie den Pfad.")
        municipality = None if options["dry_run"] else _municipality(options["municipality"])
        if municipality is None:
            self._show(self._read(path, None), options["json"])
            return
        with town_scope(municipality):
            known = imports.known_for_reader()
            answer = self._read(path, known)
            self._show(answer, options["json"])
            if not any(answer["reading"]["counts"].values()):
                raise CommandError(NOTHING)
            by = actor.system(municipality.pk, "import-concept")
            document = documents.keep_read(path, answer, by=by)
            if known and not options["take_over"]:
                self._say(f"{WAITS} {_page('import_review', municipality, pk=document.pk)}")
            else:
                self._take_over(document, municipality, by, options["publish"])

    def _read(self, path: Path, known: list[dict[str, Any]] | None) -> dict[str, Any]:
        try:
            return reader.read(path, path.name, known=known, progress=_Steps(self.stderr))
        except ReadingRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(
                f"{path} lässt sich nicht lesen. Bitte prüfen Sie den Pfad."
            ) from error

    def _show(self, answer: dict[str, Any], as_json: bool) -> None:
        reading = answer["reading"]
        if as_json:
            self.stdout.write(json.dumps(reading, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(summary.of_reading(reading))

    def _take_over(
        self, document: ConceptImport, municipality: Municipality, by: Actor, publish: bool
    ) -> None:
        try:
            outcome = take_over(document, by=by)
        except NotPossible as refusal:
            documents.drop(document, by=by)
            raise CommandError(str(refusal)) from refusal
        self._say(outcome.sentence)
        edition = editions.publish(outcome.edition, by=by) if publish else outcome.edition
        plan = _page("plan", municipality)
        if edition.published_at:
            self._say(f"Öffentlich zu sehen: /{municipality.slug}/ · Bearbeiten: {plan}")
        else:
            self._say(f"Ansehen: {plan} (anmelden und dort „{edition.label}“ veröffentlichen)")

    def _say(self, sentence: str) -> None:
        # The JSON stays alone on the standard output.
        self.stderr.write(sentence)


class _Steps:
    """Writes each step of the reading once."""

    def __init__(self, output: Any) -> None:
        self.output, self.last = output, ""

    def __call__(self, percent: int, step: str) -> None:
        if step != self.last:
            self.last = step
            self.output.write(f"{percent:3d} %  {step}")


def _municipality(ags: str | None) -> Municipality:
    if not ags:
        raise CommandError("Bitte nennen Sie die Kommune: --municipality AGS (oder --dry-run).")
    if not has_tables():
        raise CommandError("Die Datenbank ist noch leer. Bitte zuerst: miteinander setup")
    found = Municipality.objects.filter(ags=ags).first()
    if found is None:
        raise CommandError(
            f"Eine Kommune mit dem Gemeindeschlüssel {ags} ist nicht bekannt. Bitte prüfen Sie die "
            "Ziffern, oder richten Sie die Kommune ein: miteinander setup"
        )
    if not found.is_active:
        raise CommandError(
            f"{found.name} nutzt Miteinander noch nicht. Bitte zuerst einrichten: miteinander setup"
        )
    return found


def _page(name: str, municipality: Municipality, **parts: int) -> str:
    return reverse(f"workspace:{name}", kwargs={"town": municipality.slug, **parts})
