"""Addresses of the room `ui`."""

from django.urls import URLPattern, path

from miteinander.ui import views

root_patterns: list[URLPattern] = [
    path("bausteine/", views.gallery, name="gallery"),
]
workspace_patterns: list[URLPattern] = []
public_patterns: list[URLPattern] = []
