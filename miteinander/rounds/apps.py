"""The room `rounds`: asking the institutions how far their measures are, and what they answer."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "miteinander.rounds"
    verbose_name = "Berichtsrunden"
