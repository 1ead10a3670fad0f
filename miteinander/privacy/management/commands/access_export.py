"""`miteinander access-export`: the answer to a person who asks what is stored (Art. 15, 20)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from miteinander.accounts.models import User
from miteinander.kernel.actor import system
from miteinander.kernel.retention.subjects import Subject
from miteinander.kernel.tenancy import town_scope
from miteinander.privacy.actions import persons as actions
from miteinander.privacy.queries import persons
from miteinander.privacy.towns import town_named


class Command(BaseCommand):
    help = (
        "Schreibt die Auskunft über eine Person (Art. 15 und 20 DSGVO) in eine ZIP-Datei. Bitte "
        "vor dem Herausgeben durchsehen, ob Angaben über andere darin stehen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, who, where to."""
        parser.add_argument(
            "--municipality", required=True, metavar="KOMMUNE", help="Adresse oder AGS"
        )
        parser.add_argument("--email", required=True, help="E-Mail der Person")
        parser.add_argument("--out", type=Path, required=True, metavar="DATEI")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect in the town's scope, then write."""
        town = town_named(options["municipality"])
        with town_scope(town):
            content = actions.answer(
                subject=_subject(options["email"]),
                left_out={},
                municipality=town,
                by=system(town.pk, "access-export"),
            )
        try:
            options["out"].write_bytes(content)
        except OSError as error:
            raise CommandError(
                f"{options['out']} lässt sich nicht schreiben. Bitte prüfen Sie den Pfad."
            ) from error
        self.stdout.write(f"Die Auskunft steht in {options['out']}.")


def _subject(email: str) -> Subject:
    """The account with this address where this municipality knows it, else the address alone."""
    user = User.objects.filter(email__iexact=email).first()
    if user and user.pk in persons.known_accounts():
        return persons.of_account(user)
    return Subject(mails=frozenset({email}))
