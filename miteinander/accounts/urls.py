"""Addresses of accounts."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


def setup(request: HttpRequest) -> HttpResponse:
    return HttpResponse("setup")


root_patterns: list[URLPattern] = [path("einrichten/", setup, name="setup")]
workspace_patterns: list[URLPattern] = []
