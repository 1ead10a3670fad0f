"""Addresses of the room `privacy`."""

from django.urls import URLPattern, path, re_path

from miteinander.kernel.doors import behind
from miteinander.privacy import rules
from miteinander.privacy.views import holds, persons, retention, trail

root_patterns: list[URLPattern] = [
    path("konto/daten/", persons.own_data, name="own_data"),
]
_retention = [
    path("datenschutz/", retention.overview, name="retention"),
    re_path(
        r"^datenschutz/aufbewahrung\.(?P<ending>csv|xlsx)$",
        retention.export,
        name="retention_export",
    ),
    path("datenschutz/loeschen/", retention.due, name="due"),
    path("datenschutz/loeschen/<slug:code>/", retention.due_rule, name="due_rule"),
    path("datenschutz/laeufe/<int:pk>/", retention.run, name="retention_run"),
    path("datenschutz/sperren/", holds.holds, name="holds"),
    path("datenschutz/sperren/<int:pk>/beenden/", holds.end_hold, name="hold_end"),
]
_persons = [
    path("datenschutz/auskunft/", persons.access, name="access"),
    path("datenschutz/auskunft/pruefen/", persons.review, name="access_review"),
    path("datenschutz/auskunft/herunterladen/", persons.hand_out, name="access_hand_out"),
    path("datenschutz/auskunft/loeschen/", persons.erase, name="person_erase"),
]
_trail = [
    path("datenschutz/protokoll/", trail.trail, name="trail"),
    re_path(
        r"^datenschutz/protokoll/protokoll\.(?P<ending>csv|xlsx)$",
        trail.export,
        name="trail_export",
    ),
]
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_read_retention, _retention),
    *behind(rules.can_erase, _persons),
    *behind(rules.can_read_trail, _trail),
]
