"""The room `ui`: components, charts and files that every page is made of."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "miteinander.ui"
    verbose_name = "Oberfläche"
