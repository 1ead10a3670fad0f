"""Addresses of the room `operation`."""

from django.urls import URLPattern

root_patterns: list[URLPattern] = []
workspace_patterns: list[URLPattern] = []
