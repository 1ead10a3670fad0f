"""Addresses of the room `rounds`."""

from django.urls import URLPattern

from miteinander.rounds import answer_urls, confirm_urls, setup_urls

workspace_patterns: list[URLPattern] = [
    *setup_urls.workspace_patterns,
    *answer_urls.workspace_patterns,
    *confirm_urls.workspace_patterns,
]
public_patterns: list[URLPattern] = [*answer_urls.public_patterns]
