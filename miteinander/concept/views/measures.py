"""Measures for daily work: the table, its exports, and one measure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from miteinander.concept import addresses, rules
from miteinander.concept.forms.filters import MeasureFilter
from miteinander.concept.models import Measure
from miteinander.concept.queries import history, plan, succession
from miteinander.concept.queries import measures as found_measures
from miteinander.concept.tables import HEADERS, rows
from miteinander.concept.views._shared import plan_url, working_edition
from miteinander.kernel.http import TownRequest
from miteinander.ui.paging import page
from miteinander.ui.sheets import csv_response, xlsx_response


@require_GET
def measures(request: TownRequest) -> HttpResponse:
    """The table with its filters, fifty measures a page."""
    edition = working_edition(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    form = MeasureFilter(request.GET, edition, edition.concept.field_name)
    found = found_measures.narrowed(found_measures.measures_of(edition), form.chosen)
    shown = page(found_measures.for_table(found), request, by=form.order, count=True)
    context = {
        "edition": edition,
        "editions": plan.editions(request.municipality),
        "concept": edition.concept,
        "form": form,
        "page": shown,
        "can_import": rules.can_import(request.actor) and not edition.is_adopted,
    }
    return render(request, "concept/measures/list.html", context)


@require_GET
def measures_export(request: TownRequest, kind: str) -> HttpResponse:
    """What the filters leave, as a table; internal notes are in it and marked so."""
    edition = working_edition(request)
    if edition is None:
        return render(request, "concept/plan/empty.html")
    form = MeasureFilter(request.GET, edition, edition.concept.field_name)
    found = found_measures.narrowed(found_measures.measures_of(edition), form.chosen)
    table = rows(found_measures.for_export(found))
    if kind == "csv":
        return csv_response("massnahmen-intern.csv", HEADERS, table)
    return xlsx_response("massnahmen-intern.xlsx", HEADERS, table)


@require_GET
def measure(request: TownRequest, pk: int) -> HttpResponse:
    """Everything about one measure, also what is not public."""
    found = get_object_or_404(found_measures.whole(pk))
    return render(request, "concept/measures/measure.html", _context(request, found))


def _context(request: TownRequest, found: Measure) -> dict[str, Any]:
    return {
        "measure": found,
        "concept": found.edition.concept,
        "edition": found.edition,
        "plan_url": plan_url(request, found),
        "public_url": addresses.measure_path(request.municipality.slug, found),
        "hidden_by": _hidden_by(found),
        "editing": history.editing_now("measure", found.pk, request.actor),
        "draft": history.draft_of("measure", found.pk, request.actor),
        "last": history.newest("measure", found.pk),
        "can_publish": rules.can_publish(request.actor),
        "origins": succession.origins(found),
        "onward": succession.onward(found),
    }


def _hidden_by(found: Measure) -> str:
    """Why the public does not see the measure; "" where it does."""
    if found.edition.published_at is None:
        return "Diese Fassung des Konzepts ist noch nicht veröffentlicht."
    if found.is_draft:
        return "Das ist ein Entwurf. Öffentlich sieht ihn niemand."
    for above in (found.goal, found.topic, found.field):
        if above and above.is_draft:
            return f"Nicht öffentlich, weil „{above}“ noch ein Entwurf ist."
    return ""
