"""The plan as tables and as data."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from miteinander.concept import open_data
from miteinander.concept.queries import public
from miteinander.kernel.headers import as_file, for_every_site
from miteinander.kernel.http import TownRequest
from miteinander.kernel.public_pages import storable
from miteinander.portal import tables
from miteinander.portal.selection import Selection
from miteinander.portal.views.common import absolute, edition_or_404
from miteinander.ui.sheets import csv_response, xlsx_response


@require_safe
@storable
@for_every_site
def measures_csv(request: TownRequest, fassung: int | None = None) -> HttpResponse:
    """The measures that the address selects, as CSV."""
    table = _table(request, fassung)
    return csv_response(f"massnahmen-{request.municipality.slug}.csv", table.header, table.rows)


@require_safe
@storable
@for_every_site
def measures_xlsx(request: TownRequest, fassung: int | None = None) -> HttpResponse:
    """The measures that the address selects, as an Excel workbook."""
    table = _table(request, fassung)
    return xlsx_response(f"massnahmen-{request.municipality.slug}.xlsx", table.header, table.rows)


@require_safe
@storable
@for_every_site
def data(request: TownRequest, fassung: int | None = None) -> JsonResponse:
    """The public plan as open data; `concept/open_data.py` says its shape."""
    edition = edition_or_404(request, fassung)
    plan = open_data.plan(request.municipality, edition, absolute(request))
    answer = JsonResponse(plan, json_dumps_params={"ensure_ascii": False, "indent": 1})
    as_file(answer)
    return answer


def _table(request: TownRequest, fassung: int | None) -> tables.Table:
    edition = edition_or_404(request, fassung)
    found = Selection.of(request.GET).of_measures(public.measures(edition))
    town = request.municipality.slug
    return tables.table(edition.concept, found, town, request.build_absolute_uri)
