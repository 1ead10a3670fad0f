"""The room `demo`: an invented town to try everything in."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "miteinander.demo"
    verbose_name = "Demonstration"
