"""The room `reporting`: the documents of the plan, made from what the rooms below know."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "miteinander.reporting"
    verbose_name = "Berichte"
