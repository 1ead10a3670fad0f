"""Addresses where answers become reports."""

from django.urls import URLPattern, path

from miteinander.kernel.doors import behind
from miteinander.rounds import rules
from miteinander.rounds.views import confirming

_review = "berichtsrunden/<int:pk>/durchsicht/"
_sheet = f"{_review}<int:measure>/"
_reading = [
    path(_review, confirming.review, name="round_review"),
    path(
        f"{_review}antworten.csv",
        confirming.review_export,
        {"ending": "csv"},
        name="round_review_csv",
    ),
    path(
        f"{_review}antworten.xlsx",
        confirming.review_export,
        {"ending": "xlsx"},
        name="round_review_xlsx",
    ),
    path(_sheet, confirming.sheet, name="round_sheet"),
    path("antworten/<int:pk>/rueckfrage/", confirming.send_back, name="answer_send_back"),
]
_publishing = [
    path(f"{_review}veroeffentlichen/", confirming.publish, name="round_publish"),
    path(f"{_sheet}oeffnen/", confirming.reopen, name="report_reopen"),
    path("antwortdateien/<int:pk>/uebernehmen/", confirming.take_file, name="answer_file_take"),
]
workspace_patterns: list[URLPattern] = [
    *behind(rules.can_read_answers, _reading),
    *behind(rules.can_publish_answers, _publishing),
]
