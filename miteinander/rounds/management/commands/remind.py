"""`miteinander remind`: the reminders of running rounds whose day has come."""

from typing import Any

from django.core.management.base import BaseCommand

from miteinander.kernel.actor import system
from miteinander.kernel.queries import active_municipalities
from miteinander.kernel.tenancy import town_scope
from miteinander.rounds.actions import reminders
from miteinander.rounds.choices import RoundState
from miteinander.rounds.models import Round


class Command(BaseCommand):
    help = "Verschickt die Erinnerungen laufender Berichtsrunden, deren Tag gekommen ist."

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for town in active_municipalities():
            with town_scope(town):
                for asking in Round.objects.filter(state=RoundState.RUNNING):
                    number += reminders.remind_if_due(asking=asking, by=system(town.pk))
        self.stdout.write(f"{number} Erinnerungen sind auf dem Weg.")
