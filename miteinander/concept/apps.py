"""The room `concept`: concepts, their plan, status reports and the reading of documents."""

from django.apps import AppConfig


class ConceptConfig(AppConfig):
    name = "miteinander.concept"
    verbose_name = "Konzept"
