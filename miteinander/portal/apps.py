"""The room `portal`: the public pages; reads only."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "miteinander.portal"
    verbose_name = "Öffentliche Seiten"
