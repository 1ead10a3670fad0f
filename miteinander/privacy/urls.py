"""Addresses of the room `privacy`."""

from django.urls import URLPattern

workspace_patterns: list[URLPattern] = []
