"""`miteinander weekly-digest`: once a week, what waits for whoever works on a plan."""

from typing import Any

from django.core.management.base import BaseCommand

from miteinander.accounts.queries import digest_readers
from miteinander.kernel.actor import system
from miteinander.kernel.queries import active_municipalities
from miteinander.kernel.tenancy import town_scope
from miteinander.workspace.actions import digests


class Command(BaseCommand):
    help = "Schreibt Koordination und Redaktion einmal in der Woche, was auf sie wartet."

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for town in active_municipalities():
            with town_scope(town):
                readers = digest_readers()
            for user in readers:
                # A scope for each: on PostgreSQL it is the transaction.
                with town_scope(town):
                    number += digests.send(town, user, by=system(town.pk))
        self.stdout.write(f"{number} Wochenüberblicke sind auf dem Weg.")
