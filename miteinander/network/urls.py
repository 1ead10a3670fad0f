"""Addresses of the room `network`."""

from django.urls import URLPattern, path, re_path

from miteinander.kernel.doors import behind
from miteinander.network import rules
from miteinander.network.views import merging, organisations, people, representatives, tables

_reading = [
    path("institutionen/", organisations.organisations, name="organisations"),
    re_path(
        r"^institutionen/institutionen\.(?P<ending>csv|xlsx)$",
        tables.export_organisations,
        name="organisations_export",
    ),
    path("institutionen/einlesen/", tables.import_organisations, name="organisations_import"),
    path("institutionen/doppelte/", merging.doubles, name="organisation_doubles"),
    path("institutionen/neu/", organisations.add_organisation, name="organisation_add"),
    path("institutionen/<int:pk>/", organisations.organisation, name="organisation"),
    path(
        "institutionen/<int:pk>/bearbeiten/",
        organisations.change_organisation,
        name="organisation_change",
    ),
    path(
        "institutionen/<int:pk>/loeschen/",
        organisations.delete_organisation,
        name="organisation_delete",
    ),
    path(
        "institutionen/<int:pk>/zusammenfuehren/",
        merging.merge_organisation,
        name="organisation_merge",
    ),
    path("personen/", people.people, name="people"),
    re_path(
        r"^personen/personen\.(?P<ending>csv|xlsx)$", tables.export_people, name="people_export"
    ),
    path("personen/einlesen/", tables.import_people, name="people_import"),
    path("personen/neu/", people.add_person, name="person_add"),
    path("personen/<int:pk>/", people.change_person, name="person"),
    path("personen/<int:pk>/loeschen/", people.delete_person, name="person_delete"),
]
_representatives = [
    path(
        "institutionen/<int:pk>/sprechen/",
        representatives.add_representative,
        name="representative_add",
    ),
    path(
        "institutionen/<int:pk>/sprechen/<int:user>/beenden/",
        representatives.remove_representative,
        name="representative_remove",
    ),
]
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_view_network, _reading),
    *behind(rules.can_reorganise, _representatives),
]
