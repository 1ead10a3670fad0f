"""The room `operation`: start, backup, restore, health and figures, for who runs the machines."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "miteinander.operation"
    verbose_name = "Betrieb"
