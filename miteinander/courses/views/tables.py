"""A table of runs with their courses on its way in: of the coordination, of a partner who speaks
for institutions, and of an institution by the link of a mail.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from miteinander.courses import rules, tables
from miteinander.courses.actions.tables import take_over
from miteinander.courses.forms import tables as forms
from miteinander.courses.queries import courses as found
from miteinander.courses.views._links import by_link, is_too_much, plain
from miteinander.kernel.actor import Actor
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.network.models import Organisation
from miteinander.ui.sheets import csv_response, xlsx_response
from miteinander.ui.tables.importing import Importer, import_table

MOST_TABLES, WHILE = 30, 600  # seconds
_NOTES = (
    "Eine Zeile ist ein Durchgang. Ohne Kennung wird er an Institution und Kursnummer "
    "erkannt, ohne Nummer an Institution, Titel und Beginn: Beim zweiten Einlesen wird er "
    "geändert, nicht verdoppelt.",
    "Englische Überschriften werden auch verstanden. „-1“ und „keine Angabe“ heißen "
    "unbekannt. Was keine Uhrzeit ist, wird Hinweis zu den Zeiten.",
    "Neue Kurse sind zuerst nur intern zu sehen. Steht ein Kurs in mehreren Zeilen, gelten "
    "die Angaben der letzten.",
)


def runs_import(request: TownRequest) -> HttpResponse:
    """Upload a table, preview it, take it over; a partner's holds the own institutions only."""
    require(rules.can_offer(request.actor))
    is_all = rules.can_manage(request.actor)
    own = None if is_all else list(found.providers(request.actor))
    return import_table(request, _importer(request.actor, own, back="workspace:course_runs"))


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def reports_import(request: TownRequest, of: Organisation, by: Actor, token: str) -> HttpResponse:
    """Upload a table of the institution's runs, preview it, take it over."""
    if request.method == "POST" and is_too_much(f"courses.tables:{of.pk}", MOST_TABLES, WHILE):
        return plain(request, "slower", 429)
    importer = _importer(
        by,
        [of],
        back="public:course_reports",
        parts={"token": token},
        frame="courses/link/_shell.html",
    )
    return import_table(request, importer)


@require_safe
@by_link
def reports_export(
    request: TownRequest, of: Organisation, by: Actor, token: str, ending: str
) -> HttpResponse:
    """The institution's runs that still come, to be filled in and taken over again."""
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"kurse.{ending}", tables.HEADER, tables.runs(found.runs_of(of)))


def _importer(by: Actor, own: Sequence[Organisation] | None, **place: Any) -> Importer:
    return Importer(
        name="courses.CourseRun",
        title="Kurse",
        columns=forms.of_whom(own),
        check=lambda table: forms.check(table, own),
        take_over=lambda rows: take_over(
            rows=[(row.pk, row.values["wanted"]) for row in rows], by=by
        ),
        notes=(*_of_whom(own), *_NOTES),
        **place,
    )


def _of_whom(own: Sequence[Organisation] | None) -> tuple[str, ...]:
    if not own:
        return ()
    names = ", ".join(one.name for one in own)
    named = "Die Spalte „Institution“ darf fehlen. " if len(own) == 1 else ""
    return (
        f"Hier lesen Sie nur Kurse von {names} ein. {named}Zeilen mit einer anderen Institution "
        "werden nicht übernommen.",
    )
