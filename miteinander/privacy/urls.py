"""Addresses of the room `privacy`."""

from django.urls import URLPattern, path, re_path

from miteinander.privacy.views import trail

workspace_patterns: list[URLPattern] = [
    path("datenschutz/protokoll/", trail.trail, name="trail"),
    re_path(
        r"^datenschutz/protokoll/protokoll\.(?P<ending>csv|xlsx)$",
        trail.export,
        name="trail_export",
    ),
]
