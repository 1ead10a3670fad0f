"""Addresses of the list of rounds, their set-up and their board."""

from django.urls import URLPattern, path

from miteinander.kernel.doors import behind
from miteinander.rounds import rules
from miteinander.rounds.views import setup

_reading = [
    path("berichtsrunden/", setup.rounds, name="rounds"),
]
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_read_answers, _reading),
]
