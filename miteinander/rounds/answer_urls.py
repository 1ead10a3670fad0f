"""Addresses where answers are given: by the personal link, and on behalf of an institution."""

from django.urls import URLPattern

workspace_patterns: list[URLPattern] = []
public_patterns: list[URLPattern] = []
