"""Addresses of accounts."""

from django.urls import URLPattern, path

from miteinander.accounts.views import after_sign_in, set_up

root_patterns: list[URLPattern] = [
    path("einrichten/", set_up.set_up, name="setup"),
    path("anmeldung/weiter/", after_sign_in.after_sign_in, name="after_sign_in"),
]
workspace_patterns: list[URLPattern] = []
