"""Addresses of the room `workspace`."""

from django.urls import URLPattern, path

from miteinander.workspace import views

workspace_patterns: list[URLPattern] = [
    path("", views.home, name="home"),
]
