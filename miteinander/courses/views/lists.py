"""The list of runs in the workspace, and the same as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.courses import tables
from miteinander.courses.forms.filters import RunFilter
from miteinander.courses.queries import courses as found
from miteinander.courses.views._shared import rights
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page
from miteinander.ui.sheets import csv_response, xlsx_response


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
