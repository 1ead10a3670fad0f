"""Addresses of documents on their way to a plan, below `/{town}/arbeit/importe/`."""

from django.urls import URLPattern, path

from miteinander.concept.views import imports, review

_DOCUMENT = "importe/<int:pk>/"
_ENTRY = _DOCUMENT + "eintraege/<int:entry>/"

patterns: list[URLPattern] = [
    path("importe/", imports.index, name="imports"),
    path(_DOCUMENT, imports.progress, name="import_progress"),
    path(_DOCUMENT + "erneut/", imports.read_again, name="import_read_again"),
    path(_DOCUMENT + "spalten/", imports.columns, name="import_columns"),
    path(_DOCUMENT + "uebernehmen/", imports.take_over, name="import_take_over"),
    path(_DOCUMENT + "verwerfen/", imports.drop, name="import_drop"),
    path(_DOCUMENT + "durchsicht/", review.review, name="import_review"),
    path(_DOCUMENT + "dokument/", review.source, name="import_source"),
    path(_DOCUMENT + "nicht-zugeordnet/", review.unplaced, name="import_unplaced"),
    path(_DOCUMENT + "institutionen/", review.institutions, name="import_institutions"),
    path(_ENTRY, review.entry, name="import_entry"),
    path(_ENTRY + "fundstelle/", review.passage, name="import_passage"),
    path(_ENTRY + "darunter/", review.below, name="import_below"),
    path(_ENTRY + "weglassen/", review.leave_out, name="import_leave_out"),
    path(_ENTRY + "aufnehmen/", review.bring_back, name="import_bring_back"),
    path(_ENTRY + "hoch/", review.up, name="import_up"),
    path(_ENTRY + "runter/", review.down, name="import_down"),
    path(_ENTRY + "verschieben/", review.place, name="import_place"),
    path(_ENTRY + "zusammenfuehren/", review.merge, name="import_merge"),
    path(_ENTRY + "teilen/", review.split, name="import_split"),
]
