"""`miteinander sign-out MAIL`: ends all sessions of one person, wherever they work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from miteinander.accounts import queries
from miteinander.accounts.actions import members
from miteinander.accounts.models import User
from miteinander.kernel.actor import system
from miteinander.kernel.tenancy import town_scope


class Command(BaseCommand):
    help = "Meldet eine Person überall ab, zum Beispiel wenn ihr Gerät verloren ist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="MAIL", help="die Adresse, mit der sie sich anmeldet")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email=email.lower()).first()
        towns = queries.municipalities_of(user) if user else []
        if user is None or not towns:
            raise CommandError("Unter dieser Adresse arbeitet hier niemand.")
        for town in towns:
            with town_scope(town):
                members.sign_out(user=user, by=system(town.pk))
        self.stdout.write(f"{user.name} ist überall abgemeldet, kann sich aber wieder anmelden.")
