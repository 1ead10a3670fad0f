"""Addresses of the kernel."""

from django.urls import URLPattern, path

from miteinander.kernel import views

root_patterns: list[URLPattern] = [
    path("zustand/", views.health, name="health"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
workspace_patterns: list[URLPattern] = []
public_patterns: list[URLPattern] = [
    path("kontakt/", views.contact, name="contact"),
]
