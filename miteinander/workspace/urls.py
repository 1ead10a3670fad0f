"""Addresses of the room `workspace`."""

from django.urls import URLPattern

root_patterns: list[URLPattern] = []
workspace_patterns: list[URLPattern] = []
public_patterns: list[URLPattern] = []
