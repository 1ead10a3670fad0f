"""`miteinander tell_followers`: one mail to each address that follows something that is new."""

from typing import Any

from django.core.management.base import BaseCommand

from miteinander.following.actions import digests
from miteinander.kernel import queries
from miteinander.kernel.actor import system
from miteinander.kernel.tenancy import town_scope


class Command(BaseCommand):
    help = "Schickt allen, die einem Konzept folgen, was seit gestern neu ist."

    def handle(self, *args: Any, **options: Any) -> None:
        for municipality in queries.active_municipalities_named(""):
            with town_scope(municipality):
                sent = digests.send(municipality, by=system(municipality.pk, "Abonnements"))
            if sent:
                self.stdout.write(f"{municipality.slug}: {sent} Mails")
