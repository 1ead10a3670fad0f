"""The room `api`: what other programs read, in open formats; reads only."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "miteinander.api"
    verbose_name = "Schnittstelle"
