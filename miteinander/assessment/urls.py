"""Addresses of the room `assessment`."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, re_path

from miteinander.assessment import rules
from miteinander.assessment.views import (
    evidence,
    history,
    judgements,
    needs,
    publishing,
    shared,
    tables,
)
from miteinander.kernel.doors import behind


def _of(kind: str, slug: str, rows: str) -> list[URLPattern]:
    """The addresses that needs and judgements both have: `need_publish`, `judgement_publish`."""
    base, which = f"{slug}/<int:pk>/", {"kind": kind}
    return [
        path(f"{base}verlauf/", history.history, which, name=f"{kind}_history"),
        path(f"{base}veroeffentlichen/", publishing.publish, which, name=f"{kind}_publish"),
        path(f"{base}zuruecknehmen/", publishing.withdraw, which, name=f"{kind}_withdraw"),
        path(f"{base}teilen/", publishing.share, which, name=f"{kind}_share"),
        path(f"{base}belege/neu/", evidence.evidence_add, which, name=f"{kind}_evidence_add"),
        path(f"{rows}/<int:pk>/", evidence.evidence_change, which, name=f"{kind}_evidence"),
        path(
            f"{rows}/<int:pk>/loeschen/",
            evidence.evidence_delete,
            which,
            name=f"{kind}_evidence_delete",
        ),
    ]


def _export(base: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return re_path(rf"^{base}\.(?P<ending>csv|xlsx)$", view, name=name)


_needs = [
    path("bedarfe/", needs.needs, name="needs"),
    path("bedarfe/neu/", needs.need_add, name="need_add"),
    path("bedarfe/<int:pk>/", needs.need, name="need"),
    path("bedarfe/<int:pk>/bearbeiten/", needs.need_change, name="need_change"),
    path("bedarfe/<int:pk>/loeschen/", needs.need_delete, name="need_delete"),
    *_of("need", "bedarfe", "bedarfsbelege"),
    _export("bedarfe/bedarfe", tables.needs_export, "needs_export"),
    path("bedarfe/einlesen/", tables.needs_import, name="needs_import"),
    path("bedarfe/antworten/", tables.coverage_page, name="coverage"),
    _export("bedarfe/antworten/antworten", tables.coverage_export, "coverage_export"),
]
_judgements = [
    path("bewertung/", judgements.goals, name="judgements"),
    path(
        "bewertung/fassungen/",
        judgements.judgements_over_editions,
        name="judgements_over_editions",
    ),
    _export(
        "bewertung/fassungen/bewertungen",
        tables.judgements_over_editions_export,
        "judgements_over_editions_export",
    ),
    path("ziele/<int:pk>/bewertung/", judgements.goal_judgements, name="goal_judgements"),
    path("ziele/<int:pk>/bewertung/neu/", judgements.judgement_add, name="judgement_add"),
    path("bewertungen/<int:pk>/bearbeiten/", judgements.judgement_change, name="judgement_change"),
    path("bewertungen/<int:pk>/loeschen/", judgements.judgement_delete, name="judgement_delete"),
    *_of("judgement", "bewertungen", "bewertungsbelege"),
    _export("bewertung/bewertungen", tables.judgements_export, "judgements_export"),
]

_shared = [path("bedarfe-lesen/", shared.shared, name="shared_assessment")]

workspace_patterns: list[URLPattern] = [
    *behind(rules.can_view, [*_needs, *_judgements]),
    *behind(rules.can_read_shared, _shared),
]
