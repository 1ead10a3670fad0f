"""The room `courses`: language courses and trainings, and the places in them."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "miteinander.courses"
    verbose_name = "Kurse"
