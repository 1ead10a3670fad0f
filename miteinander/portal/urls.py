"""Addresses that everyone may open."""

from django.urls import URLPattern, path

from miteinander.portal import views

root_patterns: list[URLPattern] = [
    path("", views.home, name="home"),
]
public_patterns: list[URLPattern] = []
