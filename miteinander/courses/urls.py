"""Addresses of the room `courses`."""

from django.urls import URLPattern, path, re_path

from miteinander.courses import rules
from miteinander.courses.views import conditions, courses, lists, runs
from miteinander.kernel.doors import behind

_courses = [
    path("kurse/", lists.runs, name="course_runs"),
    re_path(r"^kurse/kurse\.(?P<ending>csv|xlsx)$", lists.runs_export, name="course_runs_export"),
    path("kurse/angebote/", lists.courses, name="courses"),
    path("kurse/angebote/neu/", courses.course_add, name="course_add"),
    path("kurse/angebote/<int:pk>/", courses.course, name="course"),
    path("kurse/angebote/<int:pk>/bearbeiten/", courses.course_change, name="course_change"),
    path("kurse/angebote/<int:pk>/loeschen/", courses.course_delete, name="course_delete"),
    path(
        "kurse/angebote/<int:pk>/veroeffentlichen/", courses.course_publish, name="course_publish"
    ),
    path("kurse/angebote/<int:pk>/zuruecknehmen/", courses.course_withdraw, name="course_withdraw"),
    path("kurse/angebote/<int:pk>/durchgang/", runs.run_add, name="course_run_add"),
    path("kurse/durchgaenge/<int:pk>/", runs.run, name="course_run"),
    path("kurse/durchgaenge/<int:pk>/bearbeiten/", runs.run_change, name="course_run_change"),
    path("kurse/durchgaenge/<int:pk>/loeschen/", runs.run_delete, name="course_run_delete"),
    path("kurse/durchgaenge/<int:pk>/plaetze/", runs.run_places, name="course_run_places"),
    path("kurse/bedingungen/", conditions.conditions, name="course_conditions"),
    path(
        "kurse/bedingungen/uebliche/", conditions.conditions_usual, name="course_conditions_usual"
    ),
    path("kurse/bedingungen/neu/", conditions.condition_add, name="course_condition_add"),
    path("kurse/bedingungen/<int:pk>/", conditions.condition_change, name="course_condition"),
    path(
        "kurse/bedingungen/<int:pk>/loeschen/",
        conditions.condition_delete,
        name="course_condition_delete",
    ),
]

workspace_patterns: list[URLPattern] = behind(rules.can_view, _courses)
