"""The room `following`: mails to whoever wants to hear how a plan goes on."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "miteinander.following"
    verbose_name = "Abonnements"
