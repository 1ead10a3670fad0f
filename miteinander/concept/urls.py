"""Addresses of the room `concept`."""

from django.urls import URLPattern, path

from miteinander.concept import import_urls, rules
from miteinander.concept.views import (
    attachments,
    comparison,
    editing,
    editions,
    entries,
    frame,
    history,
    items,
    measures,
    own,
    plan,
    reports,
    shared,
    succession,
    tables,
)
from miteinander.concept.views._shared import SLUGS
from miteinander.kernel.doors import behind

# (kind, name of the place in the address, kind of what it hangs below)
_ADDING = [
    ("field", "fassungen", "edition", "field_add"),
    ("topic", "felder", "field", "topic_add"),
    ("goal", "felder", "field", "goal_add"),
    ("goal", "themen", "topic", "goal_add_to_topic"),
    ("measure", "felder", "field", "measure_add"),
    ("measure", "themen", "topic", "measure_add_to_topic"),
    ("measure", "ziele", "goal", "measure_add_to_goal"),
]


def _of_item(kind: str, slug: str) -> list[URLPattern]:
    """The addresses that every kind of item has: `goal_edit`, `goal_move` and so on."""
    base, which = f"konzept/{slug}/<int:pk>/", {"kind": kind}
    return [
        path(f"{base}bearbeiten/", editing.edit, which, name=f"{kind}_edit"),
        path(f"{base}entwurf/", editing.draft, which, name=f"{kind}_draft"),
        path(f"{base}verschieben/", items.move, which, name=f"{kind}_move"),
        path(f"{base}loeschen/", items.delete, which, name=f"{kind}_delete"),
        path(f"{base}veroeffentlichen/", items.publish, which, name=f"{kind}_publish"),
        path(f"{base}zuruecknehmen/", items.withdraw, which, name=f"{kind}_withdraw"),
    ]


_plan = [
    path("konzept/", plan.plan, name="plan"),
    path("konzept/zweig/<int:pk>/", plan.plan_branch, name="plan_branch"),
    path("konzept/reihenfolge/", plan.plan_order, name="plan_order"),
    path("konzept/geloescht/", plan.deleted_items, name="deleted_items"),
    *(one for kind, slug in SLUGS.items() if kind != "field" for one in _of_item(kind, slug)),
    *(one for one in _of_item("field", "felder") if one.name != "field_move"),
    *(
        path(
            f"konzept/{slug}/<int:pk>/neu/{SLUGS[kind]}/",
            items.add,
            {"kind": kind, "parent": parent},
            name=name,
        )
        for kind, slug, parent, name in _ADDING
    ),
    path(
        "konzept/massnahmen/<int:pk>/zeile/",
        editing.edit,
        {"kind": "measure", "whole": False},
        name="measure_line",
    ),
    path("konzept/<slug:slug>/<int:pk>/verlauf/", history.item_history, name="item_history"),
    path("konzept/<slug:slug>/<int:pk>/vergleich/", editing.conflict, name="conflict"),
    path(
        "konzept/verlauf/<int:pk>/wiederherstellen/",
        history.version_restore,
        name="version_restore",
    ),
]

_measures = [
    path("massnahmen/", measures.measures, name="measures"),
    path("massnahmen.csv", measures.measures_export, {"kind": "csv"}, name="measures_csv"),
    path("massnahmen.xlsx", measures.measures_export, {"kind": "xlsx"}, name="measures_xlsx"),
    path("massnahmen/<int:pk>/", measures.measure, name="measure"),
    path("massnahmen/<int:pk>/bericht/", reports.report_add, name="report_add"),
    path("berichte/<int:pk>/", reports.report_edit, name="report_edit"),
    path("berichte/<int:pk>/veroeffentlichen/", reports.report_publish, name="report_publish"),
    path("berichte/<int:pk>/zuruecknehmen/", reports.report_withdraw, name="report_withdraw"),
    path("berichte/<int:pk>/loeschen/", reports.report_delete, name="report_delete"),
]

