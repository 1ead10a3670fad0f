"""Addresses of the room `operation`."""

from django.urls import URLPattern, path

from miteinander.operation.views import machines, pages

root_patterns: list[URLPattern] = [
    path("zustand/bereit/", machines.ready, name="ready"),
    path("zustand/zahlen/", machines.numbers, name="figures"),
]
workspace_patterns: list[URLPattern] = [
    path("betrieb/", pages.overview, name="operation"),
]
