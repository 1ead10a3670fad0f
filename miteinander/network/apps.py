"""The room `network`: organisations and people."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "miteinander.network"
    verbose_name = "Netzwerk"
