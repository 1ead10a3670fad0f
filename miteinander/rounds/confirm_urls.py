"""Addresses where answers become reports."""

from django.urls import URLPattern

workspace_patterns: list[URLPattern] = []
