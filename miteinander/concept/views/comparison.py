"""Two editions side by side, on a page and as a table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from miteinander.concept import comparison_table
from miteinander.concept.forms.editions import ComparisonFilter
from miteinander.concept.models import Edition
from miteinander.concept.queries import comparison, lineage
from miteinander.concept.views._shared import address, back
from miteinander.concept.views.editions import load_edition
from miteinander.kernel.http import TownRequest
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
def edition_comparison(request: TownRequest, pk: int) -> HttpResponse:
    """What became of everything; `?mit=` names an older edition than the one before."""
    found = load_edition(pk)
    before = _before(request, found)
    if before is None:
        context: dict[str, Any] = {"edition": found, "concept": found.concept}
        return render(request, "concept/editions/comparison.html", context)
    parts = comparison.compared(before, found) or []
    filtering = ComparisonFilter(request.GET, parts, found.concept.field_name)
    context = {
        "edition": found,
        "before": before,
        "earlier": lineage.ancestors(found),
        "concept": found.concept,
        "filter": filtering,
        "parts": comparison.narrowed(parts, *filtering.chosen),
        "counts": comparison.counted(parts),
    }
    return render(request, "concept/editions/comparison.html", context)


@require_safe
def edition_comparison_export(request: TownRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a table, narrowed as the address says."""
    found = load_edition(pk)
    before = _before(request, found)
    if before is None:
        return back(request, address(request, "edition_comparison", pk=pk))
    parts = comparison.compared(before, found) or []
    filtering = ComparisonFilter(request.GET, parts, found.concept.field_name)
    rows = comparison_table.rows(comparison.narrowed(parts, *filtering.chosen))
    respond = csv_response if kind == "csv" else xlsx_response
    return respond(f"vergleich-der-fassungen-intern.{kind}", comparison_table.HEADERS, rows)


def _before(request: TownRequest, edition: Edition) -> Edition | None:
    """The edition that the address names, if this one came from it; else the one before."""
    key = request.GET.get("mit", "")
    named = [one for one in lineage.ancestors(edition) if str(one.pk) == key]
    return named[0] if named else edition.predecessor
