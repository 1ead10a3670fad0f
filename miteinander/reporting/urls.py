"""Addresses of the room `reporting`."""

from django.urls import URLPattern, path

from miteinander.kernel.doors import behind
from miteinander.reporting import rules
from miteinander.reporting.views import files, reports, sheets, template

KINDS = ["pdf", "docx", "xlsx"]

_reading = [
    path("bericht/", reports.report, name="report"),
    *(
        path(f"bericht.{kind}", reports.report_file, {"kind": kind}, name=f"report_{kind}")
        for kind in KINDS
    ),
    path("bericht/schreiben/", files.write, name="report_write"),
    path("bericht/geschrieben/<int:pk>/", files.written, name="report_written"),
    path("bericht/geschrieben/<int:pk>/datei/", files.written_file, name="report_written_file"),
    path("bericht/geschrieben/<int:pk>/loeschen/", files.discard, name="report_written_delete"),
]
_drafting = [
    *(
        path(
            f"bericht-entwurf.{kind}",
            reports.report_draft_file,
            {"kind": kind},
            name=f"report_draft_{kind}",
        )
        for kind in KINDS
    ),
    path("massnahmen/<int:pk>/datenblatt.pdf", sheets.workspace_sheet, name="measure_sheet"),
]
_template = [
    path("bericht/vorlage/", template.template, name="report_template"),
    path("bericht/vorlage/eigene.docx", template.own, name="report_template_own"),
    path("bericht/vorlage/muster.docx", template.starter, name="report_template_starter"),
    path("bericht/vorlage/entfernen/", template.remove, name="report_template_remove"),
]

workspace_patterns: list[URLPattern] = [
    *behind(rules.can_make_reports, _reading),
    *behind(rules.can_include_unpublished, _drafting),
    *behind(rules.can_set_template, _template),
]
public_patterns: list[URLPattern] = [
    path("konzept/massnahmen/<int:pk>/datenblatt.pdf", sheets.public_sheet, name="measure_sheet"),
]
