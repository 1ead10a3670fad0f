"""Addresses where answers are given: by the personal link, and on behalf of an institution."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from miteinander.concept.rules import is_partner
from miteinander.kernel.doors import behind
from miteinander.rounds import rules
from miteinander.rounds.views import at_desk, filled, papers, parts, sheet
from miteinander.rounds.views.by_link import by_link, fresh_link

_both = require_http_methods(["GET", "HEAD", "POST"])


def _pages(start: str, name: str, door: Callable[..., Any]) -> list[URLPattern]:
    """The pages of an inquiry below `start`, behind a door."""
    return [
        path(start, _both(door(sheet.sheet)), name=name),
        path(f"{start}gesehen/", require_POST(door(sheet.seen)), name=f"{name}_seen"),
        path(f"{start}danke/", require_safe(door(sheet.thanks)), name=f"{name}_thanks"),
        path(f"{start}kopie/", require_safe(door(sheet.copy)), name=f"{name}_copy"),
        *(
            path(
                f"{start}fragebogen.{kind}",
                require_safe(door(papers.of_inquiry)),
                {"kind": kind},
                name=f"{name}_paper_{kind}",
            )
            for kind in ("pdf", "docx")
        ),
        path(f"{start}andere/", _both(door(parts.others)), name=f"{name}_others"),
        path(
            f"{start}zurueck/<int:colleague>/",
            require_POST(door(parts.take_back)),
            name=f"{name}_take_back",
        ),
        path(
            f"{start}antwort/<int:key>/speichern/",
            require_POST(door(sheet.autosave)),
            name=f"{name}_save",
        ),
        path(f"{start}antwort/<int:key>/dateien/", _both(door(parts.files)), name=f"{name}_files"),
        path(
            f"{start}antwort/<int:key>/anhang/<int:file>/",
            require_safe(door(parts.file)),
            name=f"{name}_file",
        ),
        path(
            f"{start}antwort/<int:key>/anhang/<int:file>/loeschen/",
            require_POST(door(parts.file_delete)),
            name=f"{name}_file_delete",
        ),
    ]


public_patterns: list[URLPattern] = [
    *_pages("bericht/<str:token>/", "answer", by_link),
    path("bericht/<str:token>/neu/", require_POST(fresh_link), name="answer_fresh"),
]
workspace_patterns: list[URLPattern] = [
    *behind(is_partner, [path("meine-berichte/", at_desk.own_inquiries, name="own_inquiries")]),
    *behind(
        rules.can_read_answers,
        [path("antworten/<int:pk>/verlauf/", at_desk.history, name="answer_history")],
    ),
    *behind(rules.can_answer_at_all, _pages("anfragen/<int:pk>/", "inquiry", at_desk.at_desk)),
    *behind(
        rules.can_answer_at_all,
        [
            path(
                "anfragen/<int:pk>/einlesen/",
                _both(at_desk.at_desk(filled.filled)),
                name="inquiry_filled",
            )
        ],
    ),
]
