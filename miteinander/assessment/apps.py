"""The room `assessment`: what is needed, and how far the goals are reached."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "miteinander.assessment"
    verbose_name = "Bedarfe und Bewertung"
