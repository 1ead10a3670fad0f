"""The page of waiting times, outcomes and fairness."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.courses.queries import figures as found
from miteinander.courses.queries.closing import closings
from miteinander.courses.queries.placement import newest_round
from miteinander.kernel.http import TownRequest
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
def placement_figures(request: TownRequest) -> HttpResponse:
    """How long people wait, what becomes of offers, and whether groups fare alike."""
    newest = newest_round()
    closing = closings(newest)
    context = {
        "searching": found.searching(),
        "offered": found.offered(),
        "fairness": [
            (title, groups, closing.get(title)) for title, groups in found.fairness(newest)
        ],
        "round": newest,
        "may_place": True,
    }
    return render(request, "courses/placement/figures.html", context)


@require_safe
def placement_figures_export(request: TownRequest, ending: str) -> HttpResponse:
    """The same as a table."""
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"vermittlung.{ending}", found.HEADER, found.rows())
