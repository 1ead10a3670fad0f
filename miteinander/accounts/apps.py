"""The room `accounts`: users, roles and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "miteinander.accounts"
    verbose_name = "Konten"