_frame = [
    path("konzept/beginnen/", frame.concept_start, name="concept_start"),
    path("konzept/bezeichnungen/", frame.concept_settings, name="concept_settings"),
    path("konzept/fassungen/<int:pk>/", frame.edition, name="edition"),
    path(
        "konzept/fassungen/<int:pk>/veroeffentlichen/",
        frame.edition_publish,
        name="edition_publish",
    ),
    path(
        "konzept/fassungen/<int:pk>/zuruecknehmen/",
        frame.edition_withdraw,
        name="edition_withdraw",
    ),
    path("konzept/fassungen/<int:pk>/teilen/", frame.edition_share, name="edition_share"),
    path("konzept/fassungen/<int:pk>/dateien/neu/", attachments.download_add, name="download_add"),
    path("konzept/fassungen/<int:pk>/liste/<slug:slug>/", entries.entries, name="entries"),
    path("konzept/fassungen/<int:pk>/liste/<slug:slug>/neu/", entries.entry_add, name="entry_add"),
    path("konzept/listen/<slug:slug>/<int:pk>/", entries.entry_edit, name="entry_edit"),
    path(
        "konzept/listen/<slug:slug>/<int:pk>/loeschen/", entries.entry_delete, name="entry_delete"
    ),
    path(
        "konzept/listen/<slug:slug>/<int:pk>/verschieben/",
        entries.entry_shift,
        name="entry_shift",
    ),
]

_EDITION = "konzept/fassungen/<int:pk>/"
_editions = [
    path("konzept/fassungen/", editions.editions, name="editions"),
    path(_EDITION + "naechste/", editions.edition_next, name="edition_next"),
    path(
        _EDITION + "aenderung/",
        editions.edition_next,
        {"is_amendment": True},
        name="edition_amendment",
    ),
    path(_EDITION + "beschluss/", editions.edition_adopt, name="edition_adopt"),
    path(_EDITION + "fortschreiben/", succession.succession, name="succession"),
    path(
        _EDITION + "fortschreiben/zusammenlegen/",
        succession.succession_merge,
        name="succession_merge",
    ),
    path(_EDITION + "fortschreiben/teilen/", succession.succession_split, name="succession_split"),
    path(
        _EDITION + "gegenueberstellung/", comparison.edition_comparison, name="edition_comparison"
    ),
    *(
        path(
            f"{_EDITION}gegenueberstellung.{kind}",
            comparison.edition_comparison_export,
            {"kind": kind},
            name=f"edition_comparison_{kind}",
        )
        for kind in ("csv", "xlsx")
    ),
    path(_EDITION + "am/", editions.edition_days, name="edition_days"),
    path(_EDITION + "am/<str:day>/", editions.edition_as_of, name="edition_as_of"),
]

_files = [
    path("massnahmen/<int:pk>/dateien/neu/", attachments.attachment_add, name="attachment_add"),
    path("dateien/<int:pk>/", attachments.attachment, name="attachment"),
    path(
        "dateien/<int:pk>/veroeffentlichen/",
        attachments.attachment_publish,
        name="attachment_publish",
    ),
    path("dateien/<int:pk>/loeschen/", attachments.attachment_delete, name="attachment_delete"),
]

_tables = [
    path("massnahmen/einlesen/", tables.measures_import, name="measures_import"),
]
_shared = [
    path("lesen/", shared.shared_plan, name="shared_plan"),
]
_towns = [
    path("kommunen/", shared.towns, name="towns"),
    path("kommunen/<slug:slug>/", shared.plan_of_town, name="plan_of_town"),
]
_own = [
    path("meine-massnahmen/", own.own_measures, name="own_measures"),
    path("meine-massnahmen/<int:pk>/bericht/", own.own_report, name="own_report"),
]

root_patterns: list[URLPattern] = []
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_view_plan, [*_plan, *_measures, *_frame, *_editions, *_files]),
    *behind(rules.can_import, [*import_urls.patterns, *_tables]),
    *behind(rules.can_read_shared, _shared),
    *behind(rules.can_read_towns, _towns),
    *behind(rules.is_partner, _own),
]
public_patterns: list[URLPattern] = []
