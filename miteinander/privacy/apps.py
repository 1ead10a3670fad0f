"""The room `privacy`: the trail, what is kept how long, and what is stored about a person."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "miteinander.privacy"
    verbose_name = "Datenschutz"
