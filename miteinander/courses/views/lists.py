"""The list of runs in the workspace, and the same as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.courses import columns, rules, tables
from miteinander.courses.actions.tables import take_over
from miteinander.courses.forms import tables as forms
from miteinander.courses.forms.filters import RunFilter
from miteinander.courses.queries import courses as found
from miteinander.courses.views._shared import rights
from miteinander.kernel.errors import require
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page
from miteinander.ui.sheets import csv_response, xlsx_response
from miteinander.ui.tables.importing import Importer, import_table


@require_safe
def runs(request: TownRequest) -> HttpResponse:
    """The runs that the address asks for, the next first; what is over only if it is asked for."""
    all_runs = found.runs(request.actor)
    form = RunFilter(request.GET, found=all_runs)
    shown = found.narrowed(all_runs, form.chosen)
    context = {
        "form": form,
        "page": page(shown, request, by=found.order(form.chosen), count=True),
        "is_filtered": bool(form.chosen),
        **rights(request),
    }
    return render(request, "courses/runs/list.html", context)


@require_safe
def courses(request: TownRequest) -> HttpResponse:
    """The courses with their runs, by title."""
    shown = page(found.courses(request.actor), request, by=("sorted_by", "pk"), count=True)
    context = {"page": shown, **rights(request)}
    return render(request, "courses/courses/list.html", context)


@require_safe
def runs_export(request: TownRequest, ending: str) -> HttpResponse:
    """The runs that the list shows with the same address."""
    all_runs = found.runs(request.actor)
    shown = found.narrowed(all_runs, RunFilter(request.GET, found=all_runs).chosen)
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"kurse.{ending}", tables.HEADER, tables.runs(shown))


def runs_import(request: TownRequest) -> HttpResponse:
    """Upload a table of runs with their courses, preview it, take it over."""
    require(rules.can_manage(request.actor))
    of = Importer(
        name="courses.CourseRun",
        title="Kurse",
        back="workspace:course_runs",
        columns=columns.RUN,
        check=forms.check,
        take_over=lambda rows: take_over(
            rows=[(row.pk, row.values["wanted"]) for row in rows], by=request.actor
        ),
        notes=(
            "Eine Zeile ist ein Durchgang. Ohne Kennung wird er an Institution und Kursnummer "
            "erkannt, ohne Nummer an Institution, Titel und Beginn: Beim zweiten Einlesen wird er "
            "geändert, nicht verdoppelt.",
            "Englische Überschriften werden auch verstanden. „-1“ und „keine Angabe“ heißen "
            "unbekannt. Was keine Uhrzeit ist, wird Hinweis zu den Zeiten.",
            "Neue Kurse sind zuerst nur intern zu sehen. Steht ein Kurs in mehreren Zeilen, gelten "
            "die Angaben der letzten.",
        ),
    )
    return import_table(request, of)
