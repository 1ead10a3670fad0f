"""`miteinander expire_offers`: places whose day to answer has passed are free again."""

from typing import Any

from django.core.management.base import BaseCommand

from miteinander.courses.actions import offers
from miteinander.kernel.actor import system
from miteinander.kernel.queries import active_municipalities
from miteinander.kernel.tenancy import town_scope


class Command(BaseCommand):
    help = "Beendet Platzangebote, auf die bis zu ihrem Tag niemand geantwortet hat."

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for town in active_municipalities():
            with town_scope(town):
                number += offers.expire_due(by=system(town.pk))
        self.stdout.write(f"{number} Platzangebote sind abgelaufen.")
