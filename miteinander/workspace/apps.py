"""The room `workspace`: the signed-in home across rooms."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "miteinander.workspace"
    verbose_name = "Arbeitsplatz"
